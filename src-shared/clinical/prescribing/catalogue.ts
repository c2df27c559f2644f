import { acneRows } from './catalogue/acne.ts'
import { biologicRows } from './catalogue/biologic.ts'
import type { CatalogueRow } from './catalogue/drug.ts'
import { infectionRows } from './catalogue/infection.ts'
import { otherRows } from './catalogue/other.ts'
import { otherSubstances } from './catalogue/others.ts'
import { systemicRows } from './catalogue/systemic.ts'
import { allergyClasses, tagRows } from './catalogue/tags.ts'
import { topicalInflammationRows } from './catalogue/topical-inflammation.ts'

export const catalogueEdition = {
  id: 'cutis-dermatology-catalogue',
  source: 'RxNorm concepts as verified in public value sets; ATC: WHO Collaborating Centre, list of 2026-04-25',
  edition: '2026-11',
  owner: 'clinic policy',
} as const

/** Every drug a dermatologist prescribes here. */
export const catalogue: readonly CatalogueRow[] = [
  ...acneRows,
  ...infectionRows,
  ...topicalInflammationRows,
  ...systemicRows,
  ...biologicRows,
  ...otherRows,
]

const rowById = new Map(catalogue.map(row => [row.id, row]))
const otherIds = new Set(Object.values(otherSubstances).flat())

/** The catalogue's row of a drug; undefined where it is another substance or unknown. */
export const drugOf = (id: string): CatalogueRow | undefined => rowById.get(id)

/** True for a substance that rules know: of the catalogue or beside it. */
export const isKnown = (id: string): boolean => rowById.has(id) || otherIds.has(id)

/** Every substance that rules know. */
export const substanceIds: readonly string[] = [...new Set([...rowById.keys(), ...otherIds])]

const combined: Readonly<Record<string, readonly string[]>> = {
  'sulfamethoxazole-trimethoprim': ['sulfamethoxazole', 'trimethoprim'],
  'amoxicillin-clavulanate': ['amoxicillin', 'clavulanate'],
  'sacubitril-valsartan': ['sacubitril', 'valsartan'],
}

/** The ingredients without a route: "dapsone-topical" and "dapsone" are one for an allergy. */
export const ingredientsOf = (id: string): readonly string[] => combined[id] ?? [id.replace(/-(topical|oral)$/, '')]

/** What a substance is called in a sentence. */
export const substanceLabelOf = (id: string): string => rowById.get(id)?.name ?? id.replaceAll('-', ' ')

const groups = new Map<string, ReadonlySet<string>>()

/** The members of a group that rules name, groups within it resolved; empty where there is no such group. */
export function membersOf(group: string): ReadonlySet<string> {
  const known = groups.get(group)
  if (known) return known
  const entries = [...(tagRows[group] ?? []), ...(otherSubstances[group] ?? [])]
  const members = new Set(entries.flatMap(entry => (entry.startsWith('@') ? [...membersOf(entry.slice(1))] : [entry])))
  groups.set(group, members)
  return members
}

/** True where a substance is one of the ids and "@groups" of a rule. */
export const isOneOf = (substance: string, those: readonly string[]): boolean =>
  those.some(entry => (entry.startsWith('@') ? membersOf(entry.slice(1)).has(substance) : entry === substance))

/** The allergy classes a substance (or an allergy entry that names a class) belongs to. */
export const allergyClassesOf = (substance: string): readonly string[] =>
  allergyClasses.filter(group => group === substance || membersOf(group).has(substance))

/** What a substance duplicates: its class in the catalogue, or the group beside the catalogue that has the same name. */
export function duplicateClassOf(substance: string): string | undefined {
  const row = rowById.get(substance)
  if (row) return row.drugClass
  const beside = { 'other-tetracycline': 'tetracycline', 'other-macrolide': 'macrolide', 'other-h1': 'H1' }
  const more = {
    'other-cephalosporin': 'cephalosporin',
    'other-retinoid': 'retinoid, systemic',
    'other-azole': 'azole',
  }
  const found = Object.entries({ ...beside, ...more }).find(([group]) => membersOf(group).has(substance))
  return found?.[1]
}

/** Scheduled everywhere, or in some places: such a drug is a draft only unless its prescriber says it is not scheduled there. */
export const scheduleOf = (id: string): 'federal' | 'some-states' | undefined => {
  if (id === 'pregabalin') return 'federal'
  return id === 'gabapentin' ? 'some-states' : undefined
}

export type SteroidPotency = 'low' | 'medium' | 'medium-high' | 'high' | 'super-high'

/** Potency of a topical steroid by its class in the catalogue; undefined for every other drug. */
export function potencyOf(id: string): SteroidPotency | undefined {
  const [, potency] = /^TCS (.+)$/.exec(rowById.get(id)?.drugClass ?? '') ?? []
  return potency as SteroidPotency | undefined
}
