import type { AccessNeeds, WhyLocked } from './types.ts'

/** Tells windows and rooms that the workstation was opened or locked; each once, and no listener can stop the others. */
export function openAnnouncer({ news, log }: Pick<AccessNeeds, 'news' | 'log'>) {
  const opened = new Set<() => void>()
  const locked = new Set<(why: WhyLocked) => void>()
  /** True from the first person in until the vault is closed again. */
  let isOpen = false
  const guarded = (call: () => void): void => {
    try {
      call()
    } catch (error) {
      log(`access: a listener failed (${messageOf(error)})`)
    }
  }
  return {
    isOpen: () => isOpen,
    arrived(): void {
      news.tell({ kind: 'opened' })
      if (!isOpen) for (const listener of opened) guarded(listener)
      isOpen = true
    },
    left: (): void => news.tell({ kind: 'locked', why: 'person' }),
    closed(why: WhyLocked): void {
      isOpen = false
      news.tell({ kind: 'locked', why })
      for (const listener of locked) guarded(() => listener(why))
    },
    whenOpened: (listener: () => void) => listen(opened, listener),
    whenLocked: (listener: (why: WhyLocked) => void) => listen(locked, listener),
  }
}

function listen<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** What may be logged of a failure. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')
