import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { PreventionCase, PreventionPlan } from './case.ts'
import { tiers } from './codes.ts'
import { preventionOf, uvBandOf } from './plan.ts'
import { tierRules } from './tier-rules.ts'

type Input = Partial<PreventionCase>
const plan = (input: Input) => preventionOf(PreventionCase.parse(input))
const idsOf = (input: Input) => plan(input).reasons.map(({ id }) => id)

type Edge = readonly [rule: string, holds: Input, not: Input]
const edges: readonly Edge[] = [
  ['V1', { personalMelanoma: true }, { personalMelanoma: false }],
  ['V2', { relativesWithMelanoma: 2 }, { relativesWithMelanoma: 1 }],
  ['V3', { familialVariant: true }, {}],
  ['V4', { transplant: true, priorSquamousCell: true }, { transplant: true, priorBasalCell: true }],
  ['V5', { atypicalMoleSyndrome: true }, { atypicalNaevi: 5 }],
  ['H1', { naevi: 'above-100' }, { naevi: '51-100' }],
  ['H2', { atypicalNaevi: 5 }, { atypicalNaevi: 4 }],
  ['H3', { relativesWithMelanoma: 1 }, { relativesWithMelanoma: 0 }],
  ['H4', { immunosuppressed: true }, {}],
  ['H4', { transplant: true }, {}],
  ['H5', { priorBasalCell: true }, {}],
  ['H6', { largeNaevi: 3 }, { largeNaevi: 2 }],
  ['M1', { fitzpatrick: 'II' }, { fitzpatrick: 'III' }],
  ['M2', { naevi: '51-100' }, { naevi: '20-50' }],
  ['M3', { hair: 'red' }, { hair: 'blond' }],
  ['M3', { freckles: true }, {}],
  ['M4', { blisteringBurns: 3 }, { blisteringBurns: 2 }],
  ['M5', { tanningBeds: true }, {}],
  ['M6', { outdoors: true }, {}],
  ['M7', { largeNaevi: 1 }, { largeNaevi: 0 }],
  ['M7', { largeNaevi: 2 }, { largeNaevi: 3 }],
  ['M8', { actinicKeratosis: true }, {}],
]

describe('Tiers', () => {
  test.each(edges.map(([rule, yes, no], at) => ({ name: `${rule} (${at})`, rule, yes, no })))(
    '$name',
    ({ rule, yes, no }) => {
      expect(idsOf(yes)).toContain(rule)
      expect(idsOf(no)).not.toContain(rule)
    },
  )

  it('tries every row; without any it is standard and says so', () => {
    const tried = new Set(edges.map(([rule]) => rule))
    expect(tierRules.filter(({ id }) => !tried.has(id))).toEqual([])
    expect(plan({})).toMatchObject({ tier: 'STANDARD', reasons: [{ id: 'N0' }], adjuncts: [] })
    expect(plan({}).exam).toBeUndefined()
    expect(plan({}).selfExamMonths).toBeUndefined()
  })

  it('gives intervals by tier', () => {
    expect(plan({ personalMelanoma: true })).toMatchObject({
      tier: 'VERY_HIGH',
      exam: { fromMonths: 3, toMonths: 6 },
      selfExamMonths: 1,
      adjuncts: ['total-body-photography', 'short-term-digital-follow-up'],
    })
    expect(plan({ naevi: 'above-100' })).toMatchObject({
      tier: 'HIGH',
      exam: { fromMonths: 6, toMonths: 12 },
      selfExamMonths: 1,
      adjuncts: ['total-body-photography'],
    })
    expect(plan({ atypicalNaevi: 5 }).adjuncts).toEqual([])
    expect(plan({ outdoors: true })).toMatchObject({
      tier: 'MODERATE',
      exam: { fromMonths: 12, toMonths: 12 },
      selfExamMonths: 3,
    })
  })
})

describe('After a melanoma', () => {
  it('gives the published follow-up by stage and year after a melanoma', () => {
    const after = (melanomaStage: PreventionCase['melanomaStage'], yearsSinceMelanoma: number) => {
      const months = plan({ personalMelanoma: true, melanomaStage, yearsSinceMelanoma }).melanomaFollowUp
      return months && [months.fromMonths, months.toMonths]
    }
    expect([
      after('IA', 4),
      after('IA', 5),
      after('IIB', 1),
      after('IIB', 2),
      after('III', 4),
      after('III', 5),
    ]).toEqual([
      [3, 12],
      [12, 12],
      [3, 6],
      [6, 6],
      [6, 6],
      [12, 12],
    ])
    expect([after('IB', 1), plan({ melanomaStage: 'IA' }).melanomaFollowUp]).toEqual([undefined, undefined])
  })
})

