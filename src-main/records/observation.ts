import { unitText } from '../../src-shared/clinical/unit-text.ts'
import type { Observation, Quantity } from '../../src-shared/fhir/index.ts'
import { wordsFor } from './coded.ts'

const quantityWords = ({ comparator, value, unit, code }: Quantity): string | undefined =>
  value === undefined ? undefined : `${comparator ?? ''}${value} ${unitText(unit ?? code ?? '')}`.trim()

type Valued = Pick<Observation, 'valueQuantity' | 'valueCodeableConcept' | 'valueString' | 'valueInteger'>

const valueWords = (valued: Valued): string | undefined =>
  (valued.valueQuantity && quantityWords(valued.valueQuantity)) ??
  wordsFor(valued.valueCodeableConcept) ??
  valued.valueString ??
  valued.valueInteger?.toString()

/** What was measured, in words. */
export const readingName = (observation: Observation): string => wordsFor(observation.code) ?? 'Reading'

/** The measured value as recorded, its unit as it is printed; components one after the other. Nothing is rounded or judged. */
export const readingWords = (observation: Observation): string | undefined => {
  const own =
    valueWords(observation) ??
    (observation.valueBoolean === undefined ? undefined : observation.valueBoolean ? 'yes' : 'no') ??
    wordsFor(observation.dataAbsentReason)
  const parts = (observation.component ?? []).map(part => `${wordsFor(part.code) ?? ''}: ${valueWords(part) ?? ''}`)
  const words = [own, ...parts].filter(Boolean).join(' · ')
  return words === '' ? undefined : words
}
