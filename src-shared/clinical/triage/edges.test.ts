import { describe, expect, test } from 'vitest'
import { TriageCase, type TriageInput } from './case.ts'
import { type PolicyOverrides, policyOf } from './policy.ts'
import { triageOf, triageRules } from './triage.ts'

const lesion = (facts: NonNullable<TriageInput['lesions']>[number]['facts'], more: object = {}): TriageInput => ({
  lesions: [{ facts, ...more }],
})
const scored = (algorithm: string, total: string | undefined, above?: boolean): TriageInput =>
  lesion([], { results: [{ algorithm, ...(total !== undefined && { total }), ...(above !== undefined && { above }) }] })
const severity = (instrument: string, total: string) => ({ severity: [{ instrument, total }] }) as TriageInput
const readings = (...totals: readonly string[]): TriageInput => ({
  monitoring: [{ instrument: 'pasi', readings: totals.map(total => ({ total })) }],
})
const bands = (...ranks: readonly number[]): TriageInput => ({
  monitoring: [
    { instrument: 'pasi', readings: ranks.map(bandRank => ({ total: '1', bandRank, topBand: bandRank === 4 })) },
  ],
})
const dress = (days: number, ...facts: readonly string[]) =>
  ({ facts: ['fever', 'widespread-rash', ...facts], newDrugDays: [days] }) as TriageInput
const efg = (days: number) => lesion(['elevated', 'firm'], { growingDays: days })
const merkel = ['nodule', 'red-violet', 'painless'] as const

type Edge = readonly [rule: string, fires: TriageInput, doesNot: TriageInput]

const emergencies: readonly Edge[] = [
  [
    'R1 E0',
    { facts: ['skin-pain', 'peeling'], newDrugDays: [56] },
    { facts: ['skin-pain', 'peeling'], newDrugDays: [57] },
  ],
  ['R1 E0', { facts: ['skin-pain', 'blisters'], mucosalSites: 1 }, { facts: ['blisters'], mucosalSites: 1 }],
  ['R1 E0', { facts: ['erosions'], mucosalSites: 2 }, { facts: ['peeling'], mucosalSites: 2 }],
  [
    'R1 E0',
    { facts: ['skin-pain', 'erosions', 'fever'], affectedPercent: 10 },
    { facts: ['skin-pain', 'erosions', 'fever'], affectedPercent: 9 },
  ],
  [
    'R1 E0',
    { facts: ['skin-pain', 'erosions'], affectedPercent: 10, vitals: { temperature: '38' } },
    { facts: ['skin-pain', 'erosions'], affectedPercent: 10, vitals: { temperature: '37.9' } },
  ],
  ['R1 E0', { facts: ['blisters'], mucosalSites: 2 }, { facts: ['blisters', 'burn'], mucosalSites: 2 }],
  [
    'R1 E0',
    { facts: ['blisters'], mucosalSites: 2, zoster: { rashHours: 1, disseminated: true } },
    { facts: ['blisters'], mucosalSites: 2, zoster: { rashHours: 1 } },
  ],
  [
    'R1 E0',
    { facts: ['blisters', 'clustered-vesicles'], mucosalSites: 2 },
    { facts: ['blisters', 'clustered-vesicles'], mucosalSites: 2, conditions: ['atopic-dermatitis'] },
  ],
  [
    'R2 E0',
    { facts: ['redness', 'skin-pain', 'rapidly-spreading', 'dusky'] },
    { facts: ['redness', 'skin-pain', 'rapidly-spreading'] },
  ],
  ['R3 E0', { facts: ['purpura', 'fever'] }, { facts: ['purpura'] }],
  ['R4 E0', { facts: ['angioedema', 'breathing-trouble'] }, { facts: ['angioedema'] }],
  ['R4 E0', { facts: ['urticaria'], vitals: { systolic: 89 } }, { facts: ['urticaria'], vitals: { systolic: 90 } }],
  ['R5 E0', { redPercent: 90, facts: ['fever'] }, { redPercent: 89, facts: ['fever'] }],
  ['R5 E0', { redPercent: 90, vitals: { pulse: 121 } }, { redPercent: 90, vitals: { pulse: 120 } }],
  ['R5 E0', { redPercent: 90, vitals: { systolic: 89 } }, { redPercent: 90, vitals: { systolic: 90 } }],
  ['R5 E1', { redPercent: 90 }, { redPercent: 89 }],
  ['R6 E0', dress(14, 'facial-oedema'), dress(13, 'facial-oedema')],
  ['R6 E0', dress(56, 'swollen-nodes'), dress(57, 'swollen-nodes')],
  ['R6 E0', dress(20, 'malaise', 'abnormal-blood-count'), dress(20, 'malaise')],
  ['R10 E0', { ageMonths: 2, facts: ['blisters'] }, { ageMonths: 3, facts: ['blisters'] }],
  ['R10 E0', { ageMonths: 2, facts: ['rash', 'fever'] }, { ageMonths: 2, facts: ['rash'] }],
  ['R10 E0', { ageYears: 30, facts: ['scalded-skin-pattern'] }, { ageYears: 30, facts: ['peeling'] }],
]

