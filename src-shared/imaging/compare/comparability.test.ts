import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  comparabilityOf,
  comparableWithin,
  type GroundCode,
  isNoPair,
  type Joining,
  type Taken,
} from './comparability.ts'

const taken = (more: Partial<Taken> = {}): Taken => ({
  id: 'baseline',
  state: 'kept',
  lesionId: 'lesion',
  site: '14975008/left',
  view: 'dermoscopic',
  kind: 'dermoscopic',
  lens: 'contact-polarized',
  widthPx: 4000,
  heightPx: 3000,
  umPerPx: 5,
  focus: { value: 0.8, formula: 'f/1' },
  light: { lightness: 60, a: 14, b: 16, spread: 20 },
  ...more,
})
const joined = (more: Partial<Extract<Joining, { kind: 'joined' }>> = {}): Joining => ({
  kind: 'joined',
  residualPx: 4,
  inliers: 41,
  scale: 1,
  decision: undefined,
  ...more,
})
const verdict = (moving: Partial<Taken> = {}, joining: Joining = joined(), fixed: Partial<Taken> = {}) =>
  comparabilityOf({ fixed: taken(fixed), moving: taken({ id: 'newest', ...moving }), joining })

describe('a pair', () => {
  it('taken alike and laid well over each other is comparable, with its error in px and mm', () => {
    expect(verdict()).toEqual({
      grade: 'comparable',
      settled: true,
      grounds: [],
      alike: ['polarisation', 'magnification'],
      residual: { px: 4, mm: 0.02, inliers: 41 },
    })
  })

  it('without a calibrated baseline has no mm, and says that its scale is unknown without being worse for it', () => {
    const { grade, grounds, residual } = verdict({}, joined(), { umPerPx: undefined })
    expect({ grade, residual }).toEqual({ grade: 'comparable', residual: { px: 4, mm: undefined, inliers: 41 } })
    expect(grounds).toEqual([{ code: 'scale-unknown', weight: 'note' }])
  })

  it.each<[GroundCode, Partial<Taken>, Joining?]>([
    ['voided', { state: 'voided' }],
    ['damaged', { state: 'damaged' }],
    ['same-picture', { id: 'baseline' }],
    ['lesion', { lesionId: 'other' }],
    ['kind', { kind: 'clinical: close-up' }],
    ['polarisation', { lens: 'contact-non-polarized' }],
    ['blank', { light: { lightness: 60, a: 14, b: 16, spread: 0.4 } }],
    ['exposure', { light: { lightness: 95, a: 14, b: 16, spread: 20 } }],
    ['cast', { light: { lightness: 60, a: 14, b: -20, spread: 20 } }],
    ['blurred', { focus: { value: 0.1, formula: 'f/1' } }],
    ['magnification', { umPerPx: 12 }, joined({ scale: 2.4 })],
    ['residual', {}, joined({ residualPx: 40.1 })],
    ['rejected', {}, joined({ decision: 'rejected' })],
    ['not-joined', {}, { kind: 'refused', reason: 'ruler-only' }],
  ])('is not comparable: %s', (code, moving, joining) => {
    const { grade, grounds } = verdict(moving, joining)
    expect(grade).toBe('not-comparable')
    expect(grounds[0]).toMatchObject({ code, weight: 'refuse' })
  })

  it.each<[GroundCode, Partial<Taken>, Joining?]>([
    ['lesion-unknown', { lesionId: undefined }],
    ['site', { site: '14975008/right' }],
    ['view', { view: 'dermoscopic-2' }],
    ['contact', { lens: 'non-contact-polarized' }],
    ['lens-unknown', { lens: undefined }],
    ['exposure', { light: { lightness: 72, a: 14, b: 16, spread: 20 } }],
    ['cast', { light: { lightness: 60, a: 14, b: 26, spread: 20 } }],
    ['sharpness', { focus: { value: 0.3, formula: 'f/1' } }],
    ['magnification', { umPerPx: 7 }, joined({ scale: 1.4 })],
    ['scale-disagrees', { umPerPx: 5.4 }],
    ['residual', {}, joined({ residualPx: 21 })],
    ['few-inliers', {}, joined({ inliers: 12 })],
  ])('is to be looked at with care: %s', (code, moving, joining) => {
    const { grade, grounds } = verdict(moving, joining)
    expect(grade).toBe('limited')
    expect(grounds[0]).toMatchObject({ code, weight: 'limit' })
  })
})

