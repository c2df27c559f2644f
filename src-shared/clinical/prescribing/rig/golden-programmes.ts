import { taperOf } from '../calculators.ts'
import type { PatientFacts, PregnancyTest, ProgrammeFact } from '../types.ts'
import { cream, daily, inOrder, man, oral, since, sites, woman } from './builders.ts'
import type { GoldenPrescription } from './golden.ts'

const recent = '2026-11-20'
const before = '2026-10-10'
const isotretinoin = () => oral('isotretinoin', ['40', daily(1), 30])
const medical = (on: string): PregnancyTest => ({ on, verdict: 'negative', setting: 'medical' })
const atHome = (on: string, proof?: string): PregnancyTest => ({
  on,
  verdict: 'negative',
  setting: 'home',
  ...(proof !== undefined && { proof }),
})

/** A woman whose pregnancy tests stand beside the programme alone. */
const written = (tests: readonly PregnancyTest[], more: Partial<ProgrammeFact> = {}): PatientFacts =>
  woman({
    labs: [...inOrder],
    programmes: [{ drug: 'isotretinoin', confirmedOn: recent, contraceptives: 2, tests: [...tests], ...more }],
  })
const treated = (facts: PatientFacts): PatientFacts => ({
  ...facts,
  medicines: [since('isotretinoin', '2026-10-26')],
})

const prednisone = taperOf({ fromMg: '40', downByMg: '10', everyDays: 3, lastMg: '10' }) ?? []

/** What stands in the fields of a pregnancy programme, and directions made by the taper builder. */
export const goldenProgrammes: readonly GoldenPrescription[] = [
  ['isotretinoin, both tests written down', isotretinoin(), written([medical(recent), medical(before)]), []],
  ['isotretinoin, one test written down', isotretinoin(), written([medical(recent)]), ['PROG-TESTS:X']],
  [
    'isotretinoin, a test written down eight days ago',
    isotretinoin(),
    written([medical('2026-11-17'), medical(before)]),
    ['PROG-WINDOW:X'],
  ],
  [
    'isotretinoin, a test written down on the first of its seven days',
    isotretinoin(),
    written([medical('2026-11-25'), medical(before)]),
    [],
  ],
  ['isotretinoin, the last of the seven days', isotretinoin(), written([medical('2026-11-19'), medical(before)]), []],
  [
    'isotretinoin, a positive test written down',
    isotretinoin(),
    written([{ ...medical(recent), verdict: 'positive' }, medical(before)]),
    ['PREG-RETINOID:X'],
  ],
  [
    'isotretinoin, tested at home before the start',
    isotretinoin(),
    written([atHome(recent, 'photo with code and date'), medical(before)], { homeTests: true }),
    ['PROG-HOME:X'],
  ],
  [
    'isotretinoin, tested at home in the second month with proof',
    isotretinoin(),
    treated(written([atHome(recent, 'photo with code and date'), medical(before)], { homeTests: true })),
    [],
  ],
  [
    'isotretinoin, tested at home in the second month without proof',
    isotretinoin(),
    treated(written([atHome(recent), medical(before)], { homeTests: true })),
    ['PROG-HOME:X'],
  ],
  [
    'isotretinoin, one contraceptive',
    isotretinoin(),
    written([medical(recent), medical(before)], { contraceptives: 1 }),
    ['PROG-CONTRA:X'],
  ],
  [
    'isotretinoin, abstinence',
    isotretinoin(),
    written([medical(recent), medical(before)], { contraceptives: 0, abstinence: true }),
    [],
  ],
  [
    'isotretinoin of a man, a visit 31 days ago',
    isotretinoin(),
    man({ programmes: [{ drug: 'isotretinoin', visitOn: '2026-10-26' }] }),
    ['PROG-WINDOW-30:X'],
  ],
  [
    'isotretinoin of a man, the last of thirty days',
    isotretinoin(),
    man({ programmes: [{ drug: 'isotretinoin', visitOn: '2026-10-27' }] }),
    [],
  ],
  [
    'a confirmation for another medicine',
    isotretinoin(),
    woman({ programmes: [{ drug: 'acitretin', confirmedOn: recent, contraceptives: 2 }] }),
    ['PROG-CONFIRM:X'],
  ],
  ['prednisone in a taper of twelve days', oral('prednisone', ['40'], { steps: [...prednisone] }), man(), []],
  [
    'a cream with indication, pharmacy and days',
    cream('triamcinolone', [[sites.back]], {
      indication: { code: 'L20.9', display: 'Atopic dermatitis, unspecified' },
      pharmacy: '1234567',
      pharmacyName: 'Corner Pharmacy',
      effectiveOn: '2026-11-26',
      expiresOn: '2027-05-25',
    }),
    man(),
    [],
  ],
]
