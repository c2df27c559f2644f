import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { answersOf, longestAnswer, mostPictures, type PortalForm, portalForms } from '../../src-shared/portal/index.ts'
import { refuse } from '../fhir/outcomes.ts'
import { type Answer, jsonAnswer } from '../http/answer.ts'
import { parseJson, readBody } from '../http/body.ts'
import { nameOf, openDesk, type PatientDesk } from './desk.ts'
import { ownFile } from './files.ts'
import type { Portal } from './index.ts'
import { mostBytesOf } from './pictures.ts'
import { appointmentsOf, nothing, ownPaper, papersOf, threadsOf } from './reading.ts'
import { formsOf, resultsOf } from './results.ts'
import { askAppointment, writeForm, writeMessage } from './writing.ts'

const Token = z.string().regex(/^[\w-]{32}$/)
const Look = z.strictObject({ token: Token })
const Open = z.strictObject({ token: Token, secret: z.string().min(1).max(40) })
const Key = z.uuid()
const Id = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)
const Words = (max: number) => z.string().trim().min(1).max(max)
const Message = z
  .strictObject({
    key: Key,
    threadId: Id.optional(),
    topic: Words(200).optional(),
    text: Words(4000),
    pictures: z.array(Key).max(mostPictures).default([]),
  })
  .refine(({ threadId, topic }) => (threadId === undefined) !== (topic === undefined))
