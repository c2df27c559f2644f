import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tagRows } from './catalogue/tags.ts'
import { catalogue, drugOf, isKnown, membersOf } from './catalogue.ts'
import { checkOf, prescribingRules } from './check.ts'
import { conditionsOfIcd } from './conditions.ts'
import { programmeWindowOf } from './programme.ts'
import { daysLeftFrom, daysLeftOf, refillStanding } from './refill.ts'
import { at, cream, man, oral, since, sites, takes, weekly, woman } from './rig/builders.ts'
import { goldenPrescriptions } from './rig/golden.ts'
import { testOfLoinc } from './rules/laboratory.ts'
import { searchDrugs, substanceNamed, substanceOfRxcui } from './search.ts'
import { type PrescriptionContent, prescriptionText } from './signing.ts'
import type { PatientFacts } from './types.ts'

describe('catalogue', () => {
  test('99 drugs; verified codes for 61 of them', () => {
    expect(catalogue).toHaveLength(99)
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(99)
    expect(catalogue.filter(({ rxcui }) => rxcui.length > 0).length).toBe(32)
    expect(catalogue.filter(({ rxcui, products }) => rxcui.length === 0 && products.length > 0).length).toBe(29)
    expect(catalogue.every(({ atc }) => /^[A-Z]\d\d[A-Z]{2}\d\d$/.test(atc))).toBe(true)
  })
  test('groups are made of known substances', () => {
    for (const tag of Object.keys(tagRows))
      for (const member of membersOf(tag)) expect(isKnown(member), `${tag}: ${member}`).toBe(true)
  })
  test.each([
    ['isot', 'isotretinoin'],
    ['MÉTHOTREXATE', 'methotrexate'],
    ['ciclosporin', 'cyclosporine'],
    ['5-fu', 'fluorouracil-topical'],
    ['tmp smx', 'sulfamethoxazole-trimethoprim'],
    ['otezla', 'apremilast'],
    ['tacro top', 'tacrolimus-topical'],
    ['terbinafine oral', 'terbinafine-oral'],
  ])('“%s” finds %s first', (text, id) => {
    expect(searchDrugs(text)[0]?.id).toBe(id)
  })
  test('a class finds its drugs; nothing finds nothing', () => {
    expect(searchDrugs('il-17').map(({ id }) => id)).toEqual(['bimekizumab', 'brodalumab', 'ixekizumab', 'secukinumab'])
    expect(searchDrugs('')).toEqual([])
    expect(searchDrugs('zzz')).toEqual([])
  })
  test('any text is searched without a fault', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(searchDrugs(text, 5).length).toBeLessThanOrEqual(5)
      }),
    )
  })
  test('words of a medicine list', () => {
    expect(substanceNamed('Ibuprofen 400 mg tablet')).toBe('ibuprofen')
    expect(substanceNamed('Rifampin 300 mg')).toBe('rifampicin')
    expect(substanceNamed('terbinafine', 'oral')).toBe('terbinafine-oral')
    expect(substanceNamed('terbinafine')).toBeUndefined()
    expect(substanceNamed('something else')).toBeUndefined()
    expect(substanceOfRxcui('6851')).toBe('methotrexate')
    expect(substanceOfRxcui('10829')).toBeUndefined()
    expect(testOfLoinc('1742-6')).toBe('alt')
    expect(conditionsOfIcd('K50.90')).toEqual(['inflammatory-bowel-disease'])
    expect(drugOf('ibuprofen')).toBeUndefined()
  })
})

