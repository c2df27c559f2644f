import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Reading } from './algorithm.ts'
import { contradictionsOf, criteria, isAnswer, termOf } from './criteria.ts'
import type { Answers } from './criterion.ts'
import { allAbsent, back, scoredOf, tdsAnswers } from './rig/scored.ts'
import { algorithmOf, algorithms, answersOf, canonicalJson, keptOf, outcomesOf, unprovenOf } from './scores.ts'
import { siteClassOf } from './site-class.ts'

const codes = criteria.map(({ code }) => code)
const anyAnswers = fc
  .dictionary(fc.constantFrom(...codes), fc.oneof(fc.boolean(), fc.integer({ min: 0, max: 8 })))
  .map(given => Object.fromEntries(Object.entries(given).filter(([code, value]) => isAnswer(code, value))))

describe('whatever is ticked', () => {
  it('the order of ticks does not matter, and the same ticks give the same bytes', () => {
    fc.assert(
      fc.property(anyAnswers, answers => {
        const ticks = Object.entries(answers).map(([criterion, value]) => ({ criterion, value, regions: [[[1, 2]]] }))
        const there = answersOf(ticks)
        const back2 = answersOf(JSON.parse(JSON.stringify(ticks.toReversed())) as typeof ticks)
        expect(there).toEqual(answers)
        const bytes = [there, back2].map(one => canonicalJson(keptOf(outcomesOf(one ?? {}, back))))
        expect(bytes[0]).toBe(bytes[1])
      }),
    )
  })

  it('unanswered is never taken for absent: what is missing is named, and answering exactly that completes it', () => {
    fc.assert(
      fc.property(anyAnswers, answers => {
        for (const { algorithm, reading } of outcomesOf(answers, back)) {
          if (reading.kind !== 'incomplete') continue
          expect(reading.missing.length).toBeGreaterThan(0)
          for (const code of reading.missing) {
            expect(algorithm.inputs).toContain(code)
            expect(Object.hasOwn(answers, code)).toBe(false)
          }
          // TADA asks step by step, so that answering one question may raise the next.
          const last = [1, 2, 3].reduce<{ now: Reading; answers: Answers }>(
            ({ now, answers: so }) => {
              if (now.kind !== 'incomplete') return { now, answers: so }
              const filled = { ...so, ...Object.fromEntries(now.missing.map(code => [code, allAbsent[code] ?? false])) }
              return { now: algorithm.read(filled), answers: filled }
            },
            { now: reading, answers },
          )
          expect(last.now.kind).not.toBe('incomplete')
        }
      }),
    )
  })

  it('one more finding never lowers a sum', () => {
    const sums = ['tds', 'seven-point', 'seven-point-revised', 'three-point', 'cash', 'nice']
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...codes), (given, code) => {
        const before = { ...allAbsent, ...given, 'colour.red': true, globules: true }
        if (typeof allAbsent[code] !== 'boolean') return
        for (const id of sums) {
          const [low, high] = [
            { ...before, [code]: false },
            { ...before, [code]: true },
          ].map(one => scoredOf(id, one)?.total)
          if (low !== undefined && high !== undefined) expect(Number(high)).toBeGreaterThanOrEqual(Number(low))
        }
      }),
    )
  })
})

