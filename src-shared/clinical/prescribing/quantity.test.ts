import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, exactOf, textOf, times } from './exact.ts'
import { daysSupplyOf, dosesPerDay, highestDailyMg, highestWeeklyMg, quantityOf, weeklyGrams } from './quantity.ts'
import { cream, daily, injected, oral, sites, weekly } from './rig/builders.ts'
import { numberWords, sigPhrases, sigWords } from './sig.ts'
import type { Frequency, PrescriptionDraft } from './types.ts'

const tablets = (...[dose, frequency, days, strength = '5']: [string, Frequency, number, string?]) =>
  oral('prednisone', ['5'], {
    steps: [{ dose, unit: 'tablet', frequency, days }],
    strength: { amount: strength, unit: 'mg' },
  })

const quantities: readonly (readonly [string, PrescriptionDraft, string, string])[] = [
  ['one a day for 30 days', tablets('1', daily(1), 30), '30', 'tablet'],
  ['one and a half twice a day for 7 days', tablets('1.5', daily(2), 7), '21', 'tablet'],
  ['half a tablet for 7 days is rounded up', tablets('0.5', daily(1), 7), '4', 'tablet'],
  ['every 8 hours for 5 days', tablets('1', { kind: 'every', count: 8, of: 'hours' }, 5), '15', 'tablet'],
  ['every other day for 7 days', tablets('1', { kind: 'every', count: 2, of: 'days' }, 7), '4', 'tablet'],
  [
    'methotrexate 15 mg of 2.5 mg weekly for 4 weeks',
    oral('methotrexate', ['15', weekly('mon'), 28], { strength: { amount: '2.5', unit: 'mg' } }),
    '24',
    'tablet',
  ],
  ['once', tablets('2', { kind: 'once' }, 1), '2', 'tablet'],
  [
    'an injection every two weeks for 28 days',
    injected('adalimumab', ['40', { kind: 'every', count: 2, of: 'weeks' }]),
    '2',
    'injection',
  ],
  [
    'fingertip units',
    cream('clobetasol', [[sites.hand]], { steps: [{ dose: '8', unit: 'ftu', frequency: daily(2), days: 14 }] }),
    '112',
    'g',
  ],
  [
    'capsules',
    oral('isotretinoin', ['40', daily(1), 30], { strength: { amount: '20', unit: 'mg' }, form: 'capsule' }),
    '60',
    'capsule',
  ],
  ['millilitres', oral('cephalexin', ['250', daily(4), 7], { strength: { amount: '50', unit: 'mg/ml' } }), '140', 'ml'],
]

describe('quantity', () => {
  test.each(quantities)('%s', (...[, draft, amount, unit]) => {
    expect(quantityOf(draft)).toEqual({ amount, unit })
  })

  test('a taper adds its steps; what has no amount or no end has no quantity', () => {
    const steps = ['40', '30', '20', '10'].map(dose => ({ dose, unit: 'mg' as const, frequency: daily(1), days: 7 }))
    expect(quantityOf(oral('prednisone', ['10'], { steps, strength: { amount: '10', unit: 'mg' } }))).toEqual({
      amount: '70',
      unit: 'tablet',
    })
    expect(quantityOf(cream('mometasone', [[sites.hand]]))).toBeUndefined()
    const open = { dose: '1', unit: 'tablet' as const, frequency: daily(1) }
    expect(quantityOf(oral('prednisone', ['5'], { steps: [open] }))).toBeUndefined()
    expect(quantityOf(oral('prednisone', ['5'], { steps: [open], daysSupply: 30 }))?.amount).toBe('30')
  })

  test('days’ supply: whole days that the quantity covers', () => {
    const supplied = (quantity: string) =>
      daysSupplyOf({ ...tablets('1.5', daily(2), 7), quantity, quantityUnit: 'tablet' })
    expect([supplied('21'), supplied('20'), supplied('24')]).toEqual([7, 6, 8])
    expect(daysSupplyOf(tablets('1', daily(1), 10))).toBe(10)
    expect(daysSupplyOf({ ...tablets('1', weekly('mon'), 28), quantity: '4', quantityUnit: 'tablet' })).toBe(28)
  })

  test('is exact: as much as the doses need, and less than one tablet more', () => {
    const quarters = fc.integer({ min: 1, max: 40 }).map(each => textOf({ n: BigInt(each), d: 4n }))
    fc.assert(
      fc.property(quarters, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 365 }), (dose, perDay, days) => {
        const need = times(exactOf(dose), exactOf(perDay * days))
        const amount = exactOf(quantityOf(tablets(dose, daily(perDay), days))?.amount ?? '0')
        expect(compare(amount, need)).toBeGreaterThanOrEqual(0)
        expect(compare(amount, { n: need.n + need.d, d: need.d })).toBeLessThan(0)
        const back = daysSupplyOf({
          ...tablets(dose, daily(perDay), days),
          quantity: textOf(amount),
          quantityUnit: 'tablet',
        })
        expect(back).toBeGreaterThanOrEqual(days)
      }),
    )
  })

  test('does not depend on how a number is written', () => {
    expect(quantityOf(tablets('1.50', daily(2), 7, '5.0'))).toEqual(quantityOf(tablets('1.5', daily(2), 7)))
  })
})