const sameDay: readonly Edge[] = [
  [
    'R7 E1',
    { conditions: ['atopic-dermatitis'], facts: ['punched-out-erosions'] },
    { conditions: ['eczema'], facts: ['punched-out-erosions'] },
  ],
  ['R8 E1', { zoster: { rashHours: 500, firstBranch: true } }, { zoster: { rashHours: 500 } }],
  ['R8 E1', { zoster: { rashHours: 500 }, facts: ['immunosuppressed'] }, { facts: ['immunosuppressed'] }],
  ['R9 E1', { facts: ['generalised-pustules'] }, { facts: ['rash'] }],
  ['R11 E0', { conditions: ['cellulitis'], facts: ['reduced-vision'] }, { facts: ['reduced-vision'] }],
  ['R11 E1', { conditions: ['cellulitis'], facts: ['periorbital'] }, { conditions: ['cellulitis'] }],
  ['R11 E1', { conditions: ['cellulitis'], facts: ['rapidly-spreading'] }, { facts: ['rapidly-spreading'] }],
  [
    'R11 E1',
    { conditions: ['cellulitis'], vitals: { temperature: '38.0' } },
    { conditions: ['cellulitis'], vitals: { temperature: '37.999' } },
  ],
  ['R12 E1', { facts: ['severe-pain', 'necrotic-skin'] }, { facts: ['necrotic-skin'] }],
  [
    'R12 E1',
    { conditions: ['pyoderma-gangrenosum'], facts: ['rapidly-growing'] },
    { conditions: ['pyoderma-gangrenosum'] },
  ],
  ['R28 E1', { conditions: ['cellulitis'] }, { conditions: ['cellulitis'], facts: ['fever'] }],
  ['R29 E1', { facts: ['palpable-purpura'] }, { facts: ['palpable-purpura', 'fever'] }],
  ['R30 E1', { facts: ['lip-face-swelling'] }, { facts: ['lip-face-swelling', 'tongue-swelling'] }],
  ['R31 E1', { zoster: { rashHours: 72 } }, { zoster: { rashHours: 73 } }],
  ['R31 P3', { zoster: { rashHours: 73 } }, { zoster: { rashHours: 73, firstBranch: true } }],
]

