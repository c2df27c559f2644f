import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TimelineItem } from '../../src-shared/contract/records.ts'
import { axisOf, gapOf } from './axis.ts'

const item = (over: Partial<TimelineItem> & Pick<TimelineItem, 'id' | 'kind' | 'at'>): TimelineItem => ({
  title: '',
  unsynced: false,
  ...over,
})

test('pictures of one case stand together, latest first, and a note between two sittings parts them', () => {
  const [day] = axisOf([
    item({ id: 'a', kind: 'image', at: '2026-11-24T09:00:00Z' }),
    item({ id: 'b', kind: 'image', at: '2026-11-24T09:01:00Z' }),
    item({ id: 'n', kind: 'note', at: '2026-11-24T09:02:00Z' }),
    item({ id: 'c', kind: 'image', at: '2026-11-24T09:03:00Z' }),
  ])
  expect(day?.entries.map(entry => (entry.kind === 'one' ? entry.item.id : entry.items.map(({ id }) => id)))).toEqual([
    ['c'],
    'n',
    ['b', 'a'],
  ])
})

test('pictures of two cases do not mix', () => {
  const two = ['x', 'y'].map((caseId, at) =>
    item({ id: caseId, kind: 'image', at: `2026-11-24T09:0${at}:00Z`, caseId: caseId as never }),
  )
  expect(axisOf(two)[0]?.entries).toHaveLength(2)
})

test('nothing is lost, doubled or out of order, whatever the input order', () => {
  const items = fc.array(
    fc.record({
      id: fc.uuid(),
      kind: fc.constantFrom('image', 'note', 'visit') as fc.Arbitrary<TimelineItem['kind']>,
      at: fc
        .date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
        .map(d => d.toISOString()),
    }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(items, drawn => {
      const shown = axisOf(drawn.map(item)).flatMap(({ entries }) =>
        entries.flatMap(entry => (entry.kind === 'one' ? [entry.item] : entry.items)),
      )
      expect(shown.map(({ id }) => id).sort()).toEqual(drawn.map(({ id }) => id).sort())
      expect(shown.map(({ at }) => at)).toEqual(
        shown
          .map(({ at }) => at)
          .sort()
          .reverse(),
      )
    }),
  )
})

test('gaps are told from two weeks on, in weeks, months, then years', () => {
  expect([13, 14, 90, 365, 1096].map(gapOf)).toEqual([
    undefined,
    { unit: 'weeks', count: 2 },
    { unit: 'months', count: 3 },
    { unit: 'months', count: 12 },
    { unit: 'years', count: 3 },
  ])
})
