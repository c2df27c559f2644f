import { changesBetween } from './draft.ts'

export interface DraftWriter {
  /** The text to be kept from now on; written at the next run. */
  readonly want: (text: string) => void
  /** Writes until what is wanted is there; false where a write failed, what was written before it stays. */
  readonly run: () => Promise<boolean>
  readonly isDone: () => boolean
}

interface Drafting {
  readonly caseId: string
  /** What lies in the engine already. */
  readonly start: string
  readonly write: (key: string, value: string) => Promise<unknown>
}

/** Writes drafts one after the other; what is typed meanwhile is written next. Knows what lies in the engine. */
export function openDraftWriter({ caseId, start, write }: Drafting): DraftWriter {
  let there = start
  let wanted = start
  let running: Promise<boolean> | undefined

  const settle = async (): Promise<boolean> => {
    try {
      while (there !== wanted) {
        const next = wanted
        for (const { key, value } of changesBetween(caseId, there, next)) await write(key, value)
        there = next
      }
      return true
    } catch {
      return false
    }
  }
  return {
    want: text => {
      wanted = text
    },
    run: () => {
      running ??= settle().finally(() => {
        running = undefined
      })
      return running
    },
    isDone: () => there === wanted,
  }
}
