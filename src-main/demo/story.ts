import { bodyViewOf } from '../../src-shared/clinical/body-map.ts'
import type { ViewId } from '../../src-shared/clinical/body-view.ts'
import type { Person } from './cast.ts'
import { type Chance, chanceOf } from './chance.ts'

/** Where a lesion sits, and what it is called in the record. */
export interface Spot {
  readonly seed: number
  readonly label: string
  readonly siteCode: string
  readonly laterality?: 'left' | 'right'
  readonly pin: { readonly view: ViewId; readonly x: number; readonly y: number }
}

/** One visit: how many days ago, why, what was written, and what is still to do. */
export interface Visit {
  readonly daysAgo: number
  readonly reason: string
  readonly note: string
  readonly task?: { readonly text: string; readonly inDays: number }
  readonly finished: boolean
}

export interface Story {
  readonly spots: readonly Spot[]
  readonly visits: readonly Visit[]
  readonly problem?: string
}

const reasons: readonly [string, ...string[]] = [
  'Follow-up of a monitored lesion',
  'Patient noticed a change in size',
  'Skin check after a summer outdoors',
  'Referred for dermoscopy by the family doctor',
  'Yearly full skin check',
]
const firstNotes: readonly [string, ...string[]] = [
  'Baseline pictures taken. Patient shown how to look after the site and when to come back sooner.',
  'Dermoscopy documented with contact, polarised light. Comparison planned at the next visit.',
  'No itch, pain or bleeding reported. Pictures kept for later comparison.',
]
const laterNotes: readonly [string, ...string[]] = [
  'Compared with the last visit side by side. Findings discussed with the patient.',
  'Pictures retaken with the same device and mode. Patient reports no new symptoms.',
  'Comparison picture taken; orientation differs slightly because of skin tension.',
]
const problems: readonly [string, ...string[]] = [
  'Dry skin in winter',
  'Sun exposure at work (outdoor trade)',
  'Kidney transplant 2019, on immunosuppression',
  'Hay fever',
  'Many moles; monitored yearly',
]

/** What has happened to a person of the cast: the same at every start, told in days before today. */
export function storyOf(person: Person): Story {
  const chance = chanceOf(person.seed)
  const spots = Array.from({ length: person.lesions }, (_, index) => spotOf(chance, person, index))
  const visits = Array.from({ length: person.visits }, (_, index) => visitOf(chance, person, index))
  return { spots, visits, ...(chance.next() < 0.45 && { problem: chance.pick(problems) }) }
}

function spotOf(chance: Chance, person: Person, index: number): Spot {
  const view = bodyViewOf(chance.pick(['front', 'back']))
  const trunkAndLimbs = view.regions.filter(
    ({ labelAt }) => labelAt[1] > view.height * 0.16 && labelAt[1] < view.height * 0.88,
  )
  const region = trunkAndLimbs[chance.between(0, trunkAndLimbs.length - 1)] ?? view.regions[0]
  if (!region) throw new Error('a body view without regions')
  const side = region.laterality === 'left' || region.laterality === 'right' ? { laterality: region.laterality } : {}
  const [x, y] = region.labelAt
  return {
    seed: person.seed * 10 + index,
    label: `L${index + 1}`,
    siteCode: region.siteCode,
    ...side,
    pin: { view: view.id, x, y },
  }
}

function visitOf(chance: Chance, person: Person, index: number): Visit {
  const back = person.visits - 1 - index
  const newest = back === 0
  const daysAgo = back * chance.between(85, 130) + (newest ? chance.between(0, 20) : 0)
  const task = newest && chance.next() < 0.4
  return {
    daysAgo,
    reason: chance.pick(reasons),
    note: chance.pick(index === 0 ? firstNotes : laterNotes),
    ...(task && { task: { text: 'Book a follow-up for comparison pictures', inDays: chance.between(-3, 40) } }),
    finished: !newest || daysAgo > 2,
  }
}
