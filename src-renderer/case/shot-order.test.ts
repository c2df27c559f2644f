import { expect, test } from 'vitest'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { groupsOf, viewLabel } from './shot-order.ts'

const shot = (blobId: string, takenAt: string, [view, state = 'kept']: readonly string[]): Shot =>
  ({ blobId, takenAt, view, state, mediaType: 'image/jpeg', device: {} }) as unknown as Shot

test('newest day first, within a day in the order of the checklist, taken-out pictures left away', () => {
  const groups = groupsOf([
    shot('a', '2026-03-02T10:00:00Z', ['dermoscopic']),
    shot('b', '2026-03-02T10:05:00Z', ['regional']),
    shot('c', '2026-11-24T10:00:00Z', ['own-view']),
    shot('d', '2026-11-24T10:01:00Z', ['close-up']),
    shot('e', '2026-11-24T10:02:00Z', ['close-up', 'voided']),
  ])
  expect(groups.map(({ shots }) => shots.map(({ blobId }) => blobId))).toEqual([
    ['d', 'c'],
    ['b', 'a'],
  ])
  expect(groups[0]?.heading).toContain('2026')
})

test('a view is named as its presentation names it, an unknown one by its id', () => {
  expect(viewLabel('dermoscopic', 'nail')).toBe('Dermoscopic')
  expect(viewLabel('landmarks')).toBe('Two landmarks and arrow')
  expect(viewLabel('toString')).toBe('toString')
})
