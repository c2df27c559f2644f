import type { Clinic } from '../clinic.ts'
import { refuse } from '../fhir/outcomes.ts'
import { smartConfiguration } from '../login/smart.ts'
import type { Holder } from '../login/token.ts'
import { type Answer, errorAnswer, fhirAnswer, jsonAnswer } from './answer.ts'
import { type Arrival, type FrontNeeds, type Limits, locked } from './arrival.ts'
import type { FhirAsk } from './ask.ts'
import { readBody } from './body.ts'
import { mustHold } from './caller.ts'
import { answerFhir } from './fhir-door.ts'
import { type Interaction, interactionOf, targetOf } from './interaction.ts'

/** One request under /fhir: token, body, answer, access log. */
export const answerArrival = async (clinic: Clinic, { request, url }: Arrival, needs: FrontNeeds): Promise<Answer> => {
  const method = request.method ?? 'GET'
  const path = url.pathname.slice('/fhir'.length).replace(/^\/|\/$/g, '')
  const interaction = interactionOf(method, path)
  const open = openAnswer(clinic, interaction, needs)
  if (open !== undefined) return open
  const holder = mustHold(clinic, request)
  if (interaction === undefined) throw refuse(404, 'This clinic does nothing of the kind.')
  if (/xml|turtle/.test(url.searchParams.get('_format') ?? '')) throw refuse(406, 'This clinic speaks JSON only.')
  const work = async (): Promise<Answer> => {
    const body = await readBody(request, bodyLimit(interaction, needs.limits))
    // It may have been locked while the body came in.
    if (needs.clinic() !== clinic) throw locked()
    const ask = { interaction, method, path, query: url.search.slice(1), headers: request.headers, body, holder }
    return answerFhir(clinic.fhir, { ...ask, params: paramsOf(url, ask) })
  }
  const answer = await work().catch((error: unknown) => errorAnswer(error, needs.log))
  if (needs.clinic() === clinic) record(clinic, { interaction, holder, answer, at: needs.clock() })
  return answer
}

/** What needs no token: a client must read it to learn how to get one. */
const openAnswer = (clinic: Clinic, interaction: Interaction | undefined, needs: FrontNeeds): Answer | undefined => {
  if (interaction?.name === 'capabilities') return fhirAnswer(200, clinic.capability)
  if (interaction?.name !== 'smart-configuration') return undefined
  return jsonAnswer(200, smartConfiguration(`${needs.origin()}/oauth`))
}

const bodyLimit = (interaction: Interaction, limits: Limits): number =>
  'type' in interaction && interaction.type === 'Binary' ? limits.binaryBytes : limits.jsonBytes

/** The parameters of the address, and for POST …/_search those of the form. */
const paramsOf = (url: URL, ask: Pick<FhirAsk, 'interaction' | 'method' | 'headers' | 'body'>) => {
  const pairs = [...url.searchParams]
  if (ask.interaction.name === 'search' && ask.method === 'POST') {
    if (!/^application\/x-www-form-urlencoded\b/.test(ask.headers['content-type'] ?? '')) {
      throw refuse(415, 'Send a search as application/x-www-form-urlencoded.')
    }
    pairs.push(...new URLSearchParams(ask.body.toString('utf8')))
  }
  return pairs.map(([name, value]) => ({ name, value }))
}

interface Served {
  readonly interaction: Interaction
  readonly holder: Holder
  readonly answer: Answer
  readonly at: number
}

const record = (clinic: Clinic, { interaction, holder, answer, at }: Served): void => {
  const made = /\/fhir\/[A-Za-z]+\/([^/]+)/.exec(answer.headers['location'] ?? '')?.[1]
  const whole = { ...targetOf(interaction, made), status: answer.status }
  for (const touched of answer.touched ?? [whole]) {
    clinic.journal.add({ at, client: holder.client, account: holder.account, ...touched })
  }
}
