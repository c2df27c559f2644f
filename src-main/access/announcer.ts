import { inTurn } from './in-turn.ts'
import type { AccessNeeds, WhyLocked } from './types.ts'

/**
 * Tells windows and rooms that the workstation was opened or locked. Windows at once; rooms in turn, so that what a lock
 * shuts is shut before the next opening starts it again. No listener can stop another.
 */
export function openAnnouncer({ news, log }: Pick<AccessNeeds, 'news' | 'log'>) {
  const opened = new Set<Listener<void>>()
  const locked = new Set<Listener<WhyLocked>>()
  const turn = inTurn()
  /** True from the first person in until the vault is closed again. */
  let isOpen = false
  const callAll = async <T>(listeners: Iterable<Listener<T>>, about: T): Promise<void> => {
    for (const listener of listeners) {
      try {
        await listener(about)
      } catch (error) {
        log(`access: a listener failed (${messageOf(error)})`)
      }
    }
  }
  return {
    isOpen: () => isOpen,
    arrived(): void {
      news.tell({ kind: 'opened' })
      if (!isOpen) void turn(() => callAll([...opened], undefined))
      isOpen = true
    },
    left: (): void => news.tell({ kind: 'locked', why: 'person' }),
    closed(why: WhyLocked): void {
      isOpen = false
      news.tell({ kind: 'locked', why })
      void turn(() => callAll([...locked], why))
    },
    whenOpened: (listener: Listener<void>) => listen(opened, listener),
    whenLocked: (listener: Listener<WhyLocked>) => listen(locked, listener),
  }
}

type Listener<T> = (about: T) => void | Promise<void>

function listen<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** What may be logged of a failure. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')
