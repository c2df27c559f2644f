import type { ValueSet, ValueSetExpansionContains } from '@medplum/fhirtypes'
import { drugCodes } from '../definitions/drug-codes.ts'
import { refuse } from '../fhir/outcomes.ts'
import { type Answer, fhirAnswer } from './answer.ts'
import type { FhirAsk } from './ask.ts'

/** RxNorm's own implicit value set: every concept of it. */
const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm'
const mostRows = 100

/** The concepts whose names have every word of a text at the beginning of one of their own. */
function containsOf(text: string): ValueSetExpansionContains[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return drugCodes
    .filter(({ display }) => words.every(word => ` ${display.toLowerCase()}`.includes(` ${word}`)))
    .map(one => ({ system: rxnorm, ...one }))
}

/** ValueSet/$expand over the drug codes of this clinic's catalogue; no other value set is known here. */
export function answerExpand({ params }: FhirAsk, at: Date): Answer {
  const told = (name: string) => params.find(one => one.name === name)?.value
  const count = told('count') ?? String(mostRows)
  if (told('url') !== `${rxnorm}/vs`) throw refuse(404, 'This clinic expands the value set of RxNorm only.')
  if (!/^\d{1,4}$/.test(count)) throw refuse(400, 'count must be a number')
  const contains = containsOf(told('filter') ?? '').slice(0, Math.min(Number(count), mostRows))
  const valueSet: ValueSet = {
    resourceType: 'ValueSet',
    url: `${rxnorm}/vs`,
    status: 'active',
    expansion: { timestamp: at.toISOString(), total: contains.length, contains },
  }
  return fhirAnswer(200, JSON.stringify(valueSet))
}
