import type { Line } from '../../src-call/index.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import type { CaseId } from '../../src-shared/ids.ts'
import { type Heard, heardIn } from '../../src-shared/visit/index.ts'

const againMs = 1000

/** A line to the room through the engine, which holds the seat; it comes back by itself until it is closed. */
export function openEngineLine(visits: CutisClient['visits'], caseId: CaseId): Line {
  const listeners = new Set<(heard: Heard) => void>()
  const ending = new AbortController()
  const { signal } = ending
  const follow = async (): Promise<void> => {
    for await (const { frame } of await visits.line({ caseId }, { signal })) {
      const heard = heardIn(frame, true)
      if (heard) for (const listener of listeners) listener(heard)
    }
  }
  const keep = async (): Promise<void> => {
    while (!signal.aborted) {
      await follow().catch(() => undefined)
      if (!signal.aborted) await new Promise(resolve => setTimeout(resolve, againMs))
    }
  }
  // Frames are said one after the other: candidates must not overtake their offer.
  let last: Promise<unknown> = Promise.resolve()
  // A listener that comes right after opening must not miss who is present.
  queueMicrotask(() => void keep())
  return {
    say: said => {
      last = last.then(() => visits.say({ caseId, frame: JSON.stringify(said) })).catch(() => undefined)
    },
    listen: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => ending.abort(),
  }
}
