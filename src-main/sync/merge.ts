import type { Resource } from '../../src-shared/fhir/index.ts'
import { sameValue, tells } from './same.ts'

/** The three bodies of one record: last agreed, held here, held by the clinic. All with local references. */
export interface Three {
  readonly base: Resource | undefined
  readonly mine: Resource
  readonly theirs: Resource
}

export type Merge =
  /** The clinic already has what we hold. */
  | { readonly kind: 'same' }
  | { readonly kind: 'merged'; readonly body: Resource }
  /** Elements a person must choose between. */
  | { readonly kind: 'conflict'; readonly fields: readonly string[] }

export type Side = 'mine' | 'theirs'

// One element with a choice of type (hl7.org/fhir/R4/formats.html#choice): both sides may have chosen differently.
const choices = [
  'value',
  'effective',
  'onset',
  'abatement',
  'deceased',
  'multipleBirth',
  'created',
  'occurrence',
  'performed',
  'medication',
  'reported',
  'timing',
  'serviced',
  'scheduled',
]
const choice = new RegExp(`^(${choices.join('|')})(?=[A-Z])`)

/** The element a JSON property belongs to: `_birthDate` to `birthDate`, `valueString` to `value`. */
export const elementOf = (property: string): string => {
  const plain = property.startsWith('_') ? property.slice(1) : property
  return choice.exec(plain)?.[1] ?? plain
}

/**
 * Merges per top-level element against the last agreed body. Elements that one side changed are taken from it; an
 * element both changed differently is a conflict, and so is any change on both sides of something signed.
 */
export function mergeOf(three: Three): Merge {
  const { mine, theirs } = three
  const { both, onlyMine, onlyTheirs } = changesOf(three)
  if (both.length + onlyMine.length + onlyTheirs.length === 0 || sameOn(mine, theirs)) return { kind: 'same' }
  if (isSigned(three) && onlyTheirs.length + both.length > 0 && onlyMine.length + both.length > 0)
    return { kind: 'conflict', fields: [...both, ...onlyMine, ...onlyTheirs].sort() }
  if (both.length > 0) return { kind: 'conflict', fields: both }
  return { kind: 'merged', body: composed(three, new Set(onlyTheirs)) }
}

/** The body after a person chose: their pick where they named a side, else the side that changed, else ours. */
export function chosen(three: Three, take: Readonly<Record<string, Side>>): Resource {
  const { onlyTheirs } = changesOf(three)
  const from = new Set(onlyTheirs)
  for (const [element, side] of Object.entries(take)) {
    if (side === 'theirs') from.add(element)
    else from.delete(element)
  }
  return composed(three, from)
}

/** Bodies signed by a clinician: changed on both sides they are never put together by a program. */
function isSigned({ base, mine, theirs }: Three): boolean {
  if (mine.resourceType === 'MedicationRequest' || mine.resourceType === 'DiagnosticReport') return true
  if (mine.resourceType !== 'DocumentReference') return false
  return [base, mine, theirs].some(body => signedStates.has(body?.['docStatus']))
}
const signedStates: ReadonlySet<unknown> = new Set(['final', 'amended'])

interface Changes {
  readonly both: readonly string[]
  readonly onlyMine: readonly string[]
  readonly onlyTheirs: readonly string[]
}

function changesOf({ base, mine, theirs }: Three): Changes {
  const both: string[] = []
  const onlyMine: string[] = []
  const onlyTheirs: string[] = []
  for (const element of elementsOf([base, mine, theirs])) {
    if (sameElement(mine, theirs, element)) continue
    if (sameElement(base, theirs, element)) onlyMine.push(element)
    else if (sameElement(base, mine, element)) onlyTheirs.push(element)
    else both.push(element)
  }
  return { both, onlyMine, onlyTheirs }
}

const elementsOf = (bodies: readonly (Resource | undefined)[]): string[] =>
  [...new Set(bodies.flatMap(body => Object.keys(body ?? {}).map(elementOf)))].filter(tells).sort()

const sameElement = (one: Resource | undefined, other: Resource | undefined, element: string): boolean =>
  sameValue(partOf(one, element), partOf(other, element))

const sameOn = (mine: Resource, theirs: Resource): boolean =>
  elementsOf([mine, theirs]).every(element => sameElement(mine, theirs, element))

/** All properties of one element: an attachment's address is left to `same.ts` to judge. */
export function partOf(body: Resource | undefined, element: string): Readonly<Record<string, unknown>> | undefined {
  const parts = Object.entries(body ?? {}).filter(([property]) => elementOf(property) === element)
  return parts.length > 0 ? Object.fromEntries(parts) : undefined
}

function composed({ mine, theirs }: Three, fromTheirs: ReadonlySet<string>): Resource {
  const keep = Object.entries(mine).filter(([property]) => !fromTheirs.has(elementOf(property)))
  const take = Object.entries(theirs).filter(([property]) => fromTheirs.has(elementOf(property)))
  return Object.fromEntries([...keep, ...take]) as Resource
}
