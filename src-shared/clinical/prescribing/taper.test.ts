import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, exactOf, minus, sumOf, textOf, times } from './exact.ts'
import { lengthOf, quantityOf } from './quantity.ts'
import { sigWords } from './sig.ts'
import { countedIn, doseOf, mostTablets, tabletsFor } from './tablets.ts'
import { mostTaperSteps, taperSteps } from './taper.ts'
import type { PrescriptionDraft } from './types.ts'

const daily = { kind: 'daily', times: 1 } as const
const prednisone: PrescriptionDraft = {
  id: 'p',
  version: 1,
  drug: 'prednisone',
  strength: { amount: '5', unit: 'mg' },
  form: 'tablet',
  sig: { steps: [{ dose: '5', unit: 'mg', frequency: daily, days: 7 }], route: 'oral', sites: [] },
  refills: 0,
  substitution: true,
  writtenOn: '2026-11-25',
}
const taper = { from: '30', by: '5', to: '5', days: 7, unit: 'mg', frequency: daily } as const
const withSteps = (steps: PrescriptionDraft['sig']['steps']) => ({ ...prednisone, sig: { ...prednisone.sig, steps } })
const decimals = fc.integer({ min: 1, max: 8000 }).map(n => textOf({ n: BigInt(n), d: 100n }))

describe('a taper', () => {
  it('from 30 mg down by 5 every week to 5 mg: 42 days, 147 tablets of 5 mg', () => {
    const steps = taperSteps(taper) ?? []
    expect(steps.map(({ dose }) => dose)).toEqual(['30', '25', '20', '15', '10', '5'])
    expect(lengthOf(steps)).toBe(42)
    expect(quantityOf(withSteps(steps))).toEqual({ amount: '147', unit: 'tablet' })
    expect(sigWords(withSteps(steps.slice(4)).sig)).toBe(
      'Take 10 mg by mouth once a day for 7 days. Then take 5 mg by mouth once a day for 7 days.',
    )
  })

  it('ends at the lowest dose itself where the amounts do not meet it', () => {
    expect(taperSteps({ ...taper, from: '12.5', to: '2' })?.map(({ dose }) => dose)).toEqual([
      '12.5',
      '7.5',
      '2.5',
      '2',
    ])
  })

  it('is none where it does not go down, ends at nothing, or has no end in sight', () => {
    expect(taperSteps({ ...taper, by: '0' })).toBeUndefined()
    expect(taperSteps({ ...taper, to: '0' })).toBeUndefined()
    expect(taperSteps({ ...taper, from: '5' })).toBeUndefined()
    expect(taperSteps({ ...taper, from: '41', to: '1', by: '1' })).toBeUndefined()
    expect(taperSteps({ ...taper, from: '40', to: '1', by: '1' })).toHaveLength(mostTaperSteps)
  })

  it('goes down by exactly the amount, never below the lowest', () => {
    fc.assert(
      fc.property(decimals, decimals, decimals, (from, by, to) => {
        const steps = taperSteps({ ...taper, from, by, to })
        if (!steps) return
        const doses = steps.map(({ dose }) => exactOf(dose))
        expect(textOf(doses[0] ?? exactOf(0))).toBe(textOf(exactOf(from)))
        expect(textOf(doses.at(-1) ?? exactOf(0))).toBe(textOf(exactOf(to)))
        const gaps = doses.slice(1).map((dose, at) => minus(doses[at] ?? dose, dose))
        expect(gaps.slice(0, -1).every(gap => compare(gap, exactOf(by)) === 0)).toBe(true)
        expect(gaps.every(gap => gap.n > 0n && compare(gap, exactOf(by)) <= 0)).toBe(true)
        expect(lengthOf(steps)).toBe(steps.length * 7)
      }),
    )
  })
})

describe('tablets of several strengths', () => {
  it('the fewest whole ones, strongest first, and none where it does not come out', () => {
    expect(tabletsFor('17', ['1', '5', '20'])).toEqual([
      { strength: '5', count: 3 },
      { strength: '1', count: 2 },
    ])
    // Taking the strongest first would need five.
    expect(tabletsFor('12', ['9', '6', '1'])).toEqual([{ strength: '6', count: 2 }])
    expect(tabletsFor('7.5', ['2.5', '5'])).toEqual([
      { strength: '5', count: 1 },
      { strength: '2.5', count: 1 },
    ])
    expect(tabletsFor('7', ['5'])).toBeUndefined()
    expect(tabletsFor('31', ['1'])).toBeUndefined()
  })

  const strengths = fc.uniqueArray(fc.integer({ min: 1, max: 80 }).map(String), { minLength: 1, maxLength: 4 })
  it('make the dose exactly, within the most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), strengths, (dose, those) => {
        const told = tabletsFor(String(dose), those)
        if (!told) return
        expect(doseOf(told)).toBe(String(dose))
        expect(told.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(mostTablets)
        const single = those.find(one => dose % Number(one) === 0 && dose / Number(one) <= mostTablets)
        if (single) expect(told.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(dose / Number(single))
      }),
    )
  })

  it('milligrams become whole or half tablets of one strength, and capsules are never halved', () => {
    const steps = taperSteps({ ...taper, from: '10', by: '7.5', to: '2.5' }) ?? []
    expect(countedIn(withSteps(steps), '5')?.sig.steps.map(({ dose, unit }) => `${dose} ${unit}`)).toEqual([
      '2 tablet',
      '0.5 tablet',
    ])
    expect(countedIn({ ...withSteps(steps), form: 'capsule' }, '5')).toBeUndefined()
    expect(countedIn(withSteps(steps), '4')).toBeUndefined()
  })

  it('say the same milligrams as before', () => {
    fc.assert(
      fc.property(decimals, decimals, (dose, strength) => {
        const counted = countedIn(withSteps([{ dose, unit: 'mg', frequency: daily, days: 3 }]), strength)
        if (!counted) return
        const told = counted.sig.steps.map(step => times(exactOf(step.dose), exactOf(strength)))
        expect(textOf(sumOf(told), 6)).toBe(textOf(exactOf(dose), 6))
      }),
    )
  })
})
