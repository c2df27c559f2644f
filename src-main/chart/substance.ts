import type { SubstanceCode } from '../../src-shared/contract/chart.ts'
import type { CodeableConcept, Coding } from '../../src-shared/fhir/index.ts'
import { codeSystem } from '../records/index.ts'

/** Where the codes of substances are named; classes are this program's own. */
const systems = {
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  atc: 'http://www.whocc.no/atc',
  class: `${codeSystem}/substance-class`,
} as const satisfies Record<SubstanceCode['system'], string>

const names = Object.keys(systems) as SubstanceCode['system'][]
const nameOf = (system: string | undefined) => names.find(name => systems[name] === system)

/** The codes of a substance that this program knows the systems of. */
export const codesOf = (concept: CodeableConcept | undefined): SubstanceCode[] =>
  (concept?.coding ?? []).flatMap(({ system, code }) => {
    const name = nameOf(system)
    return name !== undefined && code !== undefined ? [{ system: name, code }] : []
  })

/** A substance in words with its codes; codings of systems that are not ours stay while the words do. */
export function substanceOf(text: string, codes: readonly SubstanceCode[], before?: CodeableConcept): CodeableConcept {
  const strange = (before?.coding ?? []).filter(({ system }) => nameOf(system) === undefined)
  const kept = before?.text === text ? strange : []
  const coding: Coding[] = [...kept, ...codes.map(({ system, code }) => ({ system: systems[system], code }))]
  return { ...(coding.length > 0 && { coding }), text }
}
