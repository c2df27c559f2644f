import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import type { WorkRow } from '../../src-shared/contract/consults.ts'
import { useCutis } from '../link/index.ts'

const perPage = 100
const early = 25
export type Show = 'waiting' | 'mine' | 'answered' | 'closed'

/** The pages that a span of lines lies in. */
const pagesOf = ({ from, to }: { readonly from: number; readonly to: number }): number[] => {
  const first = Math.floor(from / perPage)
  return Array.from({ length: Math.floor(Math.max(from, to - 1) / perPage) - first + 1 }, (_, at) => first + at)
}

/** The lines of a list as they are scrolled to: only the pages near the screen are asked for, and kept fresh. */
export function useLines(show: Show) {
  const cutis = useCutis()
  const [near, setNear] = useState({ from: 0, to: 1 })
  const [total, setTotal] = useState<number>()
  // Some lines more on each side, so that a page comes before its lines do.
  const to = Math.min(near.to + early, Math.max(1, total ?? perPage))
  const pages = pagesOf({ from: Math.max(0, Math.min(near.from - early, to - 1)), to })
  const answers = useQueries({
    queries: pages.map(page =>
      cutis.consults.worklist.queryOptions({ input: { show, from: page * perPage, limit: perPage } }),
    ),
  })
  const told = answers.find(({ data }) => data)?.data?.total
  if (told !== undefined && told !== total) setTotal(told)
  const held = new Map(pages.map((page, at) => [page, answers[at]?.data?.rows]))
  const failed = answers.find(({ error }) => error)
  return {
    total,
    rowAt: (at: number): WorkRow | undefined => held.get(Math.floor(at / perPage))?.[at % perPage],
    /** Where a consult stands now, among the lines that are here: others may have come before it. */
    placeOf: (consultId: string): number | undefined => {
      for (const [page, rows] of held) {
        const at = rows?.findIndex(row => row.consultId === consultId) ?? -1
        if (at >= 0) return page * perPage + at
      }
      return undefined
    },
    near: setNear,
    error: failed?.error,
    again: () => void failed?.refetch(),
  }
}
