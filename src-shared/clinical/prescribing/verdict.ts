import { z } from 'zod'
import { PolicyStanding } from '../policy/standing-shape.ts'
import { Decimal, LabFact } from './types.ts'

const Day = z.iso.date()

/** X = blocked (a dermatologist may override with reason and second step), D = interrupts, C = notice. */
export const Severity = z.enum(['X', 'D', 'C'])
export type Severity = z.output<typeof Severity>

/** Why an alert came, for this patient: a code for the words, the values that made it, and who stands behind it. */
export const PrescribingAlert = z.strictObject({
  rule: z.string(),
  severity: Severity,
  kind: z.enum([
    'interaction',
    'condition',
    'pregnancy',
    'age',
    'allergy',
    'duplicate',
    'site',
    'dose',
    'renal',
    'laboratory',
    'programme',
  ]),
  reason: z.strictObject({ code: z.string(), values: z.record(z.string(), z.string()) }),
  words: z.string(),
  source: z.string(),
  edition: z.string(),
  owner: z.string(),
  /** A clinic has to confirm this row before it relies on it. */
  confirm: z.boolean(),
  /** How such a row stands with this clinic; not there where no clinic was asked. */
  policy: PolicyStanding.optional(),
  /** The row of policy whose numbers the rule went by, where that is another one: a laboratory schedule. */
  under: z.strictObject({ row: z.string(), policy: PolicyStanding }).optional(),
})
export type PrescribingAlert = z.output<typeof PrescribingAlert>

/** What keeps a prescription from being signed or a refill from being approved. */
export const PrescribingHold = z.strictObject({
  code: z.enum(['blocked', 'laboratory', 'controlled', 'incomplete']),
  /** Rule ids or the missing fields. */
  because: z.array(z.string()),
})
export type PrescribingHold = z.output<typeof PrescribingHold>

/** Exact decimals as text; what cannot be computed from the draft and the facts is not there. */
export const Calculated = z.strictObject({
  ageYears: z.int(),
  egfr: z.int().optional(),
  quantity: Decimal.optional(),
  quantityUnit: z.string().optional(),
  daysSupply: z.int().optional(),
  highestDailyMg: z.string().optional(),
  weeklyMg: z.string().optional(),
  dailyMgPerKg: z.string().optional(),
  weeklyGrams: z.string().optional(),
  /** Last day on which the medicine may be fetched, of a pregnancy programme. */
  windowClosesOn: Day.optional(),
  /** How many days a programme's window is open after a sample, and after a visit. */
  windowDays: z.strictObject({ sample: z.int(), visit: z.int() }).optional(),
  /** Whether the programme's demands for those who can become pregnant hold; only for medicines under a programme. */
  canBecomePregnant: z.boolean().optional(),
})
export type Calculated = z.output<typeof Calculated>

/** How the laboratory checks of a treatment stand, with the days that were looked at. */
export const LaboratoryStanding = z.strictObject({
  schedule: z.string(),
  source: z.string(),
  confirm: z.boolean(),
  policy: PolicyStanding.optional(),
  /** First day of the treatment; undefined before it. */
  startedOn: Day.optional(),
  checks: z.array(
    z.strictObject({
      check: z.string(),
      /** Days on which it was done, newest first. */
      doneOn: z.array(Day),
      dueOn: Day.optional(),
      state: z.enum(['current', 'missing', 'overdue']),
      /** Keeps a refill from being approved. */
      holds: z.boolean(),
      /** The newest result of each of its tests, as it stands in the chart. */
      last: z.array(LabFact.pick({ test: true, on: true, value: true, unit: true, verdict: true })).optional(),
    }),
  ),
})
export type LaboratoryStanding = z.output<typeof LaboratoryStanding>

export const PrescribingCheck = z.strictObject({
  alerts: z.array(PrescribingAlert),
  holds: z.array(PrescribingHold),
  calculated: Calculated,
  laboratory: LaboratoryStanding.optional(),
})
export type PrescribingCheck = z.output<typeof PrescribingCheck>