describe('a pair of which not all is known', () => {
  it('without a lesion of its own rests on its site', () => {
    expect(verdict({ lesionId: undefined, site: 'elsewhere' }).grounds[0]).toMatchObject({
      code: 'site',
      weight: 'refuse',
    })
  })

  it('of clinical pictures is not asked for polarisation', () => {
    const clinical = { kind: 'clinical: close-up', view: 'close-up', lens: undefined }
    expect(verdict(clinical, joined(), clinical).grade).toBe('comparable')
  })

  it('still being registered is not settled; no two kept pictures are no pair at all', () => {
    expect(verdict({}, { kind: 'waiting' })).toMatchObject({ grade: 'comparable', settled: false, residual: undefined })
    expect(isNoPair(verdict({ state: 'damaged' }))).toBe(true)
    expect(isNoPair(verdict({ lesionId: 'other' }))).toBe(false)
  })

  it('is never held to focus values of another formula', () => {
    expect(verdict({ focus: { value: 0.01, formula: 'f/2' } }).grounds).toEqual([
      { code: 'focus-unknown', weight: 'note' },
    ])
  })
})

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const positive = (max: number) => fc.double({ min: 0.01, max, noNaN: true })
const anyTaken: fc.Arbitrary<Taken> = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  state: fc.constantFrom('kept', 'voided', 'damaged'),
  lesionId: maybe(fc.constantFrom('x', 'y')),
  site: fc.constantFrom('1/left', '2/right'),
  view: fc.constantFrom('dermoscopic', 'close-up'),
  kind: fc.constantFrom('dermoscopic', 'clinical: close-up'),
  lens: maybe(fc.constantFrom('contact-polarized', 'contact-non-polarized', 'non-contact-polarized')),
  widthPx: fc.integer({ min: 1, max: 8000 }),
  heightPx: fc.integer({ min: 1, max: 8000 }),
  umPerPx: maybe(positive(100)),
  focus: maybe(
    fc.record({ value: fc.double({ min: 0, max: 1, noNaN: true }), formula: fc.constantFrom('f/1', 'f/2') }),
  ),
  light: maybe(fc.record({ lightness: positive(100), a: positive(60), b: positive(60), spread: positive(60) })),
})
const anyJoining: fc.Arbitrary<Joining> = fc.oneof(
  fc.constant<Joining>({ kind: 'waiting' }),
  fc.constant<Joining>({ kind: 'refused', reason: 'no-features' }),
  fc.record({
    kind: fc.constant('joined' as const),
    residualPx: positive(200),
    inliers: fc.integer({ min: 0, max: 300 }),
    scale: positive(4),
    decision: maybe(fc.constantFrom('accepted', 'rejected')),
  }),
)

describe('whatever the pair', () => {
  it('its grade is that of its heaviest ground, and one ground more never makes it better', () => {
    fc.assert(
      fc.property(anyTaken, anyTaken, anyJoining, (fixed, moving, joining) => {
        const { grade, grounds } = comparabilityOf({ fixed, moving, joining })
        const expected = { refuse: 'not-comparable', limit: 'limited', note: 'comparable' }[
          grounds[0]?.weight ?? 'note'
        ]
        expect(grade).toBe(expected)
        expect(grounds.some(({ weight }) => weight === 'refuse')).toBe(grade === 'not-comparable')
        const voided = comparabilityOf({ fixed: { ...fixed, state: 'voided' }, moving, joining })
        expect(voided.grade).toBe('not-comparable')
      }),
    )
  })

  it('how the two were taken counts the same both ways round', () => {
    fc.assert(
      fc.property(anyTaken, anyTaken, (fixed, moving) => {
        const codes = (one: Taken, other: Taken) =>
          comparabilityOf({ fixed: one, moving: other, joining: { kind: 'waiting' } }).grounds.map(
            ({ code, weight }) => `${code} ${weight}`,
          )
        expect(codes(fixed, moving)).toEqual(codes(moving, fixed))
      }),
    )
  })

  it('a residual above 1 % of the width always refuses, and is never worse for being smaller', () => {
    fc.assert(
      fc.property(positive(500), fc.integer({ min: 100, max: 8000 }), (residualPx, widthPx) => {
        const { grade } = verdict({ widthPx }, joined({ residualPx }), { widthPx })
        expect(grade === 'not-comparable').toBe(residualPx / widthPx > comparableWithin.residual.refuse)
      }),
    )
  })

  it('every ground that was measured stands beyond its limit', () => {
    fc.assert(
      fc.property(anyTaken, anyTaken, anyJoining, (fixed, moving, joining) => {
        for (const { code, value, limit } of comparabilityOf({ fixed, moving, joining }).grounds) {
          if (value === undefined || limit === undefined) continue
          const below = code === 'blurred' || code === 'few-inliers'
          expect(below ? value < limit : value > limit).toBe(true)
        }
      }),
    )
  })
})
