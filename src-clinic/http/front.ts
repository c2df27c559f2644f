import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Clinic } from '../clinic.ts'
import { refuse } from '../fhir/outcomes.ts'
import { smartConfiguration } from '../login/smart.ts'
import { answerPortal, answerPortals } from '../portal/index.ts'
import { answerPatient, answerWorkstation, pageAnswer } from '../visits/index.ts'
import { answerAdmin } from './admin.ts'
import { type Answer, errorAnswer, jsonAnswer } from './answer.ts'
import { type Arrival, type FrontNeeds, type Limits, locked } from './arrival.ts'
import { readBody } from './body.ts'
import { mustHold } from './caller.ts'
import { answerArrival } from './fhir-gate.ts'
import { openRateLimit } from './rate-limit.ts'

/** The one request handler of the clinic: checks the door, finds who asks, and hands on. Every refusal is an OperationOutcome. */
export const openFront = (needs: FrontNeeds) => {
  const fhirRate = openRateLimit(needs.limits.fhir, needs.clock)
  const loginRate = openRateLimit(needs.limits.login, needs.clock)

  const answerOf = async (request: IncomingMessage, response: ServerResponse): Promise<Answer | undefined> => {
    const url = addressOf(request, needs.origin())
    const clinic = needs.clinic()
    if (clinic === undefined) throw locked()
    if (url.pathname.startsWith('/oauth/')) {
      await login(clinic, { request, response, url }, loginRate)
      return undefined
    }
    if (url.pathname === '/.well-known/smart-configuration')
      return jsonAnswer(200, smartConfiguration(`${needs.origin()}/oauth`))
    mustNotHurry(fhirRate(request.socket.remoteAddress ?? ''))
    return answerBelow(clinic, { request, url })
  }

  const answerBelow = (clinic: Clinic, { request, url }: Arrival): Answer | Promise<Answer> => {
    const [, first = ''] = url.pathname.split('/')
    if (url.pathname.startsWith('/visits/')) return workstationVisits(clinic, { request, url })
    if (first === 'visit') {
      // Entering is a sign-in: tried as slowly as one.
      if (url.pathname === '/visit/api/enter') mustNotHurry(loginRate(request.socket.remoteAddress ?? ''))
      return answerPatient(clinic.visits, { request, url })
    }
    if (first === 'portal') return portal(clinic, { request, url }, loginRate)
    if (url.pathname.startsWith('/portals/')) return workstationPortals(clinic, { request, url })
    if (url.pathname.startsWith('/admin/')) return admin(clinic, { request, url }, needs.limits)
    if (first === 'fhir') return answerArrival(clinic, { request, url }, needs)
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

const admin = async (clinic: Clinic, { request, url }: Arrival, limits: Limits): Promise<Answer> => {
  const holder = mustHold(clinic, request)
  const body = await readBody(request, Math.min(limits.jsonBytes, 65_536))
  const house = { people: clinic.people, accessLog: clinic.store.accessLog }
  const after = Number(url.searchParams.get('after') ?? 0)
  const path = url.pathname.slice('/admin/'.length)
  clinic.journal.flush()
  return answerAdmin(house, { method: request.method ?? 'GET', path, after, body, holder })
}

const workstationVisits = async (clinic: Clinic, { request, url }: Arrival): Promise<Answer> => {
  const holder = mustHold(clinic, request)
  const body = await readBody(request, 65_536)
  const path = url.pathname.slice('/visits'.length)
  return answerWorkstation(clinic.visits, { method: request.method ?? 'GET', path, body, holder })
}

/** The portal's page, and what it asks. */
const portal = (
  clinic: Clinic,
  { request, url }: Arrival,
  rate: (caller: string) => number,
): Answer | Promise<Answer> => {
  if (!url.pathname.startsWith('/portal/api/')) return pageAnswer(url.pathname)
  // Opening is a sign-in: tried as slowly as one.
  if (url.pathname === '/portal/api/open') mustNotHurry(rate(request.socket.remoteAddress ?? ''))
  return answerPortal(clinic.portal, { request, url })
}

const workstationPortals = async (clinic: Clinic, { request, url }: Arrival): Promise<Answer> => {
  const holder = mustHold(clinic, request)
  const body = await readBody(request, 65_536)
  const path = url.pathname.slice('/portals'.length)
  return answerPortals(clinic.portal, { method: request.method ?? 'GET', path, body, holder })
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
