import type { SubstanceCode } from '../../contract/chart.ts'
import { allergyClasses } from './catalogue/tags.ts'
import { catalogue } from './catalogue.ts'
import { searchDrugs } from './search.ts'

/** `nsaid` as NSAID, `sulfonamide-antibiotic` as Sulfonamide antibiotic. */
function classWords(id: string): string {
  const bare = id.replaceAll('-', ' ')
  return bare === 'nsaid' ? 'NSAID' : `${bare.slice(0, 1).toUpperCase()}${bare.slice(1)}`
}

/** Classes by the words that people say of an allergy. */
const classes = new Map<string, string>(allergyClasses.map(id => [classWords(id), id]))
const classNames = [...classes.keys()]

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

/** Names to choose from while typing: classes first where an allergy is asked for. */
export function suggest(text: string, of: 'allergy' | 'medicine'): readonly string[] {
  const typed = text.trim().toLowerCase()
  if (typed === '') return []
  const named = of === 'allergy' ? classNames.filter(name => name.toLowerCase().startsWith(typed)) : []
  return [...new Set([...named, ...searchDrugs(text, 8).map(({ name }) => name)])]
}

/** The codes of a name that the catalogue or the classes have; none for other words. */
export function codesFor(text: string, of: 'allergy' | 'medicine'): SubstanceCode[] {
  const group = of === 'allergy' ? classNames.find(name => same(name, text)) : undefined
  const id = group === undefined ? undefined : classes.get(group)
  if (id !== undefined) return [{ system: 'class', code: id }]
  const drug = catalogue.find(({ name }) => same(name, text))
  if (!drug) return []
  const [rxcui, ...others] = drug.rxcui
  // Several ingredients have several concepts: none of them is the whole.
  const single = rxcui !== undefined && others.length === 0 ? [{ system: 'rxnorm' as const, code: rxcui }] : []
  return [...single, ...(drug.atc === '' ? [] : [{ system: 'atc' as const, code: drug.atc }])]
}
