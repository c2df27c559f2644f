import { randomBytes } from 'node:crypto'
import { Fault } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import type { Op, Reads, Vault, Writes } from '../vault/index.ts'
import { openAnnouncer } from './announcer.ts'
import { inTurn } from './in-turn.ts'
import { openSeat, type Seat } from './seat.ts'
import type { AccessNeeds } from './types.ts'
import { type Users, userStore } from './user-store.ts'

/** What the parts of this room share. */
export interface Desk {
  readonly vault: Vault
  readonly now: () => Date
  readonly log: (line: string) => void
  readonly random: (length: number) => Uint8Array
  readonly users: Reads<Users>
  readonly write: Writes<Users>
  readonly seat: Seat
  readonly announcer: ReturnType<typeof openAnnouncer>
  readonly losses: Losses
  /** One after the other: signing in, locking and changing users never meet half way. */
  readonly turn: <T>(task: () => Promise<T>) => Promise<T>
  /** In turn, and only while the one who asked still sits there. Fault vault.locked. */
  turnOf<T>(caller: Caller, task: () => Promise<T>): Promise<T>
}

/** Who has something to write when a person's own secret is lost, and what they say. */
function openLosses() {
  const asked: ((userId: UserId) => Promise<readonly Op[]>)[] = []
  return {
    ask: (writes: (userId: UserId) => Promise<readonly Op[]>): void => void asked.push(writes),
    of: async (userId: UserId): Promise<Op[]> => (await Promise.all(asked.map(writes => writes(userId)))).flat(),
  }
}
type Losses = ReturnType<typeof openLosses>

export function openDesk({ vault, news, now, log, random = randomBytes }: AccessNeeds): Desk {
  const turn = inTurn()
  const seat = openSeat(random)
  return {
    vault,
    now,
    log,
    random,
    users: vault.store(userStore),
    write: vault.ops(userStore),
    seat,
    announcer: openAnnouncer({ news, log }),
    losses: openLosses(),
    turn,
    turnOf: (caller, task) =>
      turn(async () => {
        if (seat.caller()?.sessionId !== caller.sessionId) throw new Fault('vault.locked')
        return task()
      }),
  }
}

/** An act upon a user, for its audit row. */
export const actOn = (userId: UserId, [name, action]: readonly [string, Act['action']], outcome?: string): Act => ({
  name,
  action,
  entity: `User/${userId}`,
  ...(outcome !== undefined && { outcome }),
})

/**
 * Proves a password by its key slot, which opens a locked vault.
 * Fault access.refused for a wrong password as for a person who is not known, access.tooManyTries.
 */
export async function prove({ vault }: Desk, userId: UserId, password: string): Promise<void> {
  try {
    await vault.unlock(userId, password)
  } catch (error) {
    if (error instanceof Fault && error.code === 'vault.refused') throw new Fault('access.refused', { cause: error })
    if (error instanceof Fault && error.code === 'vault.tooManyTries')
      throw new Fault('access.tooManyTries', { cause: error })
    throw error
  }
}

/** What no row can be undone with: the row is durable first, and a second one says so when the change failed. */
export async function auditedChange(
  { vault, log }: Desk,
  row: { by: Caller; act: Act; ops?: readonly Op[] },
  change: () => Promise<void>,
): Promise<void> {
  await vault.commit(row.by, row.act, row.ops ?? [])
  try {
    await change()
  } catch (error) {
    await vault
      .commit(row.by, { ...row.act, outcome: 'failed' }, [])
      .catch(() => log(`access: ${row.act.name} failed, and so did the row that says so`))
    throw error
  }
}
