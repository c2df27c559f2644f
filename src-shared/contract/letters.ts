import { z } from 'zod'
import { CaseId, PatientId, RecordId } from '../ids.ts'
import { command } from './call.ts'
import { Paper } from './consults.ts'

const sheet = z.enum(['A4', 'Letter'])

/** Papers gathered from the record; what stands for good is kept there with its first printing. All: Fault documents.*. */
export const letters = {
  /** The letter of a referral; a draft is printed as one and not kept. Faults records.unknown, orders.notNow. */
  referral: command('order.write')
    .input(z.object({ patientId: PatientId, orderId: RecordId, sheet }))
    .output(Paper),
  /** What happened in a visit, as the record has it now. Fault records.unknown. */
  visit: command('note.write')
    .input(z.object({ caseId: CaseId, sheet }))
    .output(Paper),
  /** What the patient takes home of an answered consult, with the leaflets chosen. Fault consults.notNow. */
  instructions: command('consult.ask')
    .input(z.object({ consultId: RecordId, sheet, language: z.enum(['en', 'es']) }))
    .output(Paper),
}
