import { z } from 'zod'
import { PolicyStanding } from '../clinical/policy/standing-shape.ts'
import { RecordId } from '../ids.ts'
import { command, query } from './call.ts'

const Stamp = z.iso.datetime({ offset: true })
const Id = z.string().min(1).max(60)
/** A number or a choice; sixty days with a space between are the longest. */
const Value = z.string().max(660)

/** A number, a choice or days of a row; `value` is the proposal, `now` what holds on the day. */
export const PolicySettingView = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    id: Id,
    value: Value,
    now: Value,
    min: Value,
    max: Value,
    unit: z.string(),
    whole: z.boolean(),
  }),
  z.object({ kind: z.literal('choice'), id: Id, value: Value, now: Value, options: z.array(Value) }),
  z.object({ kind: z.literal('days'), id: Id, value: Value, now: Value }),
])
export type PolicySettingView = z.output<typeof PolicySettingView>

/** A row of the rule tables that this clinic must confirm. */
export const PolicyRowView = z.object({
  id: Id,
  table: z.enum(['triage', 'suitability', 'prescribing', 'schedules']),
  /** Its sentence, where the screen has no words of its own for it. */
  words: z.string().optional(),
  settings: z.array(PolicySettingView),
  source: z.string(),
  edition: z.string(),
  owner: z.string(),
  standing: PolicyStanding,
  /** What was decided and begins later. */
  coming: z.object({ edition: z.int(), from: z.string() }).optional(),
})
export type PolicyRowView = z.output<typeof PolicyRowView>

export const PolicyEditionView = z.object({
  editionId: RecordId,
  edition: z.int(),
  from: z.iso.date(),
  at: Stamp,
  /** The clinician who answers for it. */
  owner: z.string(),
  /** Who wrote it down. */
  by: z.string(),
  rows: z.array(Id),
  unsynced: z.boolean(),
})
export type PolicyEditionView = z.output<typeof PolicyEditionView>

export const PolicyDecided = z.object({
  row: Id,
  /** Takes back what was said: the proposal holds and waits to be confirmed. */
  open: z.boolean().default(false),
  values: z.record(Id, Value).default({}),
})
export type PolicyDecided = z.output<typeof PolicyDecided>

/** The rows of triage and prescribing that are clinic policy, and what this clinic decided about them. */
export const policies = {
  list: query('signed-in', { reads: ['record', 'outbox'] }).output(
    z.object({ edition: z.int().min(0), rows: z.array(PolicyRowView), editions: z.array(PolicyEditionView) }),
  ),
  /**
   * Writes the next edition: what is decided about some rows, from a day on. `edition` is the one that was shown. Faults
   * policies.notCurrent, policies.outOfLimits, policies.past.
   */
  decide: command('clinic.configure')
    .input(
      z.object({
        edition: z.int().min(0),
        from: z.iso.date(),
        owner: z.string().trim().min(3).max(200),
        decisions: z.array(PolicyDecided).min(1).max(300),
      }),
    )
    .output(z.object({ edition: z.int() })),
}
