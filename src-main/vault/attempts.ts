import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { Fault } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import { replaceDurably } from './durable.ts'

const Tries = z.record(z.string(), z.strictObject({ wrong: z.int().min(0), lastMs: z.number() }))
type Tries = z.output<typeof Tries>

const freeTries = 4
const longestWaitMs = 15 * 60_000

/** After four wrong passwords each further one doubles the wait: 1 s, 2 s, 4 s, up to 15 minutes. */
export const waitMs = (wrong: number): number =>
  wrong < freeTries ? 0 : Math.min(longestWaitMs, 1000 * 2 ** Math.min(30, wrong - freeTries))

export interface Attempts {
  /** Counts a try before it is made, so that killing the program does not undo it. Throws vault.tooManyTries. */
  begin(userId: UserId): void
  succeed(userId: UserId): void
}

/** Wrong passwords, remembered across restarts in a file beside the slots. */
export function openAttempts(path: string, now: () => Date): Attempts {
  const load = (): Tries => {
    if (!existsSync(path)) return {}
    try {
      return Tries.parse(JSON.parse(readFileSync(path, 'utf8')))
    } catch {
      // An unreadable count is no reason to let nobody in; the price of a guess is still Argon2id.
      return {}
    }
  }
  const save = (tries: Tries): void => replaceDurably(path, Buffer.from(JSON.stringify(tries)))
  return {
    begin(userId) {
      const tries = load()
      const { wrong, lastMs } = tries[userId] ?? { wrong: 0, lastMs: 0 }
      const nowMs = now().getTime()
      // A clock set back starts the wait anew instead of making it last for as long as the clock was wrong.
      if (nowMs < lastMs) save({ ...tries, [userId]: { wrong, lastMs: nowMs } })
      if (nowMs < Math.min(lastMs, nowMs) + waitMs(wrong)) throw new Fault('vault.tooManyTries')
      save({ ...tries, [userId]: { wrong: wrong + 1, lastMs: nowMs } })
    },
    succeed(userId) {
      const { [userId]: _, ...others } = load()
      save(others)
    },
  }
}
