import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { bsa, salt, scorad, vasi } from './areas.ts'
import { hiscr, ihs4, uas7 } from './counts.ts'
import { decimalText } from './exact.ts'
import { type Field, type Inputs, type Instrument, outcomeOf } from './instrument.ts'
import { instrumentOf, instruments } from './instruments.ts'
import { areaCodeOf, easi, easiChild, pasi } from './regional.ts'
import { dlqi, iga, itch, poem } from './totals.ts'

const totalOf = (instrument: Instrument, inputs: Inputs): string | undefined => {
  const outcome = outcomeOf(instrument, inputs)
  return outcome.kind === 'score' ? outcome.total : undefined
}
const bandOf = (instrument: Instrument, inputs: Inputs): string | undefined => {
  const outcome = outcomeOf(instrument, inputs)
  return outcome.kind === 'score' ? outcome.band?.id : undefined
}

type Row = readonly number[]
const regional = (names: readonly string[], rows: Readonly<Record<string, Row>>): Inputs =>
  Object.fromEntries(
    Object.entries(rows).flatMap(([region, values]) =>
      [...names, 'area'].map((name, index) => [`${region}.${name}`, values[index] ?? 0]),
    ),
  )
const pasiNames = ['erythema', 'induration', 'scale']
const easiNames = ['erythema', 'papulation', 'excoriation', 'lichenification']
const everywhere = (row: Row) => ({ head: row, arms: row, trunk: row, legs: row })

describe('published and computed vectors', () => {
  const eczema = regional(easiNames, {
    head: [2, 1, 1, 0, 20],
    trunk: [1, 1, 1, 0, 10],
    arms: [2, 2, 2, 1, 35],
    legs: [2, 1, 2, 1, 15],
  })
  const psoriasis = regional(pasiNames, {
    head: [2, 1, 1, 5],
    arms: [2, 2, 2, 15],
    trunk: [3, 2, 2, 25],
    legs: [3, 3, 2, 40],
  })
  test.each([
    ['PASI of the vector', pasi, psoriasis, '16.6'],
    ['PASI at its most', pasi, regional(pasiNames, everywhere([4, 4, 4, 100])), '72'],
    ['EASI adult', easi, eczema, '11.6'],
    ['EASI child', easiChild, eczema, '11.2'],
    ['EASI at its most', easi, regional(easiNames, everywhere([3, 3, 3, 3, 100])), '72'],
    ['EASI child at its most', easiChild, regional(easiNames, everywhere([3, 3, 3, 3, 100])), '72'],
    ['SALT', salt, { left: 20, right: 10, vertex: 50, back: 30 }, '32.6'],
    [
      'VASI',
      vasi,
      { 'hands.area': 1, 'hands.loss': 50, 'trunk.area': 6, 'trunk.loss': 90, 'legs.area': 3, 'legs.loss': 25 },
      '6.65',
    ],
    ['IHS4', ihs4, { nodules: 5, abscesses: 1, tunnels: 1 }, '11'],
  ] as const)('%s', (...[, instrument, inputs, total]) => {
    expect(totalOf(instrument, inputs)).toBe(total)
  })
})

describe('formulas', () => {
  it('SCORAD keeps the 7 of its formula', () => {
    const signs = { erythema: 3, oedema: 2, oozing: 1, excoriation: 1, lichenification: 1, dryness: 1 }
    expect(totalOf(scorad, { area: 30, ...signs, itch: 6, sleep: 5 })).toBe('48.5')
    expect(totalOf(scorad, { area: 30, ...signs })).toBe('37.5')
    const most = Object.fromEntries(Object.keys(signs).map(name => [name, 3]))
    expect(totalOf(scorad, { area: 100, ...most, itch: 10, sleep: 10 })).toBe('103')
  })

  it('UAS7 adds seven days, makes up for up to three and refuses more', () => {
    const week: readonly (readonly [number, number])[] = [
      [2, 2],
      [2, 1],
      [1, 1],
      [3, 2],
      [2, 2],
      [1, 0],
      [0, 0],
    ]
    const of = (count: number): Inputs =>
      Object.fromEntries(
        week.slice(0, count).flatMap(([wheals, itched], index) => [
          [`day${index + 1}.wheals`, wheals],
          [`day${index + 1}.itch`, itched],
        ]),
      )
    expect(outcomeOf(uas7, of(7))).toMatchObject({ total: '19', band: { id: 'moderate' }, notes: [] })
    // 18 of 5 days × 7 / 5 = 25.2.
    expect(outcomeOf(uas7, of(5))).toMatchObject({ total: '25', notes: [expect.stringContaining('2 of 7')] })
    expect(outcomeOf(uas7, of(4))).toMatchObject({ total: '25' })
    expect(outcomeOf(uas7, of(3)).kind).toBe('not-evaluable')
  })

  it('HiSCR halves, never grows, and needs three at baseline', () => {
    const of = (baseline: Row, now: Row): Inputs =>
      Object.fromEntries(
        ['abscesses', 'nodules', 'tunnels'].flatMap((id, index) => [
          [`baseline.${id}`, baseline[index] ?? 0],
          [`now.${id}`, now[index] ?? 0],
        ]),
      )
    expect(outcomeOf(hiscr, of([2, 4, 1], [1, 2, 1]))).toMatchObject({ answer: 'Response' })
    expect(outcomeOf(hiscr, of([2, 4, 1], [1, 3, 1]))).toMatchObject({ answer: 'No response' })
    expect(outcomeOf(hiscr, of([1, 5, 1], [2, 0, 1]))).toMatchObject({ answer: 'No response' })
    expect(outcomeOf(hiscr, of([2, 4, 1], [0, 0, 2]))).toMatchObject({ answer: 'No response' })
    expect(outcomeOf(hiscr, of([1, 1, 4], [0, 0, 0])).kind).toBe('not-evaluable')
  })
})

