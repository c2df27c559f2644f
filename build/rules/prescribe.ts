import { z } from 'zod'
import type { PrescribingPolicy } from '../../src-shared/clinical/prescribing/policy.ts'
import { refillStanding } from '../../src-shared/clinical/prescribing/refill.ts'
import { sigWords } from '../../src-shared/clinical/prescribing/sig.ts'
import { PatientFacts, PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'
import { readAs, type Table } from './table.ts'

const Item = z.strictObject({
  caseId: z.string().optional(),
  at: z.iso.date(),
  draft: z.record(z.string(), z.unknown()),
  patient: z.record(z.string(), z.unknown()),
  last: z.strictObject({ filledOn: z.iso.date(), daysSupply: z.int().min(1) }).optional(),
})
const Read = z.strictObject({ draft: PrescriptionDraft, patient: PatientFacts })
const nothing = { labs: [], medicines: [], allergies: [], conditions: [], phototherapy: [], programmes: [] }

/** `prescribe`: a draft for a patient on a day under a clinic's numbers; what is left out of the patient is not known. */
export const prescribeUnder = (policy: PrescribingPolicy): Table => ({
  run: item => {
    const { caseId, at, last, ...given } = readAs(Item, item)
    const usual = { id: 'draft', version: 1, refills: 0, substitution: true, writtenOn: at }
    const { draft, patient } = readAs(Read, {
      draft: { ...usual, ...given.draft },
      patient: { ...nothing, sex: 'unknown', ...given.patient },
    })
    const { check, holds: _, ...standing } = refillStanding(draft, patient, { at, policy, ...(last && { last }) })
    return { ...(caseId !== undefined && { caseId }), directions: sigWords(draft.sig), ...check, ...standing }
  },
})
