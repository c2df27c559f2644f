import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { refuse } from '../fhir/outcomes.ts'
import { type Answer, jsonAnswer } from '../http/answer.ts'
import { parseJson, readBody } from '../http/body.ts'
import type { Visits } from './index.ts'
import type { Place } from './links.ts'
import { pageAnswer } from './page.ts'

const Token = z.string().regex(/^[\w-]{32}$/)
const Look = z.object({ token: Token })
const Enter = z.object({ token: Token, secret: z.string().min(1).max(40) })
const Consent = z.object({ version: z.string().max(20), language: z.enum(['en', 'es']) })
const smallBody = 4096
/** A phone's sensor at its fullest, as JPEG or HEIC. */
const photoBytes = 40 * 1024 * 1024
const photoTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif']

interface Asked {
  readonly request: IncomingMessage
  readonly url: URL
}

const checked = async <Shape extends z.ZodType>(shape: Shape, request: IncomingMessage): Promise<z.output<Shape>> => {
  const parsed = shape.safeParse(parseJson(await readBody(request, smallBody)))
  if (!parsed.success) throw refuse(400, 'The body does not fit.')
  return parsed.data
}

/** The seat a request comes from, or a 401. */
const mustSit = (visits: Visits, request: IncomingMessage): { token: string; place: Place } => {
  const token = /^Bearer ([\w-]{32})$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const place = visits.links.placeOf(token)
  if (place === undefined) throw refuse(401, 'This visit is over or was never yours.')
  return { token, place }
}

const shown = ({ visitId, clinician, identity, guest, consent }: Place) => ({
  visitId,
  clinician,
  identity,
  ...(guest && { guest }),
  consented: consent !== undefined,
})

const entering = async (visits: Visits, request: IncomingMessage): Promise<Answer> => {
  const { token, secret } = await checked(Enter, request)
  const entry = visits.links.enter(token, secret.trim())
  if (entry.kind === 'in') return jsonAnswer(200, { token: entry.token, ...shown(entry.place) })
  return entry.kind === 'wrong' ? jsonAnswer(403, { left: entry.left }) : jsonAnswer(410, {})
}

const photo = async (visits: Visits, request: IncomingMessage): Promise<Answer> => {
  const { place } = mustSit(visits, request)
  if (place.guest !== undefined) throw refuse(403, 'Only the patient sends photographs.')
  const mediaType = request.headers['content-type'] ?? ''
  if (place.consent === undefined || !photoTypes.includes(mediaType))
    throw refuse(415, 'Only photographs, after consent.')
  const bytes = await readBody(request, photoBytes)
  const photoId = visits.rooms.addPhoto(place.visitId, { bytes, mediaType })
  if (photoId === undefined) throw refuse(409, 'Nobody is there to take it.')
  return jsonAnswer(201, { photoId })
}

const ice = (visits: Visits, request: IncomingMessage): Answer => {
  const { place } = mustSit(visits, request)
  return jsonAnswer(200, { iceServers: visits.ice(place.guest === undefined ? 'patient' : 'guest') })
}

const keyPath = /^GET \/visit\/api\/keys\/([\w-]{43})$/

/** A public key of the clinic's, by its name, for whoever sits there. */
const key = async (visits: Visits, request: IncomingMessage, keyId: string): Promise<Answer> => {
  mustSit(visits, request)
  const known = await visits.keyOf(keyId)
  if (known === undefined) throw refuse(404, 'The clinic has no such key.')
  return jsonAnswer(200, known)
}

/** What a seat may read; undefined for what is nothing of a seat's. */
const reading = (visits: Visits, request: IncomingMessage, at: string): Answer | Promise<Answer> | undefined => {
  if (at === 'GET /visit/api/me') return jsonAnswer(200, shown(mustSit(visits, request).place))
  if (at === 'GET /visit/api/ice') return ice(visits, request)
  const keyId = keyPath.exec(at)?.[1]
  return keyId === undefined ? undefined : key(visits, request, keyId)
}

/** The patient's and the guest's side of visits: the page, and what it asks. `/visit/…` */
export const answerPatient = async (visits: Visits, { request, url }: Asked): Promise<Answer> => {
  const at = `${request.method ?? 'GET'} ${url.pathname}`
  if (at === 'POST /visit/api/look') {
    const factor = visits.links.look((await checked(Look, request)).token)
    return factor === undefined ? jsonAnswer(410, {}) : jsonAnswer(200, { factor })
  }
  if (at === 'POST /visit/api/enter') return entering(visits, request)
  if (at === 'POST /visit/api/consent') {
    const { token } = mustSit(visits, request)
    const place = visits.links.consent(token, await checked(Consent, request))
    return place === undefined ? jsonAnswer(410, {}) : jsonAnswer(200, shown(place))
  }
  if (at === 'POST /visit/api/photos') return photo(visits, request)
  return reading(visits, request, at) ?? pageAnswer(url.pathname)
}
