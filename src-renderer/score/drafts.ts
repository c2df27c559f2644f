import { create } from 'zustand'
import type { Ticks } from './ticks.ts'

/** Ticks of one picture that are not saved yet, and what they were before, newest last. */
export interface Draft {
  readonly ticks: Ticks
  readonly past: readonly Ticks[]
  /** True while nothing was changed since it was saved or taken up. */
  readonly saved: boolean
}

export const blankDraft: Draft = { ticks: {}, past: [], saved: true }
const longest = 100

interface Drafts {
  readonly drafts: Readonly<Record<string, Draft>>
}

/** Kept in memory for as long as the window lives, by person and picture: going back finds them again. */
const useDrafts = create<Drafts>()(() => ({ drafts: {} }))

/** The unsaved ticks of one picture, and the ways to change them. */
export function useDraft(key: string) {
  const draft = useDrafts(state => state.drafts[key]) ?? blankDraft
  const put = (next: Draft) => useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: next } }))
  const now = () => useDrafts.getState().drafts[key] ?? blankDraft
  return {
    ...draft,
    change: (of: (ticks: Ticks) => Ticks) => {
      const { ticks, past } = now()
      put({ ticks: of(ticks), past: [...past, ticks].slice(-longest), saved: false })
    },
    undo: () => {
      const { past } = now()
      const last = past.at(-1)
      if (last) put({ ticks: last, past: past.slice(0, -1), saved: false })
    },
    /** Ticks that are in the record already. */
    takeUp: (ticks: Ticks) => put({ ticks, past: [...now().past, now().ticks].slice(-longest), saved: true }),
    setSaved: () => put({ ...now(), saved: true }),
  }
}
export type DraftHand = ReturnType<typeof useDraft>
