import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { command, query } from './call.ts'

/** What windows are told. Names and states only: never a patient. */
export const News = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello') }),
  z.object({ kind: z.literal('stale'), queries: z.array(z.string()) }),
  z.object({ kind: z.literal('locked'), why: z.enum(['person', 'idle', 'suspend', 'screen', 'closing']) }),
  z.object({ kind: z.literal('opened') }),
])
export type News = z.output<typeof News>

export const Health = z.object({
  /** Sentences about what the last opening of the vault found; empty when all was in order. */
  findings: z.array(z.object({ code: z.string(), count: z.int(), says: z.string() })),
  lastBackupAt: z.iso.datetime().optional(),
  freeBytes: z.number().optional(),
})
export type Health = z.output<typeof Health>

export const workstation = {
  about: query('anyone').output(
    z.object({ version: z.string(), shell: z.enum(['electron', 'loopback']), demo: z.boolean(), keychain: z.string() }),
  ),
  news: query('anyone').output(eventIterator(News)),
  health: query('signed-in', { reads: ['health'] }).output(Health),
  backUp: command('backup.make').output(z.object({ file: z.string(), sizeBytes: z.number() })),
}
