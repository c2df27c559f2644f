import type { GoldenConsult } from './golden.ts'

/** Soon, routine and advice. */
export const routineGolden: readonly GoldenConsult[] = [
  {
    about: 'New blistering disease, well',
    entered: { ageYears: 77, facts: ['new-blistering-disease', 'blisters'] },
    says: 'P3 TELE_OK',
    fired: ['R21 new-blistering-disease'],
  },
  {
    about: 'Eczema with EASI 21.1',
    entered: { ageYears: 24, conditions: ['eczema'], severe: true, severity: [{ instrument: 'easi', total: '21.1' }] },
    says: 'P3 TELE_OK',
    fired: ['R22 severe-score'],
  },
  {
    about: 'Eczema with EASI 21 exactly',
    entered: { ageYears: 24, conditions: ['eczema'], severity: [{ instrument: 'easi', total: '21' }] },
    says: 'P4 TELE_OK',
    fired: ['R25 common-condition'],
  },
  {
    about: 'Hives with UAS7 28 and itch 7',
    entered: {
      ageYears: 31,
      conditions: ['urticaria'],
      severity: [
        { instrument: 'uas7', total: '28' },
        { instrument: 'nrs-itch', total: '7' },
      ],
    },
    says: 'P3 TELE_OK',
    fired: ['R22 severe-score', 'R22 severe-score', 'R25 common-condition'],
  },
  {
    about: 'Three home readings in a row, each worse than the one before',
    entered: {
      ageYears: 40,
      monitoring: [{ instrument: 'pasi', readings: ['4', '4.1', '5', '6.2'].map(total => ({ total })) }],
    },
    says: 'P3 TELE_OK',
    fired: ['R23 worsening-readings'],
  },
  {
    about: 'Two bands up between two home readings',
    entered: {
      ageYears: 40,
      monitoring: [
        {
          instrument: 'easi',
          readings: [
            { total: '0.8', bandRank: 1 },
            { total: '8', bandRank: 3 },
          ],
        },
      ],
    },
    says: 'P3 TELE_OK',
    fired: ['R23 bands-up'],
  },
  {
    about: 'Blood pressure 180 with headache on monitoring',
    entered: { ageYears: 59, vitals: { systolic: 180, diastolic: 95 }, facts: ['blood-pressure-symptoms'] },
    says: 'E0 EMERGENCY',
    fired: ['R23 high-blood-pressure-with-symptoms'],
  },
  {
    about: 'Methotrexate with ALT over three times the limit',
    entered: {
      ageYears: 62,
      facts: ['on-methotrexate', 'abnormal-liver-test'],
      laboratory: { alt: { value: '121', upperLimit: '40' } },
    },
    says: 'E1 TELE_OK',
    fired: ['R24 laboratory-value-severe'],
  },
  {
    about: 'Methotrexate with ALT at three times the limit',
    entered: {
      ageYears: 62,
      facts: ['on-methotrexate', 'abnormal-liver-test'],
      laboratory: { alt: { value: '120', upperLimit: '40' } },
    },
    says: 'P3 TELE_OK',
    fired: ['R24 laboratory-value-abnormal'],
  },
  {
    about: 'A rash after a drug, without red flags',
    entered: { ageYears: 29, facts: ['suspicious-drug-reaction', 'rash'] },
    says: 'P3 TELE_OK',
    fired: ['R24 suspicious-drug-reaction'],
  },
  {
    about: 'Mild acne',
    entered: { ageYears: 17, conditions: ['acne'] },
    says: 'P4 TELE_OK',
    fired: ['R25 common-condition'],
  },
  {
    about: 'Rosacea, advice only',
    entered: { ageYears: 43, conditions: ['rosacea'], facts: ['advice-only'] },
    says: 'P5 TELE_OK',
    fired: ['R25 common-condition-advice'],
  },
  {
    about: 'Scarring hair loss suspected',
    entered: { ageYears: 39, conditions: ['alopecia-scarring'] },
    says: 'P3 TELE_OK',
    fired: ['R26 scarring-alopecia'],
  },
  {
    about: 'Psoriasis whose pictures all fail',
    entered: { ageYears: 36, conditions: ['psoriasis'], gate: { complete: true, allImagesFail: true } },
    says: 'HOLD-RETAKE TELE_OK retake',
    fired: ['R25 common-condition', 'R27 all-images-fail'],
  },
  {
    about: 'Scabies',
    entered: { ageYears: 9, conditions: ['scabies'] },
    says: 'P5 TELE_OK',
    fired: ['R32 impetigo-or-scabies'],
  },
  {
    about: 'Nodular acne',
    entered: { ageYears: 18, conditions: ['nodular-acne'], plan: ['injection'] },
    says: 'P3 DX_TELE_TX_OFFLINE',
    fired: ['R33 acne-nodular-or-scarring'],
  },
  {
    about: 'Plain warts',
    entered: { ageYears: 12, conditions: ['warts'] },
    says: 'P4 DX_TELE_TX_OFFLINE',
    fired: ['R25 common-condition'],
  },
]