const Asked = z
  .strictObject({
    key: Key,
    kind: z.enum(['in-person', 'video']),
    words: Words(500),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    moves: Id.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to)
const Form = z.strictObject({
  key: Key,
  form: z.enum(Object.keys(portalForms) as [PortalForm, ...PortalForm[]]),
  answers: z.record(z.string().max(40), z.union([z.number(), z.boolean(), z.string().max(longestAnswer)])),
})
const bodyBytes = 32_768

/** One request of a patient's browser. */
interface Knock {
  readonly request: IncomingMessage
  readonly url: URL
}

const checked = async <Shape extends z.ZodType>(shape: Shape, request: IncomingMessage): Promise<z.output<Shape>> => {
  // A page elsewhere can post a form here, but not of this type without asking first, and it is never told yes.
  if (request.headers['content-type'] !== 'application/json') throw refuse(415, 'Send application/json.')
  const parsed = shape.safeParse(parseJson(await readBody(request, bodyBytes)))
  if (!parsed.success) throw refuse(400, 'The body does not fit.')
  return parsed.data
}

const sessionIn = (request: IncomingMessage): string =>
  /^Bearer ([\w-]{32})$/.exec(request.headers.authorization ?? '')?.[1] ?? ''

/** The patient whose session a request brings, or a 401. */
const mustBeIn = (portal: Portal, request: IncomingMessage): string => {
  const patientId = portal.passes.patientOf(sessionIn(request))
  if (patientId === undefined) throw refuse(401, 'Please sign in again.')
  return patientId
}

const opening = async ({ passes }: Portal, request: IncomingMessage): Promise<Answer> => {
  const { token, secret } = await checked(Open, request)
  const opened = passes.open(token, secret.trim())
  if (opened.kind === 'in') return jsonAnswer(200, { session: opened.session, device: opened.device })
  return opened.kind === 'wrong' ? jsonAnswer(403, { left: opened.left }) : jsonAnswer(410, {})
}

type Reader = (desk: PatientDesk) => Promise<unknown>

/** What may be read, by its address; nothing else is answered. */
const readers: Readonly<Record<string, Reader>> = {
  me: async ({ patient }) => ({ name: nameOf(patient) }),
  appointments: appointmentsOf,
  threads: threadsOf,
  papers: papersOf,
  results: resultsOf,
  forms: formsOf,
}

type Writer = (desk: PatientDesk, request: IncomingMessage, portal: Portal) => Promise<{ id: string | undefined }>

/** What may be written, by its address. */
const writers: Readonly<Record<string, Writer>> = {
  messages: async (desk, request, { pictures }) => {
    const said = await checked(Message, request)
    const written = await writeMessage(desk, said, () => pictures.find(desk.patientId, said.pictures))
    pictures.drop(said.pictures)
    return written
  },
  appointments: async (desk, request) => askAppointment(desk, await checked(Asked, request)),
  forms: async (desk, request) => {
    const { key, form, answers } = await checked(Form, request)
    const fitting = answersOf(form, answers)
    if (fitting === undefined) throw refuse(400, 'The answers do not fit the form.')
    return writeForm(desk, { key, form, answers: fitting })
  },
}

const tableAt = <T>(table: Readonly<Record<string, T>>, name: string): T => {
  const found = Object.hasOwn(table, name) ? table[name] : undefined
  if (found === undefined) throw nothing()
  return found
}

const reading = async (portal: Portal, desk: PatientDesk, path: string): Promise<Answer> => {
  const [, messageId, place] = /^messages\/([A-Za-z0-9.-]{1,64})\/files\/(\d{1,2})$/.exec(path) ?? []
  if (messageId !== undefined) return fileOf(portal, desk, { messageId, place: Number(place) })
  const paper = /^papers\/([A-Za-z0-9.-]{1,64})\/file$/.exec(path)?.[1]
  if (paper === undefined) {
    const read = tableAt(readers, path)
    portal.note(desk.patientId, { interaction: 'portal-read', type: path, status: 200 })
    return jsonAnswer(200, await read(desk))
  }
  const { bytes } = await ownPaper(desk, paper)
  portal.note(desk.patientId, { interaction: 'portal-read', type: 'DocumentReference', id: paper, status: 200 })
  const headers = {
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename="instructions.pdf"',
    'content-security-policy': 'sandbox',
    'content-length': String(bytes.length),
  }
  return { status: 200, headers, body: bytes }
}

/** A picture, clip or paper of a message. Nothing in it may act, and a paper is saved, not opened here. */
const fileOf = async (portal: Portal, desk: PatientDesk, at: { messageId: string; place: number }): Promise<Answer> => {
  const { mediaType, bytes } = await ownFile(desk, at.messageId, at.place)
  portal.note(desk.patientId, { interaction: 'portal-read', type: 'Communication', id: at.messageId, status: 200 })
  const headers = {
    'content-type': mediaType,
    'content-disposition': mediaType === 'application/pdf' ? 'attachment; filename="paper.pdf"' : 'inline',
    'content-security-policy': 'sandbox',
    'content-length': String(bytes.length),
  }
  return { status: 200, headers, body: bytes }
}

/** A photograph or a clip that will go with a message. */
const picturing = async (portal: Portal, desk: PatientDesk, request: IncomingMessage): Promise<Answer> => {
  const most = mostBytesOf(request.headers['content-type'])
  if (most === undefined) throw refuse(415, 'Only photographs as JPEG, and clips as MP4 or WebM.')
  const wait = portal.pictureRate(desk.patientId)
  if (wait > 0) throw refuse(429, `Too many at once; try again in ${wait} s.`, { 'retry-after': String(wait) })
  const pictureId = portal.pictures.add(desk.patientId, await readBody(request, most))
  portal.note(desk.patientId, { interaction: 'portal-write', type: 'pictures', status: 201 })
  return jsonAnswer(201, { pictureId })
}

const writing = async (portal: Portal, desk: PatientDesk, at: { path: string; request: IncomingMessage }) => {
  const write = tableAt(writers, at.path)
  const wait = portal.writeRate(desk.patientId)
  if (wait > 0) throw refuse(429, `Too many at once; try again in ${wait} s.`, { 'retry-after': String(wait) })
  const { id } = await write(desk, at.request, portal)
  portal.note(desk.patientId, { interaction: 'portal-write', type: at.path, id: id ?? '', status: 201 })
  return jsonAnswer(201, { id })
}

const entrances: Readonly<Record<string, (portal: Portal, request: IncomingMessage) => Promise<Answer>>> = {
  'POST look': async ({ passes }, request) => {
    const factor = passes.look((await checked(Look, request)).token)
    return factor === undefined ? jsonAnswer(410, {}) : jsonAnswer(200, { factor })
  },
  'POST open': opening,
  'POST leave': async ({ passes }, request) => {
    passes.leave(sessionIn(request))
    return { status: 204, headers: {} }
  },
}

/** The patient's side of the portal, `/portal/api/…`: everything of one patient, and of nobody else. */
export const answerPortal = async (portal: Portal, { request, url }: Knock): Promise<Answer> => {
  const method = request.method ?? 'GET'
  const path = url.pathname.slice('/portal/api/'.length)
  const entrance = `${method} ${path}`
  if (Object.hasOwn(entrances, entrance)) return tableAt(entrances, entrance)(portal, request)
  const desk = await openDesk(portal.records, mustBeIn(portal, request))
  if (method === 'GET') return reading(portal, desk, path)
  if (method === 'POST' && path === 'pictures') return picturing(portal, desk, request)
  if (method === 'POST') return writing(portal, desk, { path, request })
  throw nothing()
}