describe('Sun', () => {
  it('knows the bands of the index', () => {
    expect([0, 2, 3, 5, 6, 7, 8, 10, 11, 15].map(uvBandOf)).toEqual([
      'low',
      'low',
      'moderate',
      'moderate',
      'high',
      'high',
      'very-high',
      'very-high',
      'extreme',
      'extreme',
    ])
  })

  it('acts from 3 on, from 2 where skin is sensitive', () => {
    expect(plan({ uvIndex: 2 }).uv).toEqual({ actFrom: 3, index: 2, band: 'low', act: false })
    expect(plan({ uvIndex: 3 }).uv.act).toBe(true)
    for (const sensitive of [
      { fitzpatrick: 'I' },
      { drugs: ['Doxycycline 100 mg'] },
      { priorBasalCell: true },
      { transplant: true },
    ] as const) {
      const { uv, advice } = plan({
        ...sensitive,
        drugs: [...('drugs' in sensitive ? sensitive.drugs : [])],
        uvIndex: 2,
      })
      expect(uv).toMatchObject({ actFrom: 2, act: true })
      expect(advice).toContain('spf-50')
      expect(advice).not.toContain('spf-30')
    }
  })
})

describe('Advice', () => {
  it('treats a photosensitising drug as advice, not as a tier', () => {
    expect(plan({ drugs: ['Hydrochlorothiazide 25 mg', 'Bendroflumethiazide', 'Paracetamol'] })).toMatchObject({
      tier: 'STANDARD',
      photosensitising: ['Hydrochlorothiazide 25 mg', 'Bendroflumethiazide'],
    })
  })

  it('fits advice to age and skin', () => {
    expect(plan({ ageMonths: 5 }).advice).toEqual([
      'infant-shade-and-clothing-first',
      'shade-10-to-16',
      'clothing',
      'wide-brim-hat',
      'uv-sunglasses',
    ])
    expect(plan({ ageMonths: 6 }).advice).not.toContain('infant-shade-and-clothing-first')
    expect(plan({ ageYears: 17 }).advice).not.toContain('amount-30-ml-adult')
    expect(plan({ ageYears: 18 }).advice).toContain('amount-30-ml-adult')
    expect(plan({ fitzpatrick: 'IV' }).advice).toContain('check-palms-soles-nails')
    expect(plan({ fitzpatrick: 'IV' }).advice).not.toContain('darker-skin-still-protects')
    expect(plan({ fitzpatrick: 'V' }).advice).toContain('darker-skin-still-protects')
    expect(plan({ pigmentationDisorder: true, tanningBeds: true }).advice).toEqual(
      expect.arrayContaining(['tinted-for-pigmentation', 'no-tanning-beds']),
    )
  })
})

const risk = {
  naevi: fc.constantFrom('below-20' as const, '20-50' as const, '51-100' as const, 'above-100' as const),
  atypicalNaevi: fc.nat(9),
  largeNaevi: fc.nat(4),
  blisteringBurns: fc.nat(5),
  relativesWithMelanoma: fc.nat(3),
  fitzpatrick: fc.constantFrom('I' as const, 'III' as const, 'V' as const),
  transplant: fc.boolean(),
  personalMelanoma: fc.boolean(),
  priorSquamousCell: fc.boolean(),
}

describe('Properties', () => {
  it('a count that grows never lowers the tier, and every plan is whole and without a percentage', () => {
    const counts = ['atypicalNaevi', 'largeNaevi', 'blisteringBurns', 'relativesWithMelanoma'] as const
    fc.assert(
      fc.property(fc.record(risk, { requiredKeys: [] }), fc.constantFrom(...counts), (input, count) => {
        const before = plan(input)
        const after = plan({ ...input, [count]: (input[count] ?? 0) + 1 })
        expect(tiers.indexOf(after.tier)).toBeLessThanOrEqual(tiers.indexOf(before.tier))
        expect(PreventionPlan.parse(before)).toEqual(before)
        expect(before.reasons[0]?.tier).toBe(before.tier)
        expect(JSON.stringify(before)).not.toContain('%')
      }),
    )
  })
})