const lesions: readonly Edge[] = [
  ['R13 P2', lesion(['pigmented', 'irregular-shape', 'oozing']), lesion(['pigmented', 'irregular-shape'])],
  [
    'R13 P2',
    lesion(['pigmented', 'irregular-shape'], { diameterMm: '7' }),
    lesion(['pigmented', 'irregular-shape'], { diameterMm: '6.999' }),
  ],
  [
    'R13 P2',
    lesion(['pigmented', 'inflammation', 'oozing', 'change-in-sensation']),
    lesion(['inflammation', 'oozing', 'change-in-sensation']),
  ],
  [
    'R13 P2',
    { ...lesion(['pigmented'], { results: [{ algorithm: 'nice', total: '3' }] }) },
    lesion(['pigmented'], { results: [{ algorithm: 'nice', total: '2' }] }),
  ],
  ['R13 P2', lesion(['strong-suspicion']), lesion([])],
  ['R14 P2', scored('tds', '5.5'), scored('tds', '5.4')],
  ['R14 P3', scored('tds', '4.8'), scored('tds', '4.7')],
  ['R14 P2', scored('seven-point', '3'), scored('seven-point', '2')],
  ['R14 P2', scored('three-point', '2'), scored('three-point', '1')],
  ['R14 P2', scored('menzies', undefined, true), scored('menzies', undefined, false)],
  ['R14 P2', scored('cash', '8'), scored('cash', '7')],
  ['R14 P2', scored('tada', undefined, true), scored('tada', undefined, false)],
  ['R15 P2', efg(31), efg(30)],
  ['R15 P2', efg(31), lesion(['elevated'], { growingDays: 31 })],
  ['R16 P2', lesion(['crusted'], { diameterMm: '10.001' }), lesion(['crusted'], { diameterMm: '10' })],
  ['R16 P2', lesion(['keratinising', 'growing']), lesion(['keratinising'])],
  ['R16 P2', lesion(['keratinising', 'indurated']), lesion(['indurated', 'growing'])],
  ['R16 P2', { ...lesion(['new']), facts: ['immunosuppressed'] }, lesion(['new'])],
  ['R16 P2', lesion(['suspected-scc']), lesion(['firm'])],
  [
    'R17 P2',
    lesion(['pigmented', 'changing'], { place: 'acral' }),
    lesion(['pigmented', 'changing'], { place: 'face' }),
  ],
  ['R17 P2', lesion(['hutchinson-sign'], { place: 'nail' }), lesion(['pigmented'], { place: 'nail' })],
  ['R18 P2', lesion(['suspected-bcc'], { place: 'eyelid' }), lesion(['suspected-bcc'], { place: 'face' })],
  ['R18 P2', lesion(['suspected-bcc'], { diameterMm: '20' }), lesion(['suspected-bcc'], { diameterMm: '19.999' })],
  [
    'R18 P2',
    lesion(['suspected-bcc'], { place: 'face', diameterMm: '10' }),
    lesion(['suspected-bcc'], { place: 'face', diameterMm: '9.9' }),
  ],
  [
    'R18 P2',
    lesion(['suspected-bcc'], { visibleGrowthDays: 56 }),
    lesion(['suspected-bcc'], { visibleGrowthDays: 57 }),
  ],
  ['R18 P4', lesion(['suspected-bcc']), lesion([])],
  [
    'R19 P2',
    { ageYears: 65, ...lesion([...merkel], { visibleGrowthDays: 56 }) },
    { ageYears: 64, ...lesion([...merkel], { visibleGrowthDays: 56 }) },
  ],
  [
    'R19 P2',
    { facts: ['transplant'], ...lesion([...merkel], { visibleGrowthDays: 56 }) },
    { facts: ['transplant'], ...lesion([...merkel], { visibleGrowthDays: 57 }) },
  ],
  ['R20 P2', lesion(['significant-change-on-follow-up']), lesion(['pigmented'])],
]