describe('holds', () => {
  const codes = (check: ReturnType<typeof checkOf>) => check.holds.map(({ code }) => code)
  test('a blocked draft is held until its rule is overridden with a reason', () => {
    const draft = oral('isotretinoin', ['40'])
    const patient = man(takes('doxycycline'))
    expect(checkOf(draft, patient, at).holds).toEqual([{ code: 'blocked', because: ['INT-ISO-TETRA'] }])
    const overrides = [{ rule: 'INT-ISO-TETRA', reason: 'stopped yesterday' }]
    expect(codes(checkOf({ ...draft, overrides }, patient, at))).toEqual([])
    expect(checkOf({ ...draft, overrides }, patient, at).alerts).toHaveLength(1)
  })
  test('a scheduled medicine is a draft only', () => {
    expect(codes(checkOf(oral('gabapentin', ['300']), man(), at))).toEqual(['controlled'])
    expect(codes(checkOf(oral('gabapentin', ['300'], { controlled: false }), man(), at))).toEqual([])
    expect(codes(checkOf(oral('pregabalin', ['75'], { controlled: false }), man(), at))).toEqual(['controlled'])
    expect(codes(checkOf(oral('cetirizine', ['10'], { controlled: true }), man(), at))).toEqual(['controlled'])
  })
  test('what is missing is named', () => {
    const bare = cream('mometasone', [[]], { quantity: undefined as never })
    expect(checkOf(bare, man(), at).holds).toEqual([{ code: 'incomplete', because: ['quantity', 'sites'] }])
    const wrongWay = { ...oral('clobetasol', ['1']), strength: undefined as never }
    expect(checkOf(wrongWay, man(), at).holds[0]?.because).toContain('route')
  })
})

describe('refills', () => {
  test('days left', () => {
    const last = { filledOn: '2026-11-01', daysSupply: 30 }
    expect([daysLeftOf(last, '2026-11-01'), daysLeftOf(last, '2026-11-30'), daysLeftOf(last, '2026-12-24')]).toEqual([
      30, 1, 0,
    ])
    expect([
      daysLeftFrom('30', '1.5', 10),
      daysLeftFrom('31', '1.5', 10),
      daysLeftFrom('3', '1', 9),
      daysLeftFrom('3', '0', 1),
    ]).toEqual([10, 11, 0, undefined])
  })
  test('overdue laboratory is shown; a held one cannot be approved', () => {
    const draft = oral('methotrexate', ['10', weekly('mon')])
    const treated = man({ labs: [], medicines: [since('methotrexate', '2026-01-01'), { substance: 'folic-acid' }] })
    const late = refillStanding(draft, treated, { at, last: { filledOn: '2026-11-01', daysSupply: 28 } })
    expect(late.laboratory.overdue.map(({ check }) => check)).toEqual(['CBC', 'LFT', 'creatinine'])
    expect([late.daysLeft, late.runsOutOn, late.open.length]).toEqual([4, '2026-11-29', 4])
    const low = refillStanding(draft, { ...treated, labs: [{ test: 'wbc', on: at, value: '2.0' }] }, { at })
    expect(low.open).toEqual(['denied', 'denied-new-to-follow'])
    expect(low.holds).toContain('RES-MTX-WBC')
  })
})

test('windows of the programme: the day itself is the first', () => {
  expect(programmeWindowOf('2026-11-25', 7).closesOn).toBe('2026-12-01')
  expect(programmeWindowOf('2026-11-25', 30).closesOn).toBe('2026-12-24')
})

const content: PrescriptionContent = {
  draft: oral('doxycycline', ['100']),
  patient: { id: 'a', name: 'Ana Müller', bornOn: '2000-01-01', sex: 'female' },
  prescriber: { id: 'b', name: 'Dr. B' },
}
describe('signed text', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, each]) => [key, reversed(each)]),
    )
  }
  test('is the same whatever the order of fields, and another for another content', () => {
    const text = prescriptionText(content)
    expect(prescriptionText(reversed(content) as PrescriptionContent)).toBe(text)
    expect(text.startsWith('cutis-prescription/1\n')).toBe(true)
    const others = [
      { ...content, draft: { ...content.draft, refills: 1 } },
      { ...content, draft: { ...content.draft, substitution: false } },
      { ...content, draft: oral('doxycycline', ['100.0']) },
      { ...content, patient: { ...content.patient, name: 'Ana Muller' } },
      { ...content, supervising: 'Dr. C' },
    ]
    expect(new Set([text, ...others.map(prescriptionText)]).size).toBe(others.length + 1)
  })
  test('holds for every golden prescription', () => {
    for (const [, draft] of goldenPrescriptions) {
      const own = { ...content, draft }
      expect(prescriptionText(reversed(own) as PrescriptionContent)).toBe(prescriptionText(own))
    }
  })
})

