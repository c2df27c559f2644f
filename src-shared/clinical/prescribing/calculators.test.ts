import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cumulativeDoseOf, egfrOf, methotrexateQuantity, tabletsFor, taperOf } from './calculators.ts'
import { daysBetween, monthsOn, yearsOn } from './dates.ts'
import { compare, exactOf, fraction, over, plus, textOf, times, zero } from './exact.ts'
import { naranjoItems, naranjoOf } from './naranjo.ts'
import { courseGrams, fingertipParts, fingertipUnitsOf, packsFor, usualPacks } from './topical.ts'

const tubes = usualPacks.filter(size => size <= 100)
const whole = fingertipParts.map(part => ({ part, percent: 100 }))

describe('fingertip units', () => {
  // Months at the beginning of each column, grams of one application to the whole body.
  test.each([
    [3, '4.25'],
    [11, '4.25'],
    [12, '6.75'],
    [35, '6.75'],
    [36, '9'],
    [71, '9'],
    [72, '12.25'],
    [131, '12.25'],
    [132, '20.25'],
    [500, '20.25'],
  ])('whole body at %i months: %s g', (months, grams) => {
    expect(textOf(courseGrams(fingertipUnitsOf(months, whole), 1, 1))).toBe(grams)
  })

  test('an adult, both arms and hands, twice a day for 14 days: 112 g', () => {
    const arms = whole.filter(({ part }) => part.endsWith('arm'))
    expect(textOf(courseGrams(fingertipUnitsOf(480, arms), 2, 14))).toBe('112')
    // One jar is fewer than two tubes. Of tubes alone 60 + 60 leave 8 over, 100 + 15 only 3.
    expect(packsFor(exactOf(112))).toEqual({ packs: [454], grams: 454, waste: '342' })
    expect(packsFor(exactOf(112), tubes)).toEqual({ packs: [100, 15], grams: 115, waste: '3' })
  })

  test('a part of a part', () => {
    expect(textOf(fingertipUnitsOf(480, [{ part: 'back', percent: 50 }]))).toBe('3.5')
  })
})

describe('packs', () => {
  test.each([
    ['0', [], '0'],
    ['0.1', [15], '14.9'],
    ['15', [15], '0'],
    ['15.01', [30], '14.99'],
    ['100', [100], '0'],
    ['101', [454], '353'],
    ['454', [454], '0'],
    ['460', [454, 15], '9'],
    ['908', [454, 454], '0'],
  ])('%s g', (need, packs, waste) => {
    expect(packsFor(exactOf(need))).toMatchObject({ packs, waste })
  })

  test('never too little, never more packs than all of the largest, never a better choice among as many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1400 }), need => {
        const { packs, grams } = packsFor(exactOf(need))
        const size = packs.length
        expect(grams).toBe(packs.reduce((sum, each) => sum + each, 0))
        expect(grams).toBeGreaterThanOrEqual(need)
        expect(size).toBe(Math.ceil(need / 454))
        for (const total of sums(size)) if (total >= need) expect(grams).toBeLessThanOrEqual(total)
      }),
      { numRuns: 60 },
    )
  })
})

function sums(count: number): readonly number[] {
  let all: readonly number[] = [0]
  for (let at = 0; at < count; at++) all = [...new Set(all.flatMap(sum => usualPacks.map(pack => sum + pack)))]
  return all
}

describe('isotretinoin', () => {
  test('70 kg: 8,400 to 10,500 mg; 210 days of 40 mg to 120 mg/kg', () => {
    const { targets } = cumulativeDoseOf([], '70', '40')
    expect(targets.map(({ mgPerKg, mg, daysLeft }) => [mgPerKg, mg, daysLeft])).toEqual([
      [120, '8400', 210],
      [150, '10500', 263],
      [220, '15400', 385],
    ])
  })

  test('what was taken counts; days left are rounded up and never negative', () => {
    const taken = [
      { dailyMg: '40', days: 209 },
      { dailyMg: '20', days: 1 },
    ]
    const { takenMg, mgPerKg, targets } = cumulativeDoseOf(taken, '70', '40')
    expect([takenMg, mgPerKg]).toEqual(['8380', '119.71'])
    expect(targets[0]?.daysLeft).toBe(1)
    expect(cumulativeDoseOf([{ dailyMg: '80', days: 400 }], '70', '40').targets[0]?.daysLeft).toBe(0)
    expect(cumulativeDoseOf([], '70').targets[0]?.daysLeft).toBeUndefined()
  })

  test('days left bring the sum to the target, one day less does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 1500 }), fc.integer({ min: 1, max: 80 }), (tenths, daily) => {
        const kg = textOf(fraction(BigInt(tenths), 10n))
        const { targets } = cumulativeDoseOf([{ dailyMg: '10', days: 30 }], kg, String(daily))
        for (const { mg, daysLeft = 0 } of targets) {
          const after = (days: number) => plus(exactOf(300), times(exactOf(daily), exactOf(days)))
          expect(compare(after(daysLeft), exactOf(mg))).toBeGreaterThanOrEqual(0)
          if (daysLeft > 0) expect(compare(after(daysLeft - 1), exactOf(mg))).toBeLessThan(0)
        }
      }),
    )
  })
})

