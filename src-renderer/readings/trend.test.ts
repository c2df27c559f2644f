import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReadingFace, ReadingPart } from '../../src-shared/contract/monitoring.ts'
import { scaleOf } from '../ui/course-geometry.ts'
import { trendOf } from './trend.ts'

const systolic = { mdc: 150_021, unit: 'mm[Hg]' }

function reading(readingId: string, part: Partial<ReadingPart>, more: Partial<ReadingFace> = {}): ReadingFace {
  return {
    readingId,
    kind: 'blood-pressure',
    parts: [{ name: 'Systolic', ...systolic, implausible: false, ...part }],
    effectiveAt: '2026-11-24T14:05:00Z',
    method: 'zone',
    notes: [],
    device: 'A monitor',
    state: 'accepted',
    unsynced: false,
    ...more,
  }
}

describe('trend', () => {
  it('marks what is absent or implausible without a number', () => {
    const points = trendOf(
      [
        reading('a', { value: '120' }),
        reading('b', { absent: 'not-a-number' }),
        reading('c', { value: '900', implausible: true }),
      ],
      systolic,
    )
    expect(points.map(point => point.value)).toEqual([120, undefined, undefined])
  })

  it('leaves out what was rejected or waits, and another unit', () => {
    const readings = [
      reading('a', { value: '120' }, { state: 'rejected' }),
      reading('b', { value: '120' }, { state: 'quarantine' }),
      reading('c', { value: '16', unit: 'kPa' }),
    ]
    expect(trendOf(readings, systolic)).toEqual([])
  })

  it('goes by the moment, not by the text of it', () => {
    const readings = [
      reading('late', { value: '1' }, { effectiveAt: '2026-11-24T13:00:00Z' }),
      reading('early', { value: '2' }, { effectiveAt: '2026-11-24T14:00:00+02:00' }),
    ]
    expect(trendOf(readings, systolic).map(point => point.id)).toEqual(['early', 'late'])
  })
})

describe('scale', () => {
  it('has round ticks', () => {
    expect(scaleOf([118, 141])?.ticks).toEqual([115, 120, 125, 130, 135, 140, 145])
    expect(scaleOf([36.5, 36.9])?.ticks).toEqual([36.5, 36.6, 36.7, 36.8, 36.9])
  })

  it('has nothing to say of nothing', () => {
    expect(scaleOf([])).toBeUndefined()
  })

  it('holds every value between two ends, with few ticks', () => {
    const value = fc.integer({ min: -100_000, max: 100_000 }).map(tenths => tenths / 10)
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 50 }), values => {
        const scale = scaleOf(values)
        expect(scale).toBeDefined()
        if (!scale) return
        expect(scale.low).toBeLessThanOrEqual(Math.min(...values))
        expect(scale.high).toBeGreaterThanOrEqual(Math.max(...values))
        expect(scale.high).toBeGreaterThan(scale.low)
        expect(scale.ticks.length).toBeLessThanOrEqual(8)
      }),
    )
  })
})
