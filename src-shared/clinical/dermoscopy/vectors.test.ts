import { describe, expect, it, test } from 'vitest'
import { allAbsent, colours, onesIn, present, readingOf, scoredOf, subset, tdsAnswers } from './rig/scored.ts'

const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
const quartets = upTo(0, 2).flatMap(a =>
  upTo(0, 8).flatMap(b => upTo(1, 6).flatMap(c => upTo(1, 5).map(d => [a, b, c, d] as const))),
)
const bandAt = (hundredths: number): string => {
  if (hundredths < 475) return 'below'
  return hundredths > 545 ? 'at-or-above' : 'between'
}

describe('TDS', () => {
  test.each([
    [0, 0, 1, 1, '1.0', 'below'],
    [2, 8, 6, 5, '8.9', 'at-or-above'],
    [1, 3, 3, 3, '4.6', 'below'],
    [1, 4, 4, 3, '5.2', 'between'],
    [2, 3, 4, 3, '6.4', 'at-or-above'],
  ] as const)('(%i, %i, %i, %i) = %s', (...[a, b, c, d, total, band]) => {
    expect(scoredOf('tds', tdsAnswers([a, b, c, d]))).toMatchObject({ total, band: { id: band } })
  })

  it('has 80 values over all 810 combinations: 38 below, 7 between, 35 above; never 4.75 or 5.45', () => {
    const seen = new Map<string, string>()
    for (const [a, b, c, d] of quartets) {
      // The second calculation: hundredths in whole numbers, as the published weights are written, with its own bands.
      const hundredths = 130 * a + 10 * b + 50 * c + 50 * d
      const scored = scoredOf('tds', tdsAnswers([a, b, c, d]))
      const { total = '', band } = scored ?? {}
      expect([Number(total.replace('.', '')) * 10, band?.id]).toEqual([hundredths, bandAt(hundredths)])
      seen.set(total, bandAt(hundredths))
    }
    const count = (band: string) => [...seen.values()].filter(one => one === band).length
    expect([quartets.length, seen.size, count('below'), count('between'), count('at-or-above')]).toEqual([
      810, 80, 38, 7, 35,
    ])
  })

  it('counts blue and grey once, and does not score a lesion without colour or structure', () => {
    const one = { ...tdsAnswers([0, 0, 1, 1]), 'colour.blue': true }
    expect(scoredOf('tds', { ...one, 'colour.grey': true })?.total).toBe(scoredOf('tds', one)?.total)
    expect(readingOf('tds', tdsAnswers([2, 8, 0, 5]))?.kind).toBe('not-evaluable')
    expect(readingOf('tds', tdsAnswers([2, 8, 6, 0]))?.kind).toBe('not-evaluable')
  })
})

describe('checklists, every combination', () => {
  const seven = [
    'network.atypical',
    'veil',
    'vessels.atypical',
    'streaks.irregular',
    'dots.irregular',
    'blotch.irregular',
    'regression.scar',
  ]

  it('7-point, original and revised: 128 each', () => {
    for (let bits = 0; bits < 128; bits++) {
      const answers = { ...allAbsent, ...subset(seven, bits) }
      const total = 2 * onesIn(bits & 0b111) + onesIn(bits >> 3)
      expect(scoredOf('seven-point', answers)).toMatchObject({ total: String(total), band: { above: total >= 3 } })
      const plain = onesIn(bits)
      expect(scoredOf('seven-point-revised', answers)).toMatchObject({
        total: String(plain),
        band: { above: plain > 0 },
      })
    }
  })

  it('3-point: 8', () => {
    for (let bits = 0; bits < 8; bits++) {
      const answers = {
        ...allAbsent,
        ...subset(['asymmetry.pattern', 'network.atypical', 'regression.peppering'], bits),
      }
      const total = onesIn(bits)
      expect(scoredOf('three-point', answers)).toMatchObject({ total: String(total), band: { above: total >= 2 } })
    }
  })

  it('clinical weighted 7-point: 128', () => {
    const names = [
      'size-change',
      'irregular-shape',
      'irregular-colour',
      'diameter',
      'inflammation',
      'oozing',
      'sensation',
    ]
    for (let bits = 0; bits < 128; bits++) {
      const answers = subset(
        names.map(name => `clinical.${name}`),
        bits,
      )
      const total = 2 * onesIn(bits & 0b111) + onesIn(bits >> 3)
      expect(scoredOf('nice', answers)).toMatchObject({ total: String(total), band: { above: total >= 3 } })
    }
  })
})

describe('CASH, every combination', () => {
  it('CASH: 378, from 2 to 17', () => {
    const kinds = [
      'network.typical',
      'globules',
      'blotch.regular',
      'regression.scar',
      'streaks.radial',
      'veil',
      'vessels.polymorphous',
    ]
    const totals = new Set<number>()
    for (let c = 1; c <= 6; c++)
      for (let a = 0; a <= 2; a++)
        for (let s = 0; s <= 2; s++)
          for (let h = 1; h <= 7; h++) {
            const answers = {
              ...allAbsent,
              ...present([...colours.slice(0, c), ...kinds.slice(0, h)]),
              architecture: a,
              'asymmetry.axes': s,
            }
            const total = c + a + s + h
            expect(scoredOf('cash', answers)).toMatchObject({ total: String(total), band: { above: total > 7 } })
            totals.add(total)
          }
    expect([Math.min(...totals), Math.max(...totals)]).toEqual([2, 17])
  })
})

describe('Menzies, every combination', () => {
  it('Menzies: no negative and at least one positive feature', () => {
    const positive = [
      'veil',
      'dots.brown',
      'streaks.pseudopods',
      'streaks.radial',
      'regression.scar',
      'dots.peripheral',
      'dots.blue-grey',
      'network.broadened',
    ]
    const six = ['black', 'grey', 'blue', 'red', 'dark-brown', 'light-brown'].map(name => `colour.${name}`)
    for (let bits = 0; bits < 256; bits++)
      for (const symmetric of [true, false])
        for (let count = 1; count <= 6; count++) {
          const answers = {
            ...allAbsent,
            ...subset(positive, bits),
            ...present(six.slice(0, count)),
            'symmetry.everywhere': symmetric,
          }
          const met = !symmetric && count > 1 && (bits > 0 || count >= 5)
          expect(scoredOf('menzies', answers)?.band.above).toBe(met)
        }
    // White is none of its colours.
    expect(
      scoredOf('menzies', { ...allAbsent, ...present(['colour.white', 'colour.black', 'veil']) })?.band.above,
    ).toBe(false)
  })
})

describe('TADA, every combination', () => {
  it('TADA: three steps, each ends the way', () => {
    const third = [
      'streaks.starburst',
      'colour.blue',
      'colour.grey',
      'area.shiny-white',
      'network.negative',
      'vessels.any',
      'ulceration',
    ]
    for (let bits = 0; bits < 128; bits++)
      for (const first of [true, false])
        for (const second of [true, false]) {
          const answers = {
            ...allAbsent,
            ...subset(third, bits),
            'triage.recognised': first,
            'triage.disorganised': second,
          }
          expect(scoredOf('tada', answers)?.band.above).toBe(!first && (second || bits > 0))
        }
    expect(scoredOf('tada', { 'triage.recognised': true })?.band.id).toBe('stops-at-1')
    expect(scoredOf('tada', { 'triage.recognised': false, 'triage.disorganised': true })?.band.id).toBe('positive-at-2')
  })
})