const others: readonly Edge[] = [
  ['R21 P3', { facts: ['new-blistering-disease'] }, { facts: ['new-blistering-disease', 'generalised-pustules'] }],
  ['R22 P3', severity('easi', '21.1'), severity('easi', '21')],
  ['R22 P3', severity('pasi', '10.1'), severity('pasi', '10')],
  ['R22 P3', severity('dlqi', '11'), severity('dlqi', '10')],
  ['R22 P3', severity('nrs-itch', '7'), severity('nrs-itch', '6')],
  ['R22 P3', severity('uas7', '28'), severity('uas7', '27')],
  ['R22 P3', severity('salt', '50'), severity('salt', '49.999')],
  ['R22 P3', severity('ihs4', '11'), severity('ihs4', '10')],
  ['R23 P3', readings('1', '2', '3', '4'), readings('2', '3', '4')],
  ['R23 P3', readings('9', '1', '2', '3', '4'), readings('1', '2', '2', '3', '4')],
  ['R23 P3', bands(0, 2), bands(0, 1)],
  ['R23 P3', bands(3, 4), bands(4, 4)],
  [
    'R23 E0',
    { vitals: { diastolic: 120 }, facts: ['blood-pressure-symptoms'] },
    { vitals: { systolic: 179, diastolic: 119 }, facts: ['blood-pressure-symptoms'] },
  ],
  ['R23 E0', { vitals: { systolic: 180 }, facts: ['blood-pressure-symptoms'] }, { vitals: { systolic: 180 } }],
  ...(
    [
      [{ whiteCells: '2.9' }, { whiteCells: '3.0' }],
      [{ platelets: '99' }, { platelets: '100' }],
      [{ alt: { value: '105.001', upperLimit: '35' } }, { alt: { value: '105', upperLimit: '35' } }],
      [{ creatinine: { value: '100.001', baseline: '80' } }, { creatinine: { value: '100', baseline: '80' } }],
    ] as const
  ).map(([severe, not]): Edge => {
    const facts = ['on-ciclosporin'] as const
    return ['R24 E1', { facts: [...facts], laboratory: severe }, { facts: [...facts], laboratory: not }]
  }),
  ['R24 P3', { facts: ['on-methotrexate', 'abnormal-laboratory'] }, { facts: ['abnormal-laboratory'] }],
  ['R25 P4', { conditions: ['tinea'] }, { conditions: ['tinea'], severe: true }],
  ['R25 P5', { conditions: ['tinea'], facts: ['advice-only'] }, { conditions: ['tinea'] }],
  ['R25 P4', { conditions: ['urticaria'] }, { conditions: ['urticaria'], facts: ['angioedema'] }],
  ['R26 P3', { conditions: ['alopecia-scarring'] }, { conditions: ['alopecia-non-scarring'] }],
  [
    'R27 HOLD-RETAKE',
    { gate: { complete: false, allImagesFail: false } },
    { gate: { complete: true, allImagesFail: false } },
  ],
  ['R32 P5', { conditions: ['impetigo'] }, { conditions: ['acne'] }],
  ['R33 P3', { conditions: ['scarring-acne'] }, { conditions: ['acne'] }],
  ['R0 P4', {}, { conditions: ['acne'] }],
]

const firedOf = (input: TriageInput, overrides: PolicyOverrides = {}): readonly string[] =>
  triageOf(TriageCase.parse(input), policyOf(overrides)).fired.map(({ id, class: code }) => `${id} ${code}`)

const all = [...emergencies, ...sameDay, ...lesions, ...others]

describe('Every rule on each side of its edge', () => {
  test.each(all.map(([rule, yes, no], at) => ({ name: `${rule} (${at})`, rule, yes, no })))(
    '$name',
    ({ rule, yes, no }) => {
      expect(firedOf(yes)).toContain(rule)
      expect(firedOf(no)).not.toContain(rule)
    },
  )

  test('every row of the table, in each of its classes, is among them', () => {
    const tried = new Set(all.map(([rule]) => rule))
    // The class of a common basal-cell carcinoma is a clinic's choice; the next test makes it.
    const wanted = triageRules.flatMap(({ id, classes }) => classes.map(code => `${id} ${code}`))
    expect(wanted.filter(rule => !tried.has(rule))).toEqual(['R18 P3'])
  })

  test('what a clinic may choose: the class of other basal-cell carcinomas, and the revised checklist', () => {
    expect(firedOf(lesion(['suspected-bcc']), { otherBasalCell: 'P3' })).toEqual(['R18 P3'])
    const revised = scored('seven-point-revised', '1', true)
    expect(firedOf(revised)).toEqual(['R0 P4'])
    expect(firedOf(revised, { revisedSevenPoint: true })).toEqual(['R14 P2'])
  })
})
