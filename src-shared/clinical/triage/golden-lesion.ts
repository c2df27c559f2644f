import type { GoldenConsult } from './golden.ts'

/** Consults about lesions. */
export const lesionGolden: readonly GoldenConsult[] = [
  {
    about: 'Pigmented lesion that grew and is 7 mm wide: three points',
    entered: { ageYears: 50, lesions: [{ number: 1, facts: ['pigmented', 'change-in-size'], diameterMm: '7.0' }] },
    says: 'P2 NOT_TELE',
    fired: ['R13 weighted-seven-point'],
  },
  {
    about: 'Pigmented lesion that grew, 6.9 mm wide: two points',
    entered: { ageYears: 50, lesions: [{ number: 1, facts: ['pigmented', 'change-in-size'], diameterMm: '6.9' }] },
    says: 'P4 TELE_OK',
    fired: ['R0 default-routine'],
  },
  {
    about: 'Strong suspicion without points',
    entered: { ageYears: 38, lesions: [{ number: 4, facts: ['strong-suspicion'] }] },
    says: 'P2 NOT_TELE',
    fired: ['R13 strong-suspicion'],
  },
  {
    about: 'Dermoscopy: TDS 5.5 by a clinician',
    entered: {
      ageYears: 47,
      lesions: [{ number: 1, facts: ['pigmented'], results: [{ algorithm: 'tds', total: '5.5', above: true }] }],
    },
    says: 'P2 NOT_TELE',
    fired: ['R14 dermoscopy-over-threshold'],
  },
  {
    about: 'Dermoscopy: TDS 4.8, the others below',
    entered: {
      ageYears: 47,
      lesions: [
        {
          number: 1,
          facts: ['pigmented'],
          results: [
            { algorithm: 'tds', total: '4.8', above: false },
            { algorithm: 'seven-point', total: '2', above: false },
            { algorithm: 'seven-point-revised', total: '2', above: true },
          ],
        },
      ],
    },
    says: 'P3 NOT_TELE monitoring-offered',
    fired: ['R14 tds-between'],
  },
  {
    about: 'Elevated, firm, growing for 31 days, without pigment',
    entered: { ageYears: 61, lesions: [{ number: 1, facts: ['elevated', 'firm'], growingDays: 31 }] },
    says: 'P2 NOT_TELE',
    fired: ['R15 elevated-firm-growing'],
  },
  {
    about: 'Crusted and indurated on the scalp',
    entered: { ageYears: 79, lesions: [{ number: 1, facts: ['crusted', 'indurated'] }] },
    says: 'P2 NOT_TELE',
    fired: ['R16 rough-and-indurated'],
  },
  {
    about: 'Any new lesion after a transplant',
    entered: { ageYears: 57, facts: ['transplant'], lesions: [{ number: 2, facts: ['new'] }] },
    says: 'P2 NOT_TELE',
    fired: ['R16 lesion-in-immunosuppressed'],
  },
  {
    about: 'A new dark band of the nail',
    entered: { ageYears: 52, lesions: [{ number: 1, place: 'nail', facts: ['pigmented', 'new'] }] },
    says: 'P2 NOT_TELE',
    fired: ['R17 new-or-changing-pigment'],
  },
  {
    about: 'The same band where no dermatoscope can be used: pictures will not do',
    entered: {
      ageYears: 52,
      lesions: [{ number: 1, place: 'nail', facts: ['pigmented', 'new', 'dermoscopy-impossible'] }],
    },
    says: 'P2 NOT_TELE',
    fired: ['R17 new-or-changing-pigment'],
  },
  {
    about: 'Suspected basal-cell carcinoma of the nose',
    entered: { ageYears: 68, lesions: [{ number: 1, place: 'nose', facts: ['suspected-bcc'] }] },
    says: 'P2 NOT_TELE',
    fired: ['R18 basal-cell-high-risk-place'],
  },
  {
    about: 'Suspected basal-cell carcinoma of the back, 20 mm',
    entered: { ageYears: 68, lesions: [{ number: 1, place: 'elsewhere', facts: ['suspected-bcc'], diameterMm: '20' }] },
    says: 'P2 NOT_TELE',
    fired: ['R18 basal-cell-large'],
  },
  {
    about: 'Suspected basal-cell carcinoma of the back, 19.9 mm, slow',
    entered: {
      ageYears: 68,
      lesions: [{ number: 1, place: 'elsewhere', facts: ['suspected-bcc'], diameterMm: '19.9' }],
    },
    says: 'P4 NOT_TELE',
    fired: ['R18 basal-cell-other'],
  },
  {
    about: 'Suspected basal-cell carcinoma of the cheek, 10 mm',
    entered: { ageYears: 81, lesions: [{ number: 3, place: 'face', facts: ['suspected-bcc'], diameterMm: '10' }] },
    says: 'P2 NOT_TELE',
    fired: ['R18 basal-cell-large'],
  },
  {
    about: 'Painless red-violet nodule that grew within weeks, age 65',
    entered: {
      ageYears: 65,
      lesions: [{ number: 1, facts: ['nodule', 'red-violet', 'painless'], visibleGrowthDays: 42 }],
    },
    says: 'P2 NOT_TELE',
    fired: ['R19 rapid-violet-nodule-by-age'],
  },
  {
    about: 'Change at three months of short-term follow-up; one answer is missing and the clock goes on',
    entered: {
      ageYears: 44,
      lesions: [{ number: 5, facts: ['pigmented', 'significant-change-on-follow-up'] }],
      gate: { complete: false, allImagesFail: false },
    },
    says: 'P2 NOT_TELE retake',
    fired: ['R20 change-on-short-term-follow-up', 'R27 incomplete'],
  },
  {
    about: 'Two lesions: one of three points, one suspected squamous-cell carcinoma',
    entered: {
      ageYears: 60,
      lesions: [
        { number: 1, facts: ['pigmented', 'irregular-shape', 'oozing'] },
        { number: 2, facts: ['suspected-scc'] },
      ],
    },
    says: 'P2 NOT_TELE',
    fired: ['R13 weighted-seven-point', 'R16 suspected-squamous-cell'],
  },
  {
    about: 'A boy of 15 with a strongly suspicious lesion',
    entered: { ageYears: 15, lesions: [{ number: 1, facts: ['pigmented', 'suspected-melanoma'] }] },
    says: 'P2 NOT_TELE',
    fired: ['R13 strong-suspicion'],
  },
]
