import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { candidatesOf, chosenOf, nextFor, spanOf, stepOf } from './choice.ts'

const shot = (blobId: string, day: string, more: object = {}): Shot =>
  ({
    blobId,
    takenAt: `${day}T10:00:00Z`,
    view: 'close-up',
    siteCode: '1',
    state: 'kept',
    device: {},
    mediaType: 'image/jpeg',
    ...more,
  }) as unknown as Shot

const visits = [
  shot('now', '2026-11-24', { view: 'dermoscopic', lesionId: 'a' }),
  shot('first', '2025-01-10', { view: 'dermoscopic', lesionId: 'a' }),
  shot('between', '2025-08-01', { view: 'dermoscopic', lesionId: 'a' }),
  shot('overview', '2024-05-01', { view: 'regional', lesionId: 'a' }),
  shot('other', '2023-01-01', { view: 'dermoscopic', lesionId: 'b' }),
  shot('gone', '2022-01-01', { view: 'dermoscopic', lesionId: 'a', state: 'voided' }),
]
const nothing = { left: undefined, right: undefined }
const ids = ({ left, right }: { left: Shot | undefined; right: Shot | undefined }) => [left?.blobId, right?.blobId]

describe('what is compared first', () => {
  test('the newest against the oldest of the same lesion and view', () => {
    expect(ids(chosenOf(candidatesOf(visits, undefined), nothing))).toEqual(['first', 'now'])
    expect(ids(chosenOf(candidatesOf(visits, 'a'), nothing))).toEqual(['first', 'now'])
  })

  test('what was asked for, where it is there', () => {
    const all = candidatesOf(visits, 'a')
    expect(ids(chosenOf(all, { left: 'between', right: undefined }))).toEqual(['between', 'now'])
    expect(ids(chosenOf(all, { left: 'gone', right: 'between' }))).toEqual(['first', 'between'])
  })

  test('a picture asked for alone against one of its kind: as the baseline, or not at all', () => {
    const all = candidatesOf(visits, 'a')
    expect(ids(chosenOf(all, { left: undefined, right: 'first' }))).toEqual(['first', 'now'])
    expect(ids(chosenOf(all, { left: undefined, right: 'between' }))).toEqual(['first', 'between'])
    expect(ids(chosenOf(all, { left: undefined, right: 'overview' }))).toEqual(['first', 'now'])
  })

  test('two different pictures wherever there are two', () => {
    const any = fc.record({
      view: fc.constantFrom('close-up', 'dermoscopic', 'regional'),
      lesionId: fc.constantFrom('a', 'b', undefined),
      day: fc.integer({ min: 1, max: 28 }),
    })
    fc.assert(
      fc.property(fc.array(any, { minLength: 2, maxLength: 8 }), list => {
        const shots = list.map(({ day, ...more }, at) =>
          shot(`s${at}`, `2026-01-${String(day).padStart(2, '0')}`, more),
        )
        const { left, right } = chosenOf(candidatesOf(shots, undefined), nothing)
        expect(left).toBeDefined()
        expect(right).toBeDefined()
        expect(left).not.toBe(right)
      }),
    )
  })
})

test('steps go through time and stop at its ends', () => {
  const all = candidatesOf(visits, 'a')
  expect(all.map(({ blobId }) => blobId)).toEqual(['overview', 'first', 'between', 'now'])
  expect(stepOf(all, all[1], 1)?.blobId).toBe('between')
  expect(stepOf(all, all[0], -1)).toBeUndefined()
  expect(stepOf(all, all[3], 1)).toBeUndefined()
})

test('one more pane shows the newest that is in none yet', () => {
  const all = candidatesOf(visits, 'a')
  expect(nextFor(all, [all[1], all[3]])?.blobId).toBe('between')
  expect(nextFor(all, all)).toBeUndefined()
})

test.each([
  ['2026-01-01', '2026-01-01', { unit: 'days', count: 0 }],
  ['2026-03-01', '2026-01-01', { unit: 'days', count: 59 }],
  ['2025-01-10', '2026-11-24', { unit: 'months', count: 22 }],
  ['2020-01-01', '2026-01-01', { unit: 'years', count: 6 }],
])('from %s to %s', (from, to, span) => {
  expect(spanOf(shot('a', from), shot('b', to))).toEqual(span)
})
