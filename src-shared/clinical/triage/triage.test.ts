import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { TriageCase, type TriageInput } from './case.ts'
import { TriageDecision } from './decision.ts'
import { caseFacts, conditions, lesionFacts, lesionPlaces, triageClasses } from './facts.ts'
import { goldenConsults } from './golden.ts'
import { defaultPolicy, policyFaultsOf, policyOf } from './policy.ts'
import { thresholds } from './thresholds.ts'
import { byWaiting, isInForce, rankOf, triageOf, triageRules } from './triage.ts'

const decide = (input: TriageInput) => triageOf(TriageCase.parse(input))

describe('The golden consults', () => {
  it('are sixty', () => expect(goldenConsults).toHaveLength(60))

  test.each(goldenConsults.map(consult => ({ ...consult })))('$about', ({ entered, says, fired }) => {
    const decision = decide(entered)
    expect([decision.class, decision.suitability.code, ...decision.flags].join(' ')).toBe(says)
    expect(decision.fired.map(({ id, reason }) => `${id} ${reason}`)).toEqual(fired)
    expect(TriageDecision.parse(decision)).toEqual(decision)
  })
})

const text = fc
  .integer({ min: 0, max: 60_000 })
  .map(units => `${Math.floor(units / 1000)}.${String(units % 1000).padStart(3, '0')}`)
