import { z } from 'zod'
import type { CatalogueRow } from '../../src-shared/clinical/prescribing/catalogue/drug.ts'
import { drugOf, scheduleOf } from '../../src-shared/clinical/prescribing/catalogue.ts'
import { searchDrugs, substanceNamed, substanceOfRxcui } from '../../src-shared/clinical/prescribing/search.ts'
import type { DrugRow, DrugsFound } from '../../src-shared/contract/prescribing.ts'
import { present } from '../records/index.ts'
import type { Desk } from './desk.ts'

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm'
const most = 20
/** A search is typed against: so long the clinic's list may take, then the catalogue answers alone. */
const withinMs = 1500

const Expansion = z.object({
  resourceType: z.literal('ValueSet'),
  expansion: z.object({
    contains: z.array(z.object({ system: z.string(), code: z.string(), display: z.string().optional() })).default([]),
  }),
})
type Concept = z.output<typeof Expansion>['expansion']['contains'][number]

/** The concepts of the clinic's terminology server; undefined where it has none or does not answer in time. */
async function askedOf({ look }: Pick<Desk, 'look'>, text: string): Promise<readonly Concept[] | undefined> {
  const asked = new URLSearchParams({ url: `${rxnorm}/vs`, filter: text, count: String(most * 5) })
  const told = await look(`ValueSet/$expand?${asked.toString()}`, withinMs).catch(() => undefined)
  const contains = Expansion.safeParse(told).data?.expansion.contains
  return contains?.filter(({ system }) => system === rxnorm)
}

const rowIn = ({ code, display = '' }: Concept) => {
  const id = substanceOfRxcui(code) ?? substanceNamed(display)
  return id === undefined ? undefined : drugOf(id)
}

const shown = ({ id, name, drugClass, routes, products }: CatalogueRow): DrugRow => ({
  id,
  name,
  drugClass,
  routes: [...routes],
  products: products.map(product => ({ ...product })),
  ...present({ schedule: scheduleOf(id) }),
})

/**
 * Medicines by a text: what the clinic's terminology server finds first, then the catalogue, each once. What no rule knows is named
 * apart, since nothing of it could be checked.
 */
export async function findDrugs(desk: Pick<Desk, 'look'>, text: string): Promise<DrugsFound> {
  const own = searchDrugs(text, most)
  if (text.trim() === '') return { searched: 'catalogue', rows: [], unknown: [] }
  const concepts = await askedOf(desk, text)
  const theirs = (concepts ?? []).map(concept => ({ concept, row: rowIn(concept) }))
  // What is called exactly so, or begins so, stays first: Enter takes the first.
  const rows = [...new Set([...own.slice(0, 1), ...theirs.flatMap(({ row }) => row ?? []), ...own])]
  const names = theirs.flatMap(({ concept, row }) => (row ? [] : [concept.display ?? concept.code]))
  return {
    searched: concepts ? 'clinic' : 'catalogue',
    rows: rows.slice(0, most).map(shown),
    unknown: [...new Set(names)].slice(0, 5),
  }
}