test('methotrexate: tablets a week times weeks', () => {
  expect(textOf(methotrexateQuantity('15', { amount: '2.5', unit: 'mg' }, 4))).toBe('24')
})

describe('tapers', () => {
  test('40 mg down by 10 every week to 10', () => {
    const steps = taperOf({ fromMg: '40', downByMg: '10', everyDays: 7, lastMg: '10' }) ?? []
    expect(steps.map(({ dose, days }) => [dose, days])).toEqual([
      ['40', 7],
      ['30', 7],
      ['20', 7],
      ['10', 7],
    ])
  })
  test('the last step is not below the last dose', () => {
    const steps = taperOf({ fromMg: '25', downByMg: '10', everyDays: 5, lastMg: '7.5' }) ?? []
    expect(steps.map(({ dose }) => dose)).toEqual(['25', '15', '7.5'])
  })
  test.each([
    ['0', '5'],
    ['0.1', '1'],
    ['5', '0'],
    ['5', '60'],
  ])('down by %s to %s is none', (downByMg, lastMg) => {
    expect(taperOf({ fromMg: '50', downByMg, everyDays: 7, lastMg })).toBeUndefined()
  })
  test('tablets for a dose', () => {
    expect(tabletsFor('37.5', ['20', '10', '5', '2.5'])).toEqual([
      ['20', 1],
      ['10', 1],
      ['5', 1],
      ['2.5', 1],
    ])
    expect(tabletsFor('7', ['5', '2.5'])).toBeUndefined()
    expect(tabletsFor('30', ['20', '15'])).toEqual([['15', 2]])
  })
})

/** Reference values of the CKD-EPI 2021 equation, worked out apart from this code. */
test('eGFR', () => {
  expect(egfrOf('1.0', 50, 'male')).toBe(92)
  expect(egfrOf('1.0', 50, 'female')).toBe(69)
  expect(egfrOf('0.9', 30, 'male')).toBe(118)
  expect(egfrOf('2.5', 70, 'female')).toBe(20)
  expect(egfrOf('1.0', 17, 'male')).toBeUndefined()
  expect(egfrOf('1.0', 40, 'unknown')).toBeUndefined()
  expect(egfrOf('0', 40, 'male')).toBeUndefined()
})

describe('Naranjo', () => {
  const all = (answer: 'yes' | 'no' | 'unknown') => Object.fromEntries(naranjoItems.map(({ id }) => [id, answer]))
  const best = Object.fromEntries(
    naranjoItems.map(({ id, yes, no }) => [id, yes > no ? ('yes' as const) : ('no' as const)]),
  )
  const worst = Object.fromEntries(
    naranjoItems.map(({ id, yes, no }) => [id, yes > no ? ('no' as const) : ('yes' as const)]),
  )

  test('goes from −4 to 13', () => {
    expect(naranjoOf(best)).toMatchObject({ total: 13, band: 'definite', unanswered: [] })
    expect(naranjoOf(worst)).toMatchObject({ total: -4, band: 'doubtful' })
    expect(naranjoOf(all('unknown'))).toMatchObject({ total: 0, band: 'doubtful' })
    expect(naranjoOf({}).unanswered).toHaveLength(10)
  })
  test.each([
    [['after', 'again', 'reported', 'better', 'level', 'dose', 'before'], 9, 'definite'],
    [['after', 'again', 'reported', 'better', 'level', 'dose'], 8, 'probable'],
    [['after', 'again', 'reported'], 5, 'probable'],
    [['after', 'again'], 4, 'possible'],
    [['reported'], 1, 'possible'],
    [['other-cause'], -1, 'doubtful'],
  ] as const)('%j is %i', (yes, total, band) => {
    expect(naranjoOf(Object.fromEntries(yes.map(id => [id, 'yes'])))).toMatchObject({ total, band })
  })
})

test('fractions are exact', () => {
  fc.assert(
    fc.property(fc.bigInt(-999n, 999n), fc.bigInt(1n, 999n), fc.bigInt(1n, 999n), (a, b, c) => {
      const third = fraction(a, b)
      expect(compare(times(over(third, fraction(c, 1n)), fraction(c, 1n)), third)).toBe(0)
      expect(compare(plus(third, fraction(-a, b)), zero)).toBe(0)
    }),
  )
  expect(textOf(plus(exactOf('0.1'), exactOf('0.2')), 6)).toBe('0.3')
  expect(textOf(fraction(-1n, 3n))).toBe('-0.33')
  expect(() => exactOf('1e3')).toThrow()
})

test('ages are completed ones', () => {
  expect([monthsOn('2026-01-31', '2026-02-28'), monthsOn('2026-01-31', '2026-03-31')]).toEqual([0, 2])
  expect([yearsOn('2000-11-26', '2026-11-25'), yearsOn('2000-11-25', '2026-11-25')]).toEqual([25, 26])
  expect([yearsOn('2004-02-29', '2026-02-28'), yearsOn('2004-02-29', '2026-03-01')]).toEqual([21, 22])
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
})
