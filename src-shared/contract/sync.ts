import { z } from 'zod'
import { RecordId } from '../ids.ts'
import { command, query } from './call.ts'

const Stamp = z.iso.datetime({ offset: true })

export const SyncState = z.object({
  clinic: z.string().optional(),
  link: z.enum(['none', 'online', 'offline', 'refused']),
  lastContactAt: Stamp.optional(),
  waiting: z.int(),
  sending: z.int(),
  failed: z.int(),
  conflicts: z.int(),
  /** The clinic there is another one, or has lost what it had confirmed. Nothing is sent until a person decides: `startOver`. */
  stranger: z.boolean(),
  /** Why the last attempt failed, in words for people. */
  trouble: z.string().optional(),
  nextTryAt: Stamp.optional(),
})
export type SyncState = z.output<typeof SyncState>

export const SyncItem = z.object({
  seq: z.int(),
  type: z.string(),
  recordId: RecordId,
  label: z.string(),
  state: z.enum(['pending', 'sending', 'failed', 'conflict', 'waiting-for-another']),
  attempts: z.int(),
  nextTryAt: Stamp.optional(),
  trouble: z.string().optional(),
})
export type SyncItem = z.output<typeof SyncItem>

export const Conflict = z.object({
  seq: z.int(),
  type: z.string(),
  recordId: RecordId,
  patientId: z.string().optional(),
  patientName: z.string().optional(),
  /** One row per top-level element that both sides changed; values are JSON text, absent where the side has none. */
  fields: z.array(
    z.object({
      field: z.string(),
      base: z.string().optional(),
      mine: z.string().optional(),
      theirs: z.string().optional(),
    }),
  ),
})
export type Conflict = z.output<typeof Conflict>

export const sync = {
  state: query('sync.read', { reads: ['outbox', 'sync'] }).output(SyncState),
  items: query('sync.read', { reads: ['outbox', 'sync'] }).output(z.array(SyncItem)),
  retry: command('sync.read')
    .input(z.object({ seq: z.int().optional() }))
    .output(z.void()),
  conflicts: query('sync.resolve', { reads: ['outbox', 'sync'], audited: true }).output(z.array(Conflict)),
  resolve: command('sync.resolve')
    .input(z.object({ seq: z.int(), take: z.record(z.string(), z.enum(['mine', 'theirs'])) }))
    .output(z.void()),
  /** Everything held here is sent to the clinic that answers now, as new, under the same ids. Only where it is a stranger. */
  startOver: command('sync.resolve').output(z.void()),
}
