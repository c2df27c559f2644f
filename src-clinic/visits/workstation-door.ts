import { z } from 'zod'
import { refuse } from '../fhir/outcomes.ts'
import { type Answer, jsonAnswer } from '../http/answer.ts'
import { parseJson } from '../http/body.ts'
import { permitOf, permits } from '../login/scopes.ts'
import type { Holder } from '../login/token.ts'
import type { Visits } from './index.ts'
import { GuestSeat, type Invitation as Wanted } from './links.ts'

const Invitation = z.object({
  visitId: z.uuid(),
  clinician: z.string().min(1).max(200),
  identity: z.string().min(1).max(100),
  secret: z.string().min(4).max(40),
  factor: z.enum(['birth-date', 'code']),
  minutes: z
    .int()
    .min(5)
    .max(60 * 24 * 31),
  /** A birth date is the patient's to tell: a guest answers with a code. */
  guest: GuestSeat.optional(),
})
const States = z.object({ visitIds: z.array(z.uuid()).max(200) })

interface Asked {
  readonly method: string
  /** Below `/visits`. */
  readonly path: string
  readonly body: Buffer
  readonly holder: Holder
}

const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw refuse(404, 'There is nothing here.')
  return value
}

const checked = <Shape extends z.ZodType>(shape: Shape, body: Buffer): z.output<Shape> => {
  const parsed = shape.safeParse(parseJson(body))
  if (!parsed.success) throw refuse(400, 'The body does not fit.')
  return parsed.data
}

/** Refuses (403) everybody who may not write visits here. */
export const mustRunVisits = ({ scope }: Holder): void => {
  if (!permits(permitOf(scope), 'Encounter', ['c', 'u'])) throw refuse(403, "The token's scope does not allow visits.")
}

/** A guest's new link ends the one before, and whoever came by it leaves: one guest, whom the patient was told of. */
const inviting = ({ links, rooms }: Visits, wanted: Wanted): Answer => {
  if (wanted.guest !== undefined && wanted.factor !== 'code') throw refuse(400, 'A guest answers with a code.')
  if (wanted.guest !== undefined) rooms.sendGuestOut(wanted.visitId)
  return jsonAnswer(201, links.invite(wanted))
}

const outPath = /^\/([\da-f-]{36})\/guest\/out$/
const endPath = /^\/([\da-f-]{36})\/end$/
const photoPath = /^\/([\da-f-]{36})\/photos\/([\da-f-]{36})$/

/** The workstation's side of visits, `/visits/…`. */
export const answerWorkstation = (visits: Visits, asked: Asked): Answer => {
  mustRunVisits(asked.holder)
  const at = `${asked.method} ${asked.path}`
  if (at === 'POST /links') return inviting(visits, checked(Invitation, asked.body))
  if (at === 'POST /states') {
    const { visitIds } = checked(States, asked.body)
    return jsonAnswer(200, { rooms: visitIds.flatMap(id => visits.rooms.state(id) ?? []) })
  }
  if (at === 'GET /ice') return jsonAnswer(200, { iceServers: visits.ice('clinician') })
  const out = outPath.exec(asked.path)?.[1]
  if (asked.method === 'POST' && out !== undefined) {
    visits.rooms.sendGuestOut(out)
    return { status: 204, headers: {} }
  }
  const ended = endPath.exec(asked.path)?.[1]
  if (asked.method === 'POST' && ended !== undefined) {
    visits.rooms.end(ended)
    return { status: 204, headers: {} }
  }
  return photoAnswer(visits, asked)
}

const photoAnswer = ({ rooms }: Visits, { method, path }: Asked): Answer => {
  const [, visitId = '', photoId = ''] = found(photoPath.exec(path) ?? undefined)
  if (method === 'DELETE') {
    rooms.photoKept(visitId, photoId)
    return { status: 204, headers: {} }
  }
  const { bytes, mediaType } = found(rooms.photo(visitId, photoId))
  return { status: 200, headers: { 'content-type': mediaType, 'content-length': String(bytes.length) }, body: bytes }
}
