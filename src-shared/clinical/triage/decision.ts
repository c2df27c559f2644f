import { z } from 'zod'
import { PolicyStanding } from '../policy/standing-shape.ts'
import { suitabilities, triageFlags } from './codes.ts'
import { triageClasses } from './facts.ts'

export const TriageClassCode = z.enum(triageClasses)
export const TriageFlagCode = z.enum(triageFlags)

/** A number or a choice that a row went by, as it stood with the clinic: `row` is the row of policy in which it is set. */
export const HeldSetting = z.object({
  id: z.string(),
  value: z.string(),
  unit: z.string().optional(),
  row: z.string(),
})
export type HeldSetting = z.output<typeof HeldSetting>

/** A rule that fired: the reason as a code, with the numbers that it rests on. */
export const FiredRule = z.object({
  id: z.string(),
  class: TriageClassCode,
  reason: z.string(),
  /** Exact values by name: what was entered and the threshold that it was held against. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** The number of the lesion that it is about. */
  lesion: z.int().optional(),
  source: z.string(),
  edition: z.string(),
  owner: z.string(),
  confirm: z.boolean(),
  /** How such a row stood with the clinic; not there where no clinic was asked, or none has to confirm it. */
  policy: PolicyStanding.optional(),
  /** Thresholds and choices that it was decided by; decisions of before do not tell. */
  settings: z.array(HeldSetting).optional(),
})
export type FiredRule = z.output<typeof FiredRule>

/** A clock that runs on a case: `target` by its class, `faster-diagnosis` (28 days) beside it, `waiting` while it is on hold. */
export const TriageClock = z.object({
  code: z.enum(['target', 'faster-diagnosis', 'waiting']),
  amount: z.int(),
  unit: z.enum(['hours', 'days', 'working-days', 'same-day', 'now']),
  from: z.string().optional(),
  dueAt: z.string().optional(),
  /** Closed days of the clinic that a clock in working days passed over. */
  closed: z.array(z.string()).optional(),
  /** The rows of policy that it was set by, as they stood with the clinic; not there where no clinic was asked. */
  policies: z.array(z.object({ row: z.string(), policy: PolicyStanding })).optional(),
})
export type TriageClock = z.output<typeof TriageClock>

export const SuitabilityCode = z.enum(suitabilities)
export type SuitabilityCode = z.output<typeof SuitabilityCode>

export const Suitability = z.object({
  code: SuitabilityCode,
  /** Every row that applies, most restrictive first. `excludes` means that no picture unlocks it. */
  reasons: z.array(
    z.object({
      id: z.string(),
      code: SuitabilityCode,
      reason: z.string(),
      excludes: z.boolean(),
      source: z.string(),
      edition: z.string(),
      owner: z.string(),
      confirm: z.boolean(),
      policy: PolicyStanding.optional(),
      settings: z.array(HeldSetting).optional(),
    }),
  ),
})
export type Suitability = z.output<typeof Suitability>

export const TriageDecision = z.object({
  version: z.string(),
  class: TriageClassCode,
  /** The class that the rules give where a retake holds the case; the same as `class` otherwise. */
  ruleClass: TriageClassCode,
  flags: z.array(TriageFlagCode),
  /** Most urgent first, then by rule. Never empty. */
  fired: z.array(FiredRule),
  clocks: z.array(TriageClock),
  suitability: Suitability,
})
export type TriageDecision = z.output<typeof TriageDecision>
