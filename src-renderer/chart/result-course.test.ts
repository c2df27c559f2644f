import { expect, it } from 'vitest'
import type { ChartResult, ResultGroup } from '../../src-shared/contract/chart.ts'
import { bandOf, pointsOf } from './result-course.ts'
import { rangeText, valueText } from './result-text.ts'

const result = (recordId: string, more: Partial<ChartResult>): ChartResult => ({
  recordId: recordId as ChartResult['recordId'],
  at: `2026-01-0${recordId}T08:00:00Z`,
  status: 'final',
  unsynced: false,
  updatedAt: '',
  unit: 'U/L',
  ...more,
})
const group = (...results: ChartResult[]): ResultGroup => ({ key: 'x', name: 'ALT', results })

it('draws exact values of the newest unit, oldest first; bounds are marks, what is in error is left out', () => {
  const points = pointsOf(
    group(
      result('5', { value: '41' }),
      result('4', { value: '40', status: 'entered-in-error' }),
      result('3', { value: '5', comparator: '<' }),
      result('2', { value: '0.6', unit: 'ukat/L' }),
      result('1', { value: '38.50' }),
    ),
  )
  expect(points.map(({ id, value }) => [id, value])).toEqual([
    ['1', 38.5],
    ['3', undefined],
    ['5', 41],
  ])
})

it('says values and ranges with the digits they came with', () => {
  const t = (key: string) => key
  expect(valueText(result('1', { value: '4.20', comparator: '<=' }), t)).toBe('≤\u{a0}4.20\u{a0}U/L')
  expect(valueText(result('1', { coded: 'negative' }), t)).toBe('answers.negative')
  expect(valueText(undefined, t)).toBe('')
  expect(rangeText(result('1', { low: '7', high: '40.0' }))).toBe('7–40.0')
  expect(rangeText(result('1', { high: '40' }))).toBe('≤\u{a0}40')
  expect(rangeText(result('1', { low: '60' }))).toBe('≥\u{a0}60')
  expect(bandOf(result('1', { high: '40' }))).toEqual({ low: undefined, high: 40 })
})
