import type { Algorithm, Band, Reading } from './algorithm.ts'
import { type Answers, anyOf, countOf, feature, type Part } from './criterion.ts'

const decided = (id: string, label: string, above: boolean): Reading => ({
  kind: 'scored',
  band: { id, label, above } satisfies Band,
})

/** The six colours of this method: white is not one of them. */
const menziesColourCodes = ['black', 'grey', 'blue', 'red', 'dark-brown', 'light-brown'].map(name => `colour.${name}`)
const menziesColours = countOf(...menziesColourCodes.map(feature))

const menziesPositive = [
  'veil',
  'dots.brown',
  'streaks.pseudopods',
  'streaks.radial',
  'regression.scar',
  'dots.peripheral',
  'dots.blue-grey',
  'network.broadened',
] as const

/** "Single colour" and "multiple colours" follow from the colours that are ticked. */
const menziesReading = (answers: Answers): Reading => {
  const colours = menziesColours(answers)
  const symmetric = feature('symmetry.everywhere')(answers)
  const positive = anyOf(...menziesPositive)(answers)
  if (symmetric.value === 1)
    return decided('negative-feature', 'Has a negative feature: does not meet the published rule', false)
  if (colours.value !== undefined && colours.value <= 1)
    return decided('negative-feature', 'Has a negative feature: does not meet the published rule', false)
  // Many colours are a positive feature by themselves; then the others need not be known.
  const many = colours.value !== undefined && colours.value >= 5
  const missing = [...symmetric.missing, ...colours.missing, ...(many ? [] : positive.missing)]
  if (missing.length > 0) return { kind: 'incomplete', missing }
  return many || positive.value === 1
    ? decided('rule-met', 'No negative and at least one positive feature: meets the published rule', true)
    : decided('no-positive-feature', 'No positive feature: does not meet the published rule', false)
}

export const menzies: Algorithm = {
  id: 'menzies',
  name: 'Menzies method',
  version: 'cutis-menzies/1',
  formula:
    'Met when neither negative feature (pattern symmetric everywhere, single colour) and at least one of nine positive features is present (five or six colours is one of them)',
  source: 'Menzies 1996, Arch Dermatol 132:1178',
  inputs: ['symmetry.everywhere', ...menziesColourCodes, ...menziesPositive],
  blocks: ['face', 'acral', 'nail', 'mucosa'],
  warns: ['uncertain'],
  dermoscopic: true,
  read: menziesReading,
}

const tadaOrganised = [
  'streaks.starburst',
  'colour.blue',
  'colour.grey',
  'area.shiny-white',
  'network.negative',
  'vessels.any',
  'vessels.atypical',
  'vessels.polymorphous',
  'ulceration',
] as const

const isOpen = ({ value }: Part): boolean => value === undefined

const tadaReading = (answers: Answers): Reading => {
  const first = feature('triage.recognised')(answers)
  if (isOpen(first)) return { kind: 'incomplete', missing: first.missing }
  if (first.value === 1) return decided('stops-at-1', 'Ends at step 1: not above', false)
  const second = feature('triage.disorganised')(answers)
  if (second.value === 1) return decided('positive-at-2', 'Positive at step 2 (disorganised)', true)
  const third = anyOf(...tadaOrganised)(answers)
  const missing = [...second.missing, ...third.missing]
  if (missing.length > 0) return { kind: 'incomplete', missing }
  return third.value === 1
    ? decided('positive-at-3', 'Positive at step 3 (organised, with one of its features)', true)
    : decided('negative', 'Organised, with none of the features of step 3: negative', false)
}

export const tada: Algorithm = {
  id: 'tada',
  name: 'TADA',
  version: 'cutis-tada/1',
  formula:
    'Step 1: recognised beyond doubt, ends. Step 2: disorganised, positive. Step 3: organised with starburst, blue or grey colour, shiny white structures (polarised light), negative network, vessels or ulceration, positive',
  source: 'Rogers 2017, Dermatol Pract Concept 7(2):9',
  inputs: ['triage.recognised', 'triage.disorganised', ...tadaOrganised],
  blocks: [],
  warns: ['face', 'acral', 'nail', 'mucosa', 'uncertain'],
  dermoscopic: true,
  read: tadaReading,
}
