import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { driftOf } from './drift.ts'
import { areaOf, combinedOf, lengthOf, type PixelScale, scaleOfMarker, scaleOfProfile, scaleOfRuler } from './scale.ts'
import { wordsOf } from './words.ts'

const scale = (umPerPx: number, relativeUncertainty: number, source: PixelScale['source'] = 'ruler'): PixelScale => ({
  umPerPx,
  relativeUncertainty,
  source,
})

describe('scale', () => {
  it('a ruler of 50 px/mm makes 500 px ten millimetres, and says how sure', () => {
    const ten = lengthOf(500, scaleOfRuler({ pxPerMm: 50, relativeUncertainty: 0.018 }), 1)
    expect(ten.value).toBeCloseTo(10)
    expect(wordsOf(ten)).toBe('10.00 ± 0.18 mm')
    expect(wordsOf(lengthOf(500, scale(20, 0.02)))).toBe('10.0 ± 0.2 mm')
    expect(wordsOf(lengthOf(500.4, undefined))).toBe('500.4 ± 1.4 px')
  })

  it('an area carries twice the scale’s uncertainty, and its outline’s', () => {
    const area = areaOf({ px: 10_000, aroundPx: 400 }, scale(20, 0.02), 0)
    expect(area.value).toBeCloseTo(4)
    expect(area.uncertainty).toBeCloseTo(0.16)
    expect(areaOf({ px: 10_000, aroundPx: 400 }, undefined).unit).toBe('[px]2')
    expect(wordsOf(areaOf({ px: 10_000, aroundPx: 400 }, scale(20, 0.02)))).toBe('4.0 ± 0.2 mm²')
  })

  it('a marker’s two edges and its tolerance count; nonsense has no scale', () => {
    const found = scaleOfMarker({ sizePx: 300, edgePx: 1.5, sizeMm: 6, toleranceMm: 0.06 })
    expect(found?.umPerPx).toBeCloseTo(20)
    expect(found?.relativeUncertainty).toBeCloseTo(Math.hypot((1.5 * Math.SQRT2) / 300, 0.01))
    expect(scaleOfMarker({ sizePx: 0, sizeMm: 6 })).toBeUndefined()
  })

  it('a copy of half the size has pixels of twice the size', () => {
    expect(scaleOfProfile({ umPerPx: 10, relativeUncertainty: 0.01, longPx: 4000 }, 2000).umPerPx).toBe(20)
  })

  it('scales that agree are combined, never worse than the best; those that do not are not', () => {
    const one = fc.record({
      umPerPx: fc.double({ min: 1, max: 100, noNaN: true }),
      relativeUncertainty: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
      source: fc.constantFrom('ruler' as const, 'marker' as const),
    })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), scales => {
        const both = combinedOf(scales)
        if (!both?.agree) return
        expect(both.scale.umPerPx).toBeGreaterThanOrEqual(Math.min(...scales.map(({ umPerPx }) => umPerPx)) - 1e-9)
        expect(both.scale.umPerPx).toBeLessThanOrEqual(Math.max(...scales.map(({ umPerPx }) => umPerPx)) + 1e-9)
        const best = Math.min(...scales.map(s => s.umPerPx * s.relativeUncertainty))
        expect(both.scale.umPerPx * both.scale.relativeUncertainty).toBeLessThanOrEqual(best * 1.0001)
      }),
    )
    expect(combinedOf([scale(20, 0.01), scale(23, 0.02)])).toMatchObject({ agree: false })
    expect(combinedOf([])).toBeUndefined()
  })
})

describe('drift', () => {
  const day = 86_400_000
  const limits = { scale: 0.02, deltaE: 5, days: 180 }

  it('a scale that moved beyond limit and noise, colours off, an old calibration: each is said', () => {
    const series = [0, 1, 2].map(k => ({
      at: k * 100 * day,
      umPerPx: 10 + 0.15 * k,
      relativeUncertainty: 0.005,
      deltaE: 3 + k,
    }))
    const drift = driftOf(series, 200 * day, limits)
    expect(drift.alarms).toEqual(['scale'])
    expect(drift.scaleChange).toBeCloseTo(0.03)
    expect(drift.scale?.perYear).toBeCloseTo((0.3 / 200) * 365.25)
    expect(driftOf([...series, { at: 300 * day, deltaE: 6 }], 500 * day, limits).alarms).toEqual([
      'old',
      'scale',
      'colour',
    ])
  })

  it('noise is no drift, one calibration is no trend, none is said', () => {
    const unsure = [0, 1].map(k => ({ at: k * day, umPerPx: 10 + 0.3 * k, relativeUncertainty: 0.05 }))
    expect(driftOf(unsure, 2 * day, limits).alarms).toEqual([])
    expect(driftOf(unsure.slice(0, 1), day, limits).scale).toEqual({ first: 10, last: 10, n: 1 })
    expect(driftOf([{ at: 0 }], day, limits)).toEqual({ alarms: [] })
    expect(driftOf([], 0, limits)).toEqual({ alarms: ['never'] })
  })

  it('colours are off by the newest card only, whatever order they are given in', () => {
    const cards = [9, 2].map((deltaE, k) => ({ at: k * day, deltaE }))
    expect(driftOf(cards.toReversed(), 2 * day, limits).alarms).toEqual([])
    expect(driftOf([...cards, { at: 2 * day, deltaE: 5.1 }], 2 * day, limits).alarms).toEqual(['colour'])
  })
})

describe('digits that count', () => {
  it.each([
    [{ value: 162_698, uncertainty: 14_235, unit: '[px]2' }, '163000 ± 14000 px²'],
    [{ value: 1779, uncertainty: 11, unit: '[px]' }, '1779 ± 11 px'],
    [{ value: 646.3, uncertainty: 41, unit: '[px]' }, '650 ± 40 px'],
    [{ value: 10.04, uncertainty: 0.2, unit: 'mm' }, '10.0 ± 0.2 mm'],
  ] as const)('%j is %s', (quantity, words) => {
    expect(wordsOf(quantity)).toBe(words)
  })
})
