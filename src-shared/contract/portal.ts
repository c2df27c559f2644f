import { z } from 'zod'
import { PatientId, RecordId } from '../ids.ts'
import { command, query } from './call.ts'

const Stamp = z.iso.datetime({ offset: true })
const one = z.object({ patientId: PatientId })

/** A form a patient filled in on the portal, as its table of questions has it. */
export const PortalEntry = z.object({
  responseId: RecordId,
  form: z.enum(['symptom-log', 'before-visit']),
  at: Stamp,
  answers: z.array(z.object({ id: z.string(), answer: z.union([z.number(), z.boolean(), z.string()]) })),
})
export type PortalEntry = z.output<typeof PortalEntry>

export const portal = {
  /** Makes a link that enrols one browser, once; with `code` as its factor, the code to tell the patient. Faults portal.*. */
  invite: command('message.write')
    .input(one.extend({ factor: z.enum(['birth-date', 'code']), minutes: z.int().min(5).max(44_640) }))
    .output(z.object({ link: z.url(), qrSvg: z.string(), code: z.string().optional(), expiresAt: Stamp })),
  /** Takes back every link, browser and session of a patient. Faults portal.noClinic, portal.notYetThere. */
  revoke: command('message.write').input(one).output(one),
  /** What the patient filled in, newest first: the symptom log among it. */
  entries: query('patient.read', { reads: ['record'], audited: true })
    .input(one)
    .output(z.array(PortalEntry)),
}