describe('site and light', () => {
  test.each([
    ['66643007', 'ordinary'],
    ['36141000', 'face'],
    ['43067004', 'ordinary'],
    ['70887009', 'acral'],
    ['84607009', 'acral'],
    ['37873', 'ordinary'],
    ['38107', 'acral'],
    ['24527008', 'ordinary'],
    ['770810008', 'nail'],
    ['60944009', 'mucosa'],
    ['33712006', 'uncertain'],
    ['nowhere', 'uncertain'],
  ] as const)('%s is %s', (code, kind) => {
    expect(siteClassOf(code)).toBe(kind)
  })

  it('algorithms for melanocytic lesions are not worked out on special sites; the others are, with a warning', () => {
    for (const siteCode of ['36141000', '70887009', '770810008', '60944009']) {
      const kept = keptOf(outcomesOf(tdsAnswers([2, 8, 6, 5]), { ...back, siteCode }))
      const blocked = kept.filter(({ state }) => state === 'blocked').map(({ algorithm }) => algorithm)
      expect(blocked).toEqual(['tds', 'seven-point', 'seven-point-revised', 'menzies', 'cash'])
      expect(
        kept.filter(({ state }) => state === 'blocked').every(one => one.total === undefined && one.band === undefined),
      ).toBe(true)
      expect(kept.find(({ algorithm }) => algorithm === 'three-point')?.caveats).toContain('site-warns')
    }
    expect(keptOf(outcomesOf(allAbsent, back)).some(({ caveats }) => caveats !== undefined)).toBe(false)
  })

  it('shiny white structures count in polarised light only', () => {
    const answers = { ...allAbsent, 'area.shiny-white': true }
    expect(scoredOf('tada', answers)?.band.above).toBe(true)
    for (const dermoscopic of ['contact-non-polarized', undefined]) {
      const tada = outcomesOf(answers, { siteCode: back.siteCode, dermoscopic }).find(
        ({ algorithm }) => algorithm.id === 'tada',
      )
      expect(tada?.reading).toMatchObject({ kind: 'scored', band: { above: false } })
      expect(tada?.caveats.map(({ code }) => code)).toContain('not-polarised')
    }
    const tick = [{ criterion: 'area.shiny-white', value: true, regions: [[[1, 1]]] }]
    expect(unprovenOf(tick, { ...back, dermoscopic: 'contact-non-polarized' })).toEqual(['area.shiny-white'])
    expect(unprovenOf(tick, back)).toEqual([])
  })
})

describe('ticks', () => {
  it('of what is seen need a place; judgements of the whole do not', () => {
    const tick = (criterion: string, value: boolean | number) => ({ criterion, value, regions: [] })
    const ticks = [
      tick('veil', true),
      tick('globules', false),
      tick('asymmetry.axes', 2),
      tick('clinical.oozing', true),
    ]
    expect(unprovenOf(ticks, back)).toEqual(['veil'])
  })
  it('of unknown criteria, asked twice or out of range are no answers', () => {
    const one = { criterion: 'veil', value: true, regions: [] }
    expect(answersOf([one, one])).toBeUndefined()
    expect(answersOf([{ ...one, criterion: 'other' }])).toBeUndefined()
    expect(answersOf([{ ...one, value: 1 }])).toBeUndefined()
    expect(answersOf([{ ...one, criterion: 'border.abrupt', value: 9 }])).toBeUndefined()
    expect(answersOf([{ ...one, criterion: 'border.abrupt', value: 8 }])).toEqual({ 'border.abrupt': 8 })
  })
  it('that contradict each other are named', () => {
    expect(contradictionsOf({ veil: true, 'area.blue-white': false })).toEqual([['veil', 'area.blue-white']])
    expect(contradictionsOf(allAbsent)).toEqual([])
  })
})

describe('words', () => {
  it('every criterion has both vocabularies, a definition and a source, and every input is a criterion', () => {
    for (const { code, metaphoric, descriptive, definition, source } of criteria)
      expect([code, [metaphoric, descriptive, definition, source].every(words => words.length > 2)]).toEqual([
        code,
        true,
      ])
    expect(new Set(codes).size).toBe(codes.length)
    for (const { inputs } of algorithms) for (const input of inputs) expect(codes).toContain(input)
    for (const code of codes) expect(algorithms.some(({ inputs }) => inputs.includes(code))).toBe(true)
    expect(termOf('streaks.pseudopods', 'both')).toBe('Pseudopods (lines, radial, segmental, with clods at their ends)')
  })
  it('no result names a disease', () => {
    const labels = new Set<string>()
    fc.assert(
      fc.property(anyAnswers, answers => {
        for (const { reading, caveats } of outcomesOf(answers, back)) {
          if (reading.kind === 'scored') labels.add(reading.band.label)
          for (const { text } of caveats) labels.add(text)
        }
      }),
    )
    expect(
      [...labels].filter(label => /melanom|naev|nevus|cancer|malign|benign|carcinom|suspicio/i.test(label)),
    ).toEqual([])
  })
  it('an algorithm is found by its id', () => expect(algorithmOf('tds')?.name).toBe('ABCD rule (TDS)'))
})
