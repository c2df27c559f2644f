import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import { rateOf, visitsOf } from './growth.ts'

const month = 30.44 * 86_400_000
const at = (months: number, value: number, { uncertainty = 0.2, unit = 'mm' } = {}) => ({
  atMs: months * month,
  figure: { value, unit, uncertainty },
})

describe('growth', () => {
  it('two visits a month apart: the difference, with both uncertainties', () => {
    const rate = rateOf([at(0, 4), at(1, 5)])
    expect(rate?.perMonth.value).toBeCloseTo(1, 6)
    expect(rate?.perMonth.uncertainty).toBeCloseTo(Math.hypot(0.2, 0.2), 6)
    expect(rate?.certain).toBe(true)
    expect(rateOf([at(0, 4), at(1, 4.1)])?.certain).toBe(false)
  })

  it('says nothing of one visit, of one day, or of px beside mm', () => {
    expect(rateOf([])).toBeUndefined()
    expect(rateOf([at(0, 4)])).toBeUndefined()
    expect(rateOf([at(0, 4), at(0.01, 5)])).toBeUndefined()
    expect(rateOf([at(0, 4), at(1, 500, { unit: '{pixel}' })])).toBeUndefined()
  })

  it('finds a straight line whatever its visits', () => {
    const months = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(months, fc.double({ min: -2, max: 2, noNaN: true }), (when, slope) => {
        const rate = rateOf(when.map(one => at(one, 10 + slope * one)))
        expect(rate?.perMonth.value).toBeCloseTo(slope, 5)
      }),
    )
  })

  it('leaves out pictures that left the record', () => {
    const mark = (blobId: string) =>
      ({ markId: blobId, blobId, body: { kind: 'outline', figures: {} } }) as unknown as Mark
    const shot = (blobId: string, state: Shot['state'], takenAt: string) =>
      ({ blobId, state, takenAt }) as unknown as Shot
    const shots = [
      shot('a', 'kept', '2026-03-01T10:00:00Z'),
      shot('b', 'voided', '2026-02-01T10:00:00Z'),
      shot('c', 'kept', '2026-01-01T10:00:00Z'),
    ]
    expect(visitsOf([mark('a'), mark('b'), mark('c')], shots).map(({ markId }) => markId)).toEqual(['c', 'a'])
  })
})