describe('bands', () => {
  test.each([
    [0, 0],
    [0.5, 1],
    [9, 1],
    [10, 2],
    [29, 2],
    [30, 3],
    [49, 3],
    [50, 4],
    [69, 4],
    [70, 5],
    [89, 5],
    [90, 6],
    [100, 6],
  ])('%d %% is area code %d', (percent, code) => expect(areaCodeOf(percent)).toBe(code))
  test.each([
    [salt, { left: 0, right: 0, vertex: 0, back: 0 }, 'none'],
    [salt, { left: 21, right: 21, vertex: 20.5, back: 21 }, 'limited'],
    [salt, { left: 21, right: 21, vertex: 21, back: 21 }, 'moderate'],
    [salt, { left: 50, right: 50, vertex: 50, back: 50 }, 'severe'],
    [salt, { left: 95, right: 95, vertex: 95, back: 95 }, 'very-severe'],
    [bsa, { area: 2.5 }, 'mild'],
    [bsa, { area: 3 }, 'moderate'],
    [bsa, { area: 10 }, 'moderate'],
    [bsa, { area: 10.5 }, 'severe'],
    [poem, { total: 2 }, 'clear'],
    [poem, { total: 3 }, 'mild'],
    [poem, { total: 16 }, 'moderate'],
    [poem, { total: 25 }, 'very-severe'],
    [dlqi, { total: 10 }, 'moderate'],
    [dlqi, { total: 11 }, 'very-large'],
    [itch, { total: 7 }, 'severe'],
    [iga, { total: 1 }, 'almost-clear'],
    [ihs4, { nodules: 3, abscesses: 0, tunnels: 0 }, 'mild'],
    [ihs4, { nodules: 10, abscesses: 0, tunnels: 0 }, 'moderate'],
  ] as const)('%# of their edges', (instrument, inputs, band) => {
    expect(bandOf(instrument, inputs)).toBe(band)
  })
})

const valueOf = ({ min, max, step }: Field) =>
  fc.integer({ min: 0, max: Math.round((max - min) / step) }).map(steps => min + steps * step)
const inputsOf = ({ fields }: Instrument) =>
  fc.record(Object.fromEntries(fields.map(field => [field.id, valueOf(field)])) as Record<string, fc.Arbitrary<number>>)

describe.each(instruments.map(one => [one.name, one] as const))('%s', (_name, instrument) => {
  it('stays in its range whatever is entered, and says the same when worked out again', () => {
    fc.assert(
      fc.property(inputsOf(instrument), inputs => {
        const outcome = outcomeOf(instrument, inputs)
        expect(outcomeOf(instrument, JSON.parse(JSON.stringify(inputs)) as Inputs)).toEqual(outcome)
        if (outcome.kind !== 'score') return
        expect(outcome.total).toMatch(/^\d+(\.\d+)?$/)
        expect(Number(outcome.total)).toBeGreaterThanOrEqual(instrument.range[0])
        expect(Number(outcome.total)).toBeLessThanOrEqual(instrument.range[1])
      }),
    )
  })

  it('names what is missing and refuses what no field can hold', () => {
    const [field] = instrument.fields
    if (!field) throw new Error('an instrument without fields')
    expect(outcomeOf(instrument, { [field.id]: field.max + field.step })).toMatchObject({ wrong: [field.id] })
    expect(outcomeOf(instrument, { [field.id]: field.min + field.step / 3 })).toMatchObject({ wrong: [field.id] })
    expect(outcomeOf(instrument, { [field.id]: Number.NaN })).toMatchObject({ wrong: [field.id] })
    expect(outcomeOf(instrument, { nonsense: 1 })).toMatchObject({ wrong: ['nonsense'] })
    expect(['incomplete', 'not-evaluable']).toContain(outcomeOf(instrument, {}).kind)
  })

  it('is found by its name and says where it comes from', () => {
    expect(instrumentOf(instrument.id)).toBe(instrument)
    expect(instrument.source.length).toBeGreaterThan(3)
  })
})

it('decimal text is exact', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (units, digits) => {
      expect(Math.round(Number(decimalText(units, digits)) * 10 ** digits) + 0).toBe(units + 0)
    }),
  )
})
