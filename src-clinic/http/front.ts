import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Clinic } from '../clinic.ts'
import { refuse } from '../fhir/outcomes.ts'
import { smartConfiguration } from '../login/smart.ts'
import type { Holder } from '../login/token.ts'
import { answerAdmin } from './admin.ts'
import { type Answer, errorAnswer, fhirAnswer, jsonAnswer } from './answer.ts'
import type { FhirAsk } from './ask.ts'
import { readBody } from './body.ts'
import { answerFhir } from './fhir-door.ts'
import { type Interaction, interactionOf } from './interaction.ts'
import { openRateLimit, type Rate } from './rate-limit.ts'

export interface Limits {
  readonly jsonBytes: number
  readonly binaryBytes: number
  readonly fhir: Rate
  readonly login: Rate
}

/** A workstation pulling pages and pushing photographs stays far below; a runaway loop does not. */
export const defaultLimits: Limits = {
  jsonBytes: 16 * 1024 * 1024,
  binaryBytes: 64 * 1024 * 1024,
  fhir: { perSecond: 2000, burst: 10_000 },
  login: { perSecond: 5, burst: 60 },
}

export interface FrontNeeds {
  readonly origin: () => string
  readonly clinic: () => Clinic | undefined
  readonly limits: Limits
  readonly clock: () => number
  readonly log: (message: string, error?: unknown) => void
}

/** The one request handler of the clinic: checks the door, finds who asks, and hands on. Every refusal is an OperationOutcome. */
export const openFront = (needs: FrontNeeds) => {
  const fhirRate = openRateLimit(needs.limits.fhir, needs.clock)
  const loginRate = openRateLimit(needs.limits.login, needs.clock)

  const answerOf = async (request: IncomingMessage, response: ServerResponse): Promise<Answer | undefined> => {
    const url = addressOf(request, needs.origin())
    const clinic = needs.clinic()
    if (clinic === undefined)
      throw refuse(503, 'The clinic is locked. It opens when a clinician signs in at the workstation.', {
        'retry-after': '2',
      })
    if (url.pathname.startsWith('/oauth/')) {
      await login(clinic, { request, response, url }, loginRate)
      return undefined
    }
    if (url.pathname === '/.well-known/smart-configuration')
      return jsonAnswer(200, smartConfiguration(`${needs.origin()}/oauth`))
    mustNotHurry(fhirRate(request.socket.remoteAddress ?? ''))
    if (url.pathname.startsWith('/admin/')) return admin(clinic, { request, url }, needs.limits)
    if (url.pathname === '/fhir' || url.pathname.startsWith('/fhir/')) return fhir(clinic, { request, url }, needs)
    throw refuse(404, 'There is nothing here.')
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await answerOf(request, response).catch((error: unknown) => errorAnswer(error, needs.log))
    // A dropped connection in the middle of an answer is the other side's business.
    if (answer !== undefined) await send(request, response, answer).catch(() => response.destroy())
  }
}

/** Refuses what was not addressed to this clinic by its own name: a page elsewhere that had its name point here. */
const addressOf = (request: IncomingMessage, origin: string): URL => {
  const url = URL.canParse(request.url ?? '', origin) ? new URL(request.url ?? '', origin) : undefined
  const own = new URL(origin)
  const names = own.hostname === '127.0.0.1' ? [own.host, `localhost:${own.port}`] : [own.host]
  if (url?.origin !== own.origin || !names.includes(request.headers.host ?? '')) {
    throw refuse(421, 'This request is not addressed to this clinic.')
  }
  return url
}

const mustNotHurry = (seconds: number): void => {
  if (seconds > 0)
    throw refuse(429, `Too many requests; try again in ${seconds} s.`, { 'retry-after': String(seconds) })
}

interface Arrival {
  readonly request: IncomingMessage
  readonly url: URL
}

const login = async (
  clinic: Clinic,
  { request, response, url }: Arrival & { response: ServerResponse },
  rate: (caller: string) => number,
): Promise<void> => {
  if (request.method === 'POST') mustNotHurry(rate(request.socket.remoteAddress ?? ''))
  if (url.pathname.startsWith('/oauth/interaction/')) return clinic.signIn(request, response)
  const { originalUrl } = request as IncomingMessage & { originalUrl?: string }
  // The service is mounted under /oauth and tells where from what was taken off the address.
  Object.assign(request, { originalUrl: originalUrl ?? request.url, url: request.url?.slice('/oauth'.length) })
  await clinic.provider.callback()(request, response)
}

/** The token's holder, or a 401 that says which realm. */
export const mustHold = (clinic: Clinic, request: IncomingMessage): Holder => {
  const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const holder = token === undefined ? undefined : clinic.holderOf(token)
  if (holder !== undefined) return holder
  const problem = token === undefined ? '' : ', error="invalid_token"'
  throw refuse(401, 'A valid access token of this clinic is needed.', {
    'www-authenticate': `Bearer realm="cutis"${problem}`,
  })
}

const admin = async (clinic: Clinic, { request, url }: Arrival, limits: Limits): Promise<Answer> => {
  const holder = mustHold(clinic, request)
  const body = await readBody(request, Math.min(limits.jsonBytes, 65_536))
  const house = { people: clinic.people, accessLog: clinic.store.accessLog }
  const after = Number(url.searchParams.get('after') ?? 0)
  const path = url.pathname.slice('/admin/'.length)
  clinic.journal.flush()
  return answerAdmin(house, { method: request.method ?? 'GET', path, after, body, holder })
}

const fhir = async (clinic: Clinic, { request, url }: Arrival, needs: FrontNeeds): Promise<Answer> => {
  const method = request.method ?? 'GET'
  const path = url.pathname.slice('/fhir'.length).replace(/^\/|\/$/g, '')
  const interaction = interactionOf(method, path)
  if (interaction?.name === 'capabilities') return fhirAnswer(200, clinic.capability)
  if (interaction?.name === 'smart-configuration') return jsonAnswer(200, smartConfiguration(`${needs.origin()}/oauth`))
  const holder = mustHold(clinic, request)
  if (interaction === undefined) throw refuse(404, 'This clinic does nothing of the kind.')
  if (/xml|turtle/.test(url.searchParams.get('_format') ?? '')) throw refuse(406, 'This clinic speaks JSON only.')
  const log = (answer: Answer) => record(clinic, { interaction, holder, answer, at: needs.clock() })
  try {
    const body = await readBody(request, bodyLimit(interaction, needs.limits))
    const ask = { interaction, method, path, query: url.search.slice(1), headers: request.headers, body, holder }
    const answer = await answerFhir(clinic.fhir, { ...ask, params: paramsOf(url, ask) })
    log(answer)
    return answer
  } catch (error) {
    const answer = errorAnswer(error, needs.log)
    log(answer)
    return answer
  }
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
  clinic.journal.add({
    at,
    client: holder.client,
    account: holder.account,
    interaction: interaction.name,
    type: 'type' in interaction ? interaction.type : '',
    id: 'id' in interaction ? interaction.id : (made ?? ''),
    status: answer.status,
  })
}

const send = async (request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> => {
  response.writeHead(answer.status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...answer.headers,
    ...(typeof answer.body === 'string' && { 'content-length': Buffer.byteLength(answer.body) }),
  })
  if (request.method === 'HEAD' || answer.body === undefined) response.end()
  else if (typeof answer.body === 'string' || Buffer.isBuffer(answer.body)) response.end(answer.body)
  else await pipeline(Readable.from(answer.body), response)
}
