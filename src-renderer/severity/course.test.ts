import { expect, it } from 'vitest'
import type { Mark } from '../../src-shared/contract/review.ts'
import { changeText, pointsOf, scoresOf } from './course.ts'

const mark = ([markId, at, total]: readonly [string, string, string?], more: Partial<Mark> = {}): Mark => ({
  markId,
  rootId: markId,
  patientId: 'p' as Mark['patientId'],
  body: { kind: 'severity', instrument: 'pasi', version: '1', inputs: {}, ...(total !== undefined && { total }) },
  at,
  by: 'Dr. A',
  state: 'current',
  unsynced: false,
  ...more,
})

it('takes the current scores of one instrument in time', () => {
  const marks = [
    mark(['b', '2026-02-01T00:00:00Z', '10']),
    mark(['a', '2026-01-01T00:00:00Z', '16.6']),
    mark(['c', '2026-03-01T00:00:00Z', '5'], { state: 'voided' }),
    mark(['d', '2026-03-01T00:00:00Z']),
  ]
  const scores = scoresOf(marks, 'pasi')
  expect(scores.map(one => one.mark.markId)).toEqual(['a', 'b', 'd'])
  expect(pointsOf(scores).map(({ value }) => value)).toEqual([16.6, 10, undefined])
  expect(scoresOf(marks, 'easi')).toEqual([])
})

it('says a change in points and percent, exactly', () => {
  const [first, second, zero] = scoresOf(
    [
      mark(['a', '2026-01-01T00:00:00Z', '16.6']),
      mark(['b', '2026-02-01T00:00:00Z', '10.1']),
      mark(['c', '2026-03-01T00:00:00Z', '0']),
    ],
    'pasi',
  )
  if (!first || !second || !zero) throw new Error('three scores are needed')
  expect(changeText(first, second)).toBe('−6.5 (−39 %)')
  expect(changeText(second, first)).toBe('+6.5 (+64 %)')
  expect(changeText(zero, second)).toBe('+10.1')
  expect(changeText(first, first)).toBe('0 (0 %)')
  expect(changeText(undefined, first)).toBeUndefined()
})
