import { expect, it } from 'vitest'
import type { ReadingFace } from '../../src-shared/contract/monitoring.ts'
import { chartsOf, showsDots } from './charts.ts'

const reading = (
  readingId: string,
  parts: readonly (readonly [number, string | undefined, string])[],
  more: Partial<ReadingFace> = {},
): ReadingFace => ({
  readingId,
  kind: 'blood-pressure',
  parts: parts.map(([mdc, value, unit]) => ({
    name: `part ${mdc}`,
    mdc,
    unit,
    implausible: false,
    ...(value === undefined ? { absent: 'error' as const } : { value }),
  })),
  effectiveAt: '2026-11-24T14:05:00Z',
  method: 'zone',
  notes: [],
  device: 'A monitor',
  state: 'accepted',
  unsynced: false,
  ...more,
})

it('draws every part in every unit on its own', () => {
  const charts = chartsOf([
    reading('a', [
      [1, '120', 'mm[Hg]'],
      [2, '80', 'mm[Hg]'],
    ]),
    reading('b', [[1, '16', 'kPa']]),
    reading('c', [[1, undefined, 'kPa']]),
  ])
  expect(charts.map(({ key, points, marked }) => [key, points.length, marked])).toEqual([
    ['blood-pressure 1 mm[Hg]', 1, 0],
    ['blood-pressure 2 mm[Hg]', 1, 0],
    ['blood-pressure 1 kPa', 2, 1],
  ])
})

it('draws nothing that waits or was rejected', () => {
  expect(
    chartsOf([
      reading('a', [[1, '1', '%']], { state: 'quarantine' }),
      reading('b', [[1, '1', '%']], { state: 'rejected' }),
    ]),
  ).toEqual([])
})

it('leaves the dots away where they would touch', () => {
  const [chart] = chartsOf(Array.from({ length: 121 }, (_, at) => reading(`${at}`, [[1, '1', '%']])))
  expect(chart && showsDots(chart)).toBe(false)
  expect(chart && showsDots(chart, 121)).toBe(true)
})
