import { Fault } from '../../src-shared/faults.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk } from './desk.ts'
import { type Import, read, seldom, type Wanted } from './imports.ts'

/** Imports that are over and still shown; older ones are forgotten. */
const remembered = 20

export interface Room {
  start(by: Caller, wanted: Wanted): string
  /** The import of this person; Fault monitoring.importGone. */
  mine(by: Caller, importId: string): Import
  cancel(one: Import): void
  /** Runs `work` with a signal that ends at a lock, and with `signal` where one is given. */
  readonly ending: () => AbortSignal
  /** Ends everything that is under way and forgets what waits for a yes. */
  forget(): void
  /** As `forget`, and waits until every handle is let go. */
  close(): Promise<void>
}

const isOver = ({ step }: Import): boolean => step === 'kept' || step === 'failed' || step === 'cancelled'

/** Runs one import to its preview or its fault. Never rejects. */
async function run(desk: Desk, one: Import): Promise<void> {
  const tell = (): void => desk.changed(['import'])
  try {
    await read(desk, one, seldom(tell))
  } catch (error) {
    if (one.step !== 'cancelled') {
      one.step = 'failed'
      one.fault = error instanceof Fault ? error.code : 'internal'
      if (!(error instanceof Fault))
        desk.log(`monitoring: reading failed: ${error instanceof Error ? error.name : 'unknown'}`)
    }
  }
  tell()
}

/** Everything that is under way in this room. */
export function openRoom(desk: Desk): Room {
  const imports = new Map<string, Import>()
  let lock = new AbortController()
  const forget = (): void => {
    lock.abort()
    lock = new AbortController()
    for (const one of imports.values()) end(one)
    imports.clear()
  }
  const end = (one: Import): void => {
    if (isOver(one)) return
    one.step = 'cancelled'
    one.abort.abort()
  }
  const makeRoom = (): void => {
    const over = [...imports.values()].filter(isOver)
    for (const { importId } of over.slice(0, Math.max(0, over.length - remembered))) imports.delete(importId)
  }
  return {
    start: (by, wanted) => {
      makeRoom()
      const one: Import = {
        ...wanted,
        importId: desk.newId(),
        by,
        abort: new AbortController(),
        startedMs: desk.now().getTime(),
        device: '',
        step: 'reading',
        progress: { done: 0, unit: 'readings' },
        done: Promise.resolve(),
      }
      imports.set(one.importId, one)
      one.done = run(desk, one)
      return one.importId
    },
    mine: (by, importId) => {
      const one = imports.get(importId)
      if (one?.by.userId !== by.userId) throw new Fault('monitoring.importGone')
      return one
    },
    cancel: one => {
      end(one)
      desk.changed(['import'])
    },
    ending: () => lock.signal,
    forget,
    close: async () => {
      const running = [...imports.values()].map(({ done }) => done)
      forget()
      await Promise.all(running)
    },
  }
}
