import type { LabFact, PatientFacts, ProgrammeFact } from '../types.ts'
import { daily, inOrder, lab, man, oral, woman } from './builders.ts'
import type { Edge } from './edges.ts'

const iso = oral('isotretinoin', ['40', daily(1), 30])
const tested = (on: string, more: Partial<LabFact> = {}) =>
  lab('hcg', undefined, { verdict: 'negative', setting: 'medical', on, ...more })
const programme = (more: Partial<ProgrammeFact> = {}): Pick<PatientFacts, 'programmes'> => ({
  programmes: [{ drug: 'isotretinoin', confirmedOn: '2020-01-01', contraceptives: 2, ...more }],
})
const starting = (tests: readonly LabFact[], more: Partial<ProgrammeFact> = {}) =>
  woman({ ...programme(more), labs: [...inOrder, ...tests] })
const treated = (tests: readonly LabFact[], more: Partial<ProgrammeFact> = {}) =>
  woman({
    ...programme(more),
    labs: [...inOrder, ...tests],
    medicines: [{ substance: 'isotretinoin', startedOn: '2020-06-01' }],
  })
const home = (on: string) => tested(on, { setting: 'home', proof: 'photo with code and date' })
const permits = { homeTests: true }
const visited = (visitOn: string) => man(programme({ visitOn }))

/** The isotretinoin programme by date, and the hard check of a refill. */
export const programmeEdges: readonly Edge[] = [
  ['PROG-CONFIRM', 'confirmed', [iso, woman()], [iso, woman(programme())]],
  [
    'PROG-CONFIRM',
    'can become pregnant',
    [iso, man({ canBecomePregnant: true })],
    [iso, woman({ canBecomePregnant: false })],
  ],
  [
    'PROG-CONFIRM',
    'acitretin too',
    [oral('acitretin', ['25']), woman(programme())],
    [oral('acitretin', ['25']), woman({ programmes: [{ drug: 'acitretin', confirmedOn: '2026-11-25' }] })],
  ],
  ['PROG-CONTRA', 'two forms', [iso, woman(programme({ contraceptives: 1 }))], [iso, woman(programme())]],
  [
    'PROG-CONTRA',
    'abstinence',
    [iso, woman(programme({ contraceptives: 0 }))],
    [iso, woman(programme({ contraceptives: 0, abstinence: true }))],
  ],
  [
    'PROG-TESTS',
    '30 days apart',
    [iso, starting([tested('2026-11-24'), tested('2026-10-26')])],
    [iso, starting([tested('2026-11-24'), tested('2026-10-25')])],
  ],
  [
    'PROG-TESTS',
    'before the start only',
    [iso, starting([tested('2026-11-24')])],
    [iso, treated([tested('2026-11-24')])],
  ],
  [
    'PROG-WINDOW',
    '7 days, the first is the sample',
    [iso, treated([tested('2026-11-18')])],
    [iso, treated([tested('2026-11-19')])],
  ],
  ['PROG-WINDOW', 'a test at all', [iso, treated([])], [iso, treated([tested('2026-11-25')])]],
  [
    'PROG-HOME',
    'from 2026-08-08',
    [iso, treated([home('2026-08-07')], permits), '2026-08-07'],
    [iso, treated([home('2026-08-08')], permits), '2026-08-08'],
  ],
  [
    'PROG-HOME',
    'only where allowed',
    [iso, treated([home('2026-11-24')])],
    [iso, treated([home('2026-11-24')], permits)],
  ],
  [
    'PROG-HOME',
    'only with proof',
    [iso, treated([tested('2026-11-24', { setting: 'home' })], permits)],
    [iso, treated([home('2026-11-24')], permits)],
  ],
  [
    'PROG-HOME',
    'not before the start',
    [iso, starting([home('2026-11-24'), tested('2026-10-20')], permits)],
    [iso, treated([home('2026-11-24'), tested('2026-10-20')], permits)],
  ],
  ['PROG-WINDOW-30', '30 days, the first is the visit', [iso, visited('2026-10-26')], [iso, visited('2026-10-27')]],
  ['PROG-SUPPLY', '30 days', [oral('isotretinoin', ['40', daily(1), 31]), man()], [iso, man()]],
  ['PROG-REFILLS', 'none', [{ ...iso, refills: 1 }, man()], [iso, man()]],
  ['LAB-HARD', 'a month', [iso, treated([tested('2026-10-24')])], [iso, treated([tested('2026-10-25')])]],
]
