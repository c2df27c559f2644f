import { type PrescribingRule, policy } from './rule.ts'

const programme = { kind: 'programme', drugs: ['isotretinoin'], when: { kind: 'computed' }, severity: 'X' } as const
const rems = 'Isotretinoin programme (iPLEDGE REMS)'
const modified = `${rems}, modification approved 2026-02-09, in effect from 2026-08-08`
const before = { source: rems, from: '2021-12-13', to: '2026-08-07', edition: '2021-12' } as const
const after = { source: modified, from: '2026-08-08', edition: '2026-08' } as const

/** From here on tests at home count during treatment where the prescriber allows them. */
export const homeTestsFrom = after.from

/** The isotretinoin programme by date. Its own site stays the authority; here it is tracked and warned of. */
export const programmeRules: readonly PrescribingRule[] = [
  policy({
    ...programme,
    id: 'PROG-CONFIRM',
    drugs: ['isotretinoin', 'acitretin'],
    source: rems,
    words: '{drug}: the patient can become pregnant, and no confirmation of the pregnancy programme is on record.',
  }),
  policy({
    ...programme,
    id: 'PROG-CONTRA',
    source: rems,
    words: '{drug}: two forms of contraception or abstinence are not on record.',
  }),
  policy({
    ...programme,
    id: 'PROG-TESTS',
    source: `${rems}; interval to be confirmed on the label of the day`,
    words:
      '{drug}: two negative pregnancy tests in a medical setting, {limit} days apart, are needed before the start; {found} found.',
  }),
  policy({
    ...programme,
    ...before,
    id: 'PROG-WINDOW',
    words:
      '{drug}: the window of {limit} days after the last pregnancy test ({on}) is over; the programme tells when to test again.',
  }),
  policy({
    ...programme,
    ...after,
    id: 'PROG-WINDOW',
    words:
      '{drug}: the window of {limit} days after the last pregnancy test ({on}) is over; test again at once, without a wait.',
  }),
  policy({
    ...programme,
    ...before,
    id: 'PROG-HOME',
    words: '{drug}: a pregnancy test at home ({on}) does not count.',
    supersedes: ['PROG-WINDOW', 'PROG-TESTS'],
  }),
  policy({
    ...programme,
    ...after,
    id: 'PROG-HOME',
    words:
      '{drug}: the pregnancy test at home ({on}) does not count: only during treatment, allowed by the prescriber, and with proof.',
    supersedes: ['PROG-WINDOW', 'PROG-TESTS'],
  }),
  policy({
    ...programme,
    id: 'PROG-WINDOW-30',
    source: rems,
    words: '{drug}: the window of {limit} days after the visit of {on} is over.',
  }),
  policy({ ...programme, id: 'PROG-SUPPLY', source: rems, words: '{drug}: {days} days supplied, over {limit}.' }),
  policy({
    ...programme,
    id: 'PROG-REFILLS',
    source: rems,
    words: '{drug}: {refills} refills; the programme allows none.',
  }),
]
