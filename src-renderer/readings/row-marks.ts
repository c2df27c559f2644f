import type { PreviewRow } from '../../src-shared/contract/monitoring.ts'

export type RowCounts = Readonly<Record<PreviewRow['mark'], number>> & { readonly chosen: number }

/** How many rows are new, here already or twice on the device, and how many of the new ones would be kept. */
export function countsOf(rows: readonly PreviewRow[], leaveOut: ReadonlySet<string>): RowCounts {
  const counts = { new: 0, known: 0, repeated: 0, chosen: 0 }
  for (const row of rows) {
    counts[row.mark] += 1
    if (row.mark === 'new' && !leaveOut.has(row.readingId)) counts.chosen += 1
  }
  return counts
}

/** The rows of one user of the device; all rows where none is named. */
export function rowsOfUser(rows: readonly PreviewRow[], user: string | undefined): readonly PreviewRow[] {
  return user === undefined ? rows : rows.filter(row => row.user === user)
}

/** One page of the rows, and how many pages there are; a page beyond the end is the last one. */
export function pageOf<Row>(
  rows: readonly Row[],
  page: number,
  size: number,
): { readonly rows: readonly Row[]; readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const shown = Math.min(Math.max(0, page), pages - 1)
  return { rows: rows.slice(shown * size, (shown + 1) * size), page: shown, pages }
}