test('milligrams and grams', () => {
  const text = (value: Parameters<typeof textOf>[0] | undefined) => value && textOf(value, 3)
  expect(text(highestDailyMg(oral('isotretinoin', ['20', daily(2)])))).toBe('40')
  expect(text(highestDailyMg(oral('x', ['400', { kind: 'every', count: 2, of: 'days' }])))).toBe('400')
  expect(text(highestWeeklyMg(oral('methotrexate', ['15', weekly('mon')])))).toBe('15')
  expect(text(highestWeeklyMg(injected('adalimumab', ['40', { kind: 'every', count: 2, of: 'weeks' }])))).toBe('40')
  expect(text(weeklyGrams(cream('clobetasol', [[sites.hand], 14])))).toBe('15')
  expect(text(weeklyGrams(cream('clobetasol', [[sites.hand], 3])))).toBe('30')
  expect(text(dosesPerDay({ kind: 'every', count: 3, of: 'weeks' }))).toBe('0.048')
})

describe('directions', () => {
  test.each([
    [oral('methotrexate', ['15', weekly('mon'), 28]), 'Take 15 mg by mouth once a week, on Monday for 28 days.'],
    [tablets('1', daily(1), 1), 'Take 1 tablet by mouth once a day for 1 day.'],
    [
      tablets('0.50', { kind: 'every', count: 8, of: 'hours' }, 7),
      'Take 0.5 tablet by mouth every 8 hours for 7 days.',
    ],
    [
      injected('adalimumab', ['40', { kind: 'every', count: 2, of: 'weeks' }]),
      'Inject 1 injection under the skin every 2 weeks for 28 days.',
    ],
    [
      cream('hydrocortisone', [[sites.face, sites.hand], 7, 2], { asNeeded: 'itch' }),
      'Apply a thin layer to face and hand twice a day when needed for itch for 7 days.',
    ],
  ])('%#', (draft, words) => {
    expect(sigWords(draft.sig)).toBe(words)
  })

  test('a taper, with the most in a day and a note', () => {
    const step = { unit: 'tablet' as const, frequency: daily(1), days: 7 }
    const { sig } = oral('prednisone', ['10'], {
      steps: [
        { ...step, dose: '2' },
        { ...step, dose: '1' },
      ],
    })
    expect(sigWords({ ...sig, maxPerDay: '4', patientNote: 'With food.' })).toBe(
      'Take 2 tablets by mouth once a day for 7 days. Then take 1 tablet by mouth once a day for 7 days. No more than 4 tablets in 24 hours. With food.',
    )
    expect(sigPhrases(sig).map(({ code }) => code)).toEqual([
      'route.oral',
      'dose.tablet',
      'frequency.daily',
      'duration.days',
      'dose.tablet',
      'frequency.daily',
      'duration.days',
    ])
  })

  test.each([
    ['0', 'zero'],
    ['21', 'twenty-one'],
    ['30', 'thirty'],
    ['112', 'one hundred and twelve'],
    ['112.50', 'one hundred and twelve point five'],
    ['1005', 'one thousand and five'],
    ['1420', 'one thousand four hundred and twenty'],
  ])('%s in words', (number, words) => {
    expect(numberWords(number)).toBe(words)
  })
})