const anyGolden = fc.constantFrom(...goldenPrescriptions)
const mixed = fc.tuple(anyGolden, anyGolden).map(([[, draft], [, , a]]) => ({ draft, patient: a }))
const lists = ['labs', 'medicines', 'allergies', 'conditions', 'phototherapy', 'programmes'] as const

test('a check does not depend on the order of facts', () => {
  const shuffled = (patient: PatientFacts) =>
    fc
      .tuple(...lists.map(name => fc.shuffledSubarray([...patient[name]], { minLength: patient[name].length })))
      .map(
        values =>
          ({ ...patient, ...Object.fromEntries(lists.map((name, index) => [name, values[index]])) }) as PatientFacts,
      )
  fc.assert(
    fc.property(
      mixed.chain(({ draft, patient }) => shuffled(patient).map(other => ({ draft, patient, other }))),
      ({ draft, patient, other }) => {
        expect(checkOf(draft, other, at)).toEqual(checkOf(draft, patient, at))
      },
    ),
    { numRuns: 60 },
  )
})

/** Alerts about something that is not there: only these may come when a fact goes. */
const aboutLack = new Set(['MTX-FOLATE', 'MTX-SUPPLY', 'WEIGHT-NONE', 'LAB-BASE', 'LAB-DUE', 'LAB-HARD', 'SCREEN-BIO'])
const mayAppear = (rule: string) => aboutLack.has(rule) || rule.startsWith('PROG-')
test('a check never gets an unrelated alert when a medicine, an allergy or a condition goes', () => {
  fc.assert(
    fc.property(
      mixed,
      fc.constantFrom('medicines', 'allergies', 'conditions', 'phototherapy'),
      ({ draft, patient }, name) => {
        const before = new Set(checkOf(draft, patient, at).alerts.map(({ rule }) => rule))
        for (let index = 0; index < patient[name].length; index++) {
          const less = { ...patient, [name]: patient[name].filter((_, place) => place !== index) } as PatientFacts
          for (const { rule } of checkOf(draft, less, at).alerts)
            if (!before.has(rule)) expect(mayAppear(rule), rule).toBe(true)
        }
      },
    ),
    { numRuns: 80 },
  )
})

test('a check of any drug for a patient without facts says only what is missing', () => {
  const bare = man({ labs: [] })
  for (const { id, routes } of catalogue) {
    const draft = routes[0] === 'topical' ? cream(id, [[sites.hand], 7]) : oral(id, ['1', weekly('mon'), 7])
    for (const { rule } of checkOf(draft, bare, at).alerts) expect(aboutLack.has(rule), `${id}: ${rule}`).toBe(true)
  }
})

test('a check is of its day: a row past its last day is silent', () => {
  const draft = oral('isotretinoin', ['40'])
  const words = (on: string) =>
    checkOf(
      draft,
      woman({
        labs: [],
        programmes: [{ drug: 'isotretinoin', confirmedOn: '2026-01-01', contraceptives: 2 }],
        medicines: [since('isotretinoin', '2026-02-01')],
      }),
      on,
    )
      .alerts.filter(({ rule }) => rule === 'PROG-WINDOW')
      .map(({ edition }) => edition)
  expect([words('2026-08-07'), words('2026-08-08')]).toEqual([['2021-12'], ['2026-08']])
  expect(prescribingRules.length).toBeGreaterThan(120)
})
