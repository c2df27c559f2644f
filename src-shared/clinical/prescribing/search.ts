import type { CatalogueRow } from './catalogue/drug.ts'
import { otherSynonyms } from './catalogue/others.ts'
import { catalogue, substanceIds } from './catalogue.ts'

/** Other names people type: other countries' names, abbreviations, brands of the verified products come from the table itself. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  isotretinoin: ['accutane', '13-cis-retinoic acid'],
  'benzoyl-peroxide': ['bpo'],
  'sulfamethoxazole-trimethoprim': ['co-trimoxazole', 'cotrimoxazole', 'tmp-smx', 'bactrim'],
  cephalexin: ['cefalexin'],
  acyclovir: ['aciclovir'],
  valacyclovir: ['valaciclovir'],
  cyclosporine: ['ciclosporin', 'cyclosporin', 'ciclosporine'],
  'mycophenolate-mofetil': ['mmf', 'cellcept'],
  hydroxychloroquine: ['hcq', 'plaquenil'],
  methotrexate: ['mtx'],
  calcipotriene: ['calcipotriol'],
  'fluorouracil-topical': ['5-fu', '5-fluorouracil', 'efudex'],
  desonide: ['desowen'],
  'ivermectin-topical': ['soolantra'],
  finasteride: ['propecia'],
  betamethasone: ['betametasone'],
  'nystatin-topical': ['nystatine'],
  azathioprine: ['aza', 'imuran'],
  adalimumab: ['humira'],
  etanercept: ['enbrel'],
  infliximab: ['remicade'],
  ustekinumab: ['stelara'],
  spironolactone: ['aldactone'],
  'minoxidil-oral': ['low-dose oral minoxidil', 'ldom'],
  clobetasol: ['clobetasol propionate'],
  'selenium-sulfide': ['selenium sulphide'],
}

/** Small letters without accents, words apart by one blank: "Méthotrexate  5-FU" → "methotrexate 5 fu". */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

interface Entry {
  readonly row: CatalogueRow
  readonly name: string
  readonly names: readonly string[]
  readonly words: string
}

const entries: readonly Entry[] = catalogue.map(row => {
  const brands = row.products.flatMap(({ brand }) => (brand === undefined ? [] : [brand]))
  const names = [row.name, ...(synonyms[row.id] ?? []), ...brands].map(plain)
  return { row, name: plain(row.name), names, words: [...names, plain(row.drugClass)].join(' ') }
})

const rankOf = ({ names, words }: Entry, asked: string): number => {
  if (names.includes(asked)) return 0
  if (names.some(name => name.startsWith(asked))) return 1
  const parts = asked.split(' ')
  const padded = ` ${words}`
  if (parts.every(part => padded.includes(` ${part}`))) return 2
  return parts.every(part => words.includes(part)) ? 3 : 4
}

/**
 * Drugs by parts of their names, synonyms, brands or class; accents and signs do not matter. Exact names first, then
 * beginnings, then beginnings of words, then parts; within those by name.
 */
export function searchDrugs(text: string, most = 20): readonly CatalogueRow[] {
  const asked = plain(text)
  if (asked === '') return []
  return entries
    .map(entry => ({ entry, rank: rankOf(entry, asked) }))
    .filter(({ rank }) => rank < 4)
    .sort((a, b) => a.rank - b.rank || (a.entry.name < b.entry.name ? -1 : 1))
    .slice(0, most)
    .map(({ entry }) => entry.row)
}

const idByName = new Map<string, string>()
for (const id of substanceIds) idByName.set(plain(id), id)
for (const [id, names] of Object.entries(otherSynonyms)) for (const name of names) idByName.set(plain(name), id)
for (const { row, names } of entries) for (const name of names) idByName.set(name, row.id)

/**
 * The substance that words of a medicine list mean ("Ibuprofen 400 mg tablet"), or undefined: never a guess by likeness.
 * The route decides where one ingredient has two entries ("terbinafine" by mouth or on the skin).
 */
export function substanceNamed(text: string, route?: 'oral' | 'topical'): string | undefined {
  const words = plain(text).split(' ')
  for (let length = Math.min(words.length, 5); length > 0; length--) {
    const name = words.slice(0, length).join(' ')
    const found = (route && idByName.get(`${name} ${route}`)) ?? idByName.get(name)
    if (found !== undefined) return found
  }
  return undefined
}

const idByConcept = new Map(
  catalogue.flatMap(({ id, rxcui, products }) => [
    ...(rxcui.length === 1 ? rxcui.map(code => [code, id] as const) : []),
    ...products.map(product => [product.rxcui, id] as const),
  ]),
)

/** The drug of a verified RxNorm concept; undefined where the catalogue does not have it. */
export const substanceOfRxcui = (rxcui: string): string | undefined => idByConcept.get(rxcui)
