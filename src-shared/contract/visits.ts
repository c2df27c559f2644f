import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { CaseId, PatientId, RecordId } from '../ids.ts'
import { guestRoles, isFingerprint, longestGuestName, longestSigner } from '../visit/index.ts'
import { command, query } from './call.ts'
import { Waiting } from './capture.ts'
import { PatientRow } from './records.ts'

const Stamp = z.iso.datetime({ offset: true })
const Text = (max: number) => z.string().trim().min(1).max(max)
/** A state of the United States by its ISO 3166-2 code. */
export const StateCode = z
  .string()
  .regex(/^US-[A-Z]{2}$/)
  .meta({ examples: ['US-CA'] })

/** What must be known before a patient is let in. */
export const VisitStart = z.object({
  /** The patient said or showed both, and they fit. */
  identity: z.object({ name: z.literal(true), birthDate: z.literal(true) }),
  /** Where the patient is at this moment, and an address for an emergency. */
  place: z.object({ state: StateCode, address: Text(300) }),
  consent: z.object({ method: z.enum(['page', 'spoken', 'written']), given: z.literal(true) }),
  licence: z.object({ state: StateCode, number: Text(40), validUntil: z.iso.date() }),
  /** What the check of this side's devices found. */
  devices: z.object({ camera: z.boolean(), microphone: z.boolean() }),
})
export type VisitStart = z.output<typeof VisitStart>

export const Visit = z.object({
  caseId: CaseId,
  patientId: PatientId,
  patient: PatientRow.pick({
    family: true,
    given: true,
    birthDate: true,
    sex: true,
    mrn: true,
    photo: true,
  }).optional(),
  state: z.enum(['planned', 'started', 'over']),
  /** Who sits in the room now; empty too where the clinic does not answer. */
  present: z.array(z.enum(['clinician', 'patient', 'guest'])),
  waitingSince: Stamp.optional(),
  /** The name the safety code knows each side by. */
  identities: z.object({ clinician: z.string(), patient: z.string() }),
  start: VisitStart.optional(),
})
export type Visit = z.output<typeof Visit>

const one = z.object({ caseId: CaseId })

/** A clinician's word for their end of a call, as docs/visit-protocol.md has it. */
const Vouch = z.object({
  type: z.literal('vouch'),
  by: z.uuid(),
  name: Text(longestSigner),
  at: Stamp,
  key: z.string().length(43),
  value: z.string().length(86),
})

export const visits = {
  /** The open visits by video: who waits, and since when. */
  waiting: query('patient.read', { reads: ['record'], audited: true }).output(z.array(Visit)),
  visit: query('patient.read', { reads: ['record'], audited: true })
    .input(one)
    .output(Visit),
  /** Makes a link that opens once; with `code` as its factor, the code to tell the patient. Faults visits.notNow, .noClinic, .noBirthDate. */
  invite: command('visit.run')
    .input(one.extend({ factor: z.enum(['birth-date', 'code']), minutes: z.int().min(5).max(44_640) }))
    .output(z.object({ link: z.url(), code: z.string().optional(), expiresAt: Stamp })),
  /**
   * Makes a link for a third, and the code to tell them another way; the guest's link before it dies. It is good until half an hour after the
   * appointment, and no longer than the visit. Faults visits.notNow, .noClinic.
   */
  inviteGuest: command('visit.run')
    .input(one.extend({ name: Text(longestGuestName), role: z.enum(guestRoles) }))
    .output(z.object({ link: z.url(), code: z.string(), expiresAt: Stamp })),
  /** Records the guest to whom the patient has agreed, by name and role, and that yes as a Consent; then lets them in. Faults visits.notStarted, .noGuest, .noClinic. */
  admitGuest: command('visit.run')
    .input(one)
    .output(z.object({ said: z.boolean() })),
  /** Sends the guest out; their link and their seat are worth nothing from then on. Fault visits.noClinic. */
  sendGuestOut: command('visit.run')
    .input(one)
    .output(z.object({ out: z.boolean() })),
  /** Records what must be known. Faults visits.licence, visits.notNow. */
  start: command('visit.run')
    .input(one.extend({ start: VisitStart }))
    .output(Visit),
  /** Sits down in the room: frames as docs/visit-protocol.md has them, until the asker goes away. Faults visits.noClinic, .notNow. */
  line: query('visit.run')
    .input(one)
    .output(eventIterator(z.object({ frame: z.string().max(90_000) }))),
  /** Says a frame in the room. Fault visits.notStarted for `admit` before the start; a guest is let in by `admitGuest` alone. */
  say: command('visit.run')
    .input(one.extend({ frame: z.string().max(90_000) }))
    .output(z.object({ said: z.boolean() })),
  /**
   * Signs this end of a call with the key of whoever sits here, if their sign-in opened one; the first time it is made. Nothing but an end of a
   * started visit is signed this way. Faults visits.notNow, .notStarted.
   */
  vouch: command('visit.run')
    .input(
      one.extend({
        session: z.uuid(),
        fingerprint: z
          .string()
          .refine(isFingerprint)
          .meta({ examples: [`${'AB:'.repeat(31)}AB`] }),
      }),
    )
    .output(z.object({ vouch: Vouch.optional() })),
  /** Relays with credentials good for ten minutes. Fault visits.noClinic. */
  ice: query('visit.run').output(
    z.array(z.object({ urls: z.array(z.string()), username: z.string(), credential: z.string() })),
  ),
  /** Fetches a photograph of the patient's; it waits in memory like an upload, for `capture.keep`. Faults capture.*, visits.noClinic. */
  takePhoto: command('image.capture')
    .input(one.extend({ photoId: z.uuid() }))
    .output(Waiting),
  /** Lets go of a photograph at the clinic, once it is kept here: the patient is told. */
  photoKept: command('image.capture')
    .input(one.extend({ photoId: z.uuid() }))
    .output(z.object({ told: z.boolean() })),
  /**
   * Ends the visit: Encounter finished, the summary signed and kept as a document, a follow-up task, the room closed.
   * `taskId` and `documentId` are made by the asker: told twice, it is done once. Faults visits.notNow, .notStarted, documents.*.
   */
  end: command('visit.run')
    .input(
      one.extend({
        documentId: RecordId,
        assessment: Text(8000),
        plan: Text(8000),
        followUp: z.object({ taskId: RecordId, text: Text(300), dueOn: z.iso.date() }).optional(),
      }),
    )
    .output(z.object({ documentId: RecordId, title: z.string(), pages: z.int(), pdf: z.base64() })),
}