const anyLesion = fc.record({
  place: fc.constantFrom(...lesionPlaces),
  facts: fc.uniqueArray(fc.constantFrom(...lesionFacts), { maxLength: 6 }),
  diameterMm: text,
  growingDays: fc.integer({ min: 0, max: 100 }),
  results: fc.array(
    fc.record({
      algorithm: fc.constantFrom('tds' as const, 'cash' as const, 'menzies' as const),
      total: text,
      above: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
})
// What has rules of its own instead of R1, and what asks for less: adding these may lower a class by design.
const lowering = new Set(['burn', 'advice-only', 'punched-out-erosions', 'clustered-vesicles'])
const adding = caseFacts.filter(fact => !lowering.has(fact))
const anyCase = fc
  .record(
    {
      ageYears: fc.integer({ min: 1, max: 99 }),
      facts: fc.uniqueArray(fc.constantFrom(...caseFacts), { maxLength: 10 }),
      conditions: fc.uniqueArray(fc.constantFrom(...conditions), { maxLength: 3 }),
      mucosalSites: fc.integer({ min: 0, max: 3 }),
      affectedPercent: fc.integer({ min: 0, max: 100 }),
      redPercent: fc.integer({ min: 0, max: 100 }),
      newDrugDays: fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 3 }),
      lesions: fc.array(anyLesion, { maxLength: 3 }),
      vitals: fc.record({ temperature: text, systolic: fc.integer({ min: 60, max: 220 }) }),
      gate: fc.record({ complete: fc.boolean(), allImagesFail: fc.boolean() }),
    },
    { requiredKeys: [] },
  )
  .map(input => TriageCase.parse(input))

const urgency = (entered: TriageCase): number => rankOf(triageOf(entered).ruleClass)

describe('Properties', () => {
  it('a further fact never makes a case less urgent, R0 aside', () => {
    fc.assert(
      fc.property(anyCase, fc.constantFrom(...adding), (entered, fact) => {
        const before = triageOf(entered)
        const after = triageOf({ ...entered, facts: [...entered.facts, fact] })
        expect(rankOf(after.ruleClass)).toBeLessThanOrEqual(rankOf(before.ruleClass))
      }),
    )
  })

  it('a further lesion never makes a case less urgent', () => {
    fc.assert(
      fc.property(anyCase, anyLesion, (entered, lesion) => {
        const isDefault = triageOf(entered).fired.some(({ id }) => id === 'R0')
        const more = { ...entered, lesions: [...entered.lesions, lesion] }
        if (!isDefault) expect(urgency(more)).toBeLessThanOrEqual(urgency(entered))
        else expect(urgency(more)).toBeLessThanOrEqual(rankOf('P4'))
      }),
    )
  })

  it('does not depend on the order in which things were entered', () => {
    fc.assert(
      fc.property(anyCase, entered => {
        const turned = {
          ...entered,
          facts: entered.facts.toReversed(),
          conditions: entered.conditions.toReversed(),
          lesions: entered.lesions.toReversed(),
        }
        const [a, b] = [triageOf(entered), triageOf(turned)]
        const named = ({ fired }: TriageDecision) =>
          fired.map(({ id, class: code, reason }) => `${id} ${code} ${reason}`).sort()
        expect(b.class).toBe(a.class)
        expect(b.suitability).toEqual(a.suitability)
        expect(named(b)).toEqual(named(a))
      }),
    )
  })

  it('always says why, in the class of the most urgent rule, with source and owner', () => {
    fc.assert(
      fc.property(anyCase, entered => {
        const decision = triageOf(entered)
        const classes = decision.fired.filter(({ id }) => id !== 'R27').map(({ class: code }) => rankOf(code))
        expect(decision.fired.length).toBeGreaterThan(0)
        expect(rankOf(decision.ruleClass)).toBe(Math.min(...classes))
        expect(decision.fired.every(({ source, owner, edition }) => source && owner && edition)).toBe(true)
        if (rankOf(decision.ruleClass) <= rankOf('P2')) expect(decision.class).toBe(decision.ruleClass)
      }),
    )
  })
})

describe('Hold, override and clocks', () => {
  const receivedAt = '2026-11-27T22:30:00+01:00'

  it('holds what is less than urgent, and keeps the class that the rules gave', () => {
    const held = decide({ conditions: ['acne'], receivedAt, gate: { complete: false, allImagesFail: false } })
    expect(held).toMatchObject({ class: 'HOLD-RETAKE', ruleClass: 'P4', flags: ['retake'] })
    expect(held.clocks).toEqual([{ code: 'waiting', amount: 0, unit: 'now', from: '2026-11-27T21:30:00.000Z' }])
  })

  it('runs both clocks on suspected cancer', () => {
    const { clocks } = decide({ receivedAt, lesions: [{ facts: ['strong-suspicion'] }] })
    expect(clocks.map(({ code, amount, dueAt }) => [code, amount, dueAt])).toEqual([
      ['target', 14, '2026-12-11T21:30:00.000Z'],
      ['faster-diagnosis', 28, '2026-12-25T21:30:00.000Z'],
    ])
  })

  it('ends the same day at midnight of the sender, and counts working days without the weekend and closed days', () => {
    const due = (input: TriageInput, closedDays: readonly string[] = []) =>
      triageOf(TriageCase.parse({ ...input, receivedAt }), policyOf({ closedDays })).clocks[0]?.dueAt
    expect(due({ facts: ['generalised-pustules'] })).toBe('2026-11-27T22:59:59.000Z')
    // A Friday: Monday, Tuesday, Wednesday.
    expect(due({ conditions: ['scabies'] })).toBe('2026-12-02T21:30:00.000Z')
    expect(due({ conditions: ['scabies'] }, ['2026-11-30'])).toBe('2026-12-03T21:30:00.000Z')
    expect(due({ facts: ['purpura', 'fever'] })).toBe('2026-11-27T21:30:00.000Z')
    expect(due({ conditions: ['alopecia-scarring'] })).toBe('2026-12-25T21:30:00.000Z')
    expect(due({})).toBe('2027-02-19T21:30:00.000Z')
  })

  it('lets a clinician put another class in its place; clocks and suitability follow, the rules stay', () => {
    const entered = TriageCase.parse({ receivedAt, facts: ['purpura', 'fever'] })
    const decision = triageOf(entered, defaultPolicy, 'P3')
    expect(decision).toMatchObject({ class: 'P3', ruleClass: 'E0', suitability: { code: 'TELE_OK' } })
    expect(decision.clocks[0]).toMatchObject({ amount: 28, unit: 'days' })
    expect(decision.fired[0]?.id).toBe('R3')
  })

  it('sorts a list by class, then by what is due first', () => {
    const at = (input: TriageInput, time: string) => decide({ ...input, receivedAt: time })
    const early = at({}, '2026-11-25T08:00:00Z')
    const late = at({}, '2026-11-26T08:00:00+10:00')
    const urgent = at({ facts: ['generalised-pustules'] }, '2026-11-26T08:00:00Z')
    const held = at({ gate: { complete: false, allImagesFail: true } }, '2026-11-01T08:00:00Z')
    expect([held, late, early, urgent].toSorted(byWaiting)).toEqual([urgent, early, late, held])
  })
})

describe('Table and policy', () => {
  it('has R0 to R33, each once, with source, edition, dates and owner', () => {
    expect(triageRules.map(({ id }) => id)).toEqual(Array.from({ length: 34 }, (_, at) => `R${at}`))
    for (const { source, edition, from, owner, classes } of triageRules) {
      expect([source, edition, from, owner].every(Boolean)).toBe(true)
      expect(classes.every(code => triageClasses.includes(code))).toBe(true)
    }
  })

  it('reads a row on its days only', () => {
    const row = { from: '2026-11-01', to: '2026-12-31' }
    expect(['2026-10-31', '2026-11-01', '2026-12-31', '2027-01-01'].map(day => isInForce(row, day))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect([isInForce(row, undefined), isInForce({ from: '2026-11-01' }, undefined)]).toEqual([false, true])
    expect(decide({ receivedAt: '2020-01-01T00:00:00Z', conditions: ['scabies'] }).class).toBe('P5')
  })

  it('takes what a clinic changes and moves the edge with it', () => {
    const policy = policyOf({ fever: '37.8', merkelAgeYears: 70 })
    const entered = TriageCase.parse({ facts: ['purpura'], vitals: { temperature: 37.8 } })
    expect(triageOf(entered, policy).class).toBe('E0')
    expect(triageOf(entered).class).toBe('P4')
  })

  it('refuses what is unknown, out of range, or not a number', () => {
    expect(
      policyFaultsOf({
        fever: 36.9,
        targetP2: '14.5',
        nothing: 1,
        otherBasalCell: 'P5',
        closedDays: ['soon'],
        tds: {},
      }),
    ).toHaveLength(6)
    expect(() => policyOf({ fever: 41 })).toThrow('fever')
    expect(policyFaultsOf({ tds: '4.8' })).toEqual([])
    expect(policyFaultsOf({ tds: '4.7' })).toEqual(['tdsBetween: not over tds'])
    expect(policyFaultsOf(Object.fromEntries(thresholds.map(({ id, value }) => [id, value])))).toEqual([])
  })

  it('says something unless every number is as the default', () => {
    fc.assert(
      fc.property(fc.constantFrom(...thresholds), row => {
        // What may not lie over it goes down with it.
        const below = { tds: { tdsBetween: 1 }, largeMm: { largeFaceMm: 2 } }[row.id as 'tds'] ?? {}
        expect(policyOf({ ...below, [row.id]: row.min }).numbers[row.id]).toBe(Number(row.min) * 1000)
        expect(policyFaultsOf({ [row.id]: '999999' })).toHaveLength(1)
      }),
    )
  })
})
