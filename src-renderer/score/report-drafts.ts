import { create } from 'zustand'
import type { Terminology } from '../../src-shared/clinical/dermoscopy/criterion.ts'
import type { BlobId } from '../../src-shared/ids.ts'

/** A report that is not signed yet: what the clinician typed and chose. */
export interface ReportDraft {
  readonly own: Readonly<Record<string, string>>
  readonly terminology: Terminology
  /** Undefined: as proposed. */
  readonly images?: readonly BlobId[]
}

const blank: ReportDraft = { own: {}, terminology: 'metaphoric' }

interface Drafts {
  readonly drafts: Readonly<Record<string, ReportDraft>>
}

/** Kept in memory for as long as the window lives, by person and picture. */
const useDrafts = create<Drafts>()(() => ({ drafts: {} }))

/** The unsigned report of one picture, and the ways to change it. */
export function useReportDraft(key: string) {
  const draft = useDrafts(state => state.drafts[key]) ?? blank
  const put = (next: ReportDraft) => useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: next } }))
  return {
    draft,
    change: (part: Partial<ReportDraft>) => put({ ...(useDrafts.getState().drafts[key] ?? blank), ...part }),
    say: (id: string, words: string) => put({ ...draft, own: { ...draft.own, [id]: words } }),
    clear: () => put(blank),
  }
}
export type ReportHand = ReturnType<typeof useReportDraft>
