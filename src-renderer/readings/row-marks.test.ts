import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PreviewRow } from '../../src-shared/contract/monitoring.ts'
import { countsOf, pageOf, rowsOfUser } from './row-marks.ts'

function row(readingId: string, mark: PreviewRow['mark'], user?: string): PreviewRow {
  return {
    readingId,
    mark,
    user,
    kind: 'pulse',
    parts: [],
    effectiveAt: '2026-11-24T14:05:00Z',
    method: 'zone',
    notes: [],
    device: 'An oximeter',
    state: 'accepted',
    unsynced: true,
  }
}

describe('row marks', () => {
  const rows = [row('a', 'new', '1'), row('b', 'new', '2'), row('c', 'known', '1'), row('d', 'repeated')]

  it('counts each mark, and chooses only what is new and not left out', () => {
    expect(countsOf(rows, new Set(['b', 'c']))).toEqual({ new: 2, known: 1, repeated: 1, chosen: 1 })
  })

  it('shows the rows of one user, or all', () => {
    expect(rowsOfUser(rows, '1').map(one => one.readingId)).toEqual(['a', 'c'])
    expect(rowsOfUser(rows, undefined)).toHaveLength(4)
  })
})

describe('pages', () => {
  it('show every row once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (rows, size) => {
        const { pages } = pageOf(rows, 0, size)
        const all = Array.from({ length: pages }, (_, page) => pageOf(rows, page, size).rows).flat()
        expect(all).toEqual(rows)
        expect(pageOf(rows, 9999, size).page).toBe(pages - 1)
      }),
    )
  })
})
