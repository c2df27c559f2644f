import type { z } from 'zod'
import { creatinineCodes, egfrCodes, loincEdition } from '../../src-shared/clinical/loinc.ts'
import { compareDecimals } from '../../src-shared/clinical/range.ts'
import type { ChartFacts, NewFact } from '../../src-shared/contract/chart.ts'
import { type CodeableConcept, decimalOf, type Observation, withLid } from '../../src-shared/fhir/index.ts'
import { codeIn, codeSystem, conceptOf, type HeldRow, wordsFor } from '../records/index.ts'
import type { Made } from './line.ts'
import { digitsOf, loincIn, observationStarted, timeOf, ucum } from './result.ts'

type Facts = z.input<typeof ChartFacts>
type Measured = NonNullable<Facts['weight']>
type Asked = 'pregnant' | 'breastfeeding' | 'canBecomePregnant' | 'smoking'

const answers = `${codeSystem}/answer`
const own = `${codeSystem}/fact`
const snomed = 'http://snomed.info/sct'

const weightCode = '29463-7'
const heightCode = '8302-2'

interface Question {
  readonly name: string
  /** LOINC as US Core has it (Pregnancy Status, Smoking Status); the others have none of their own here. */
  readonly loinc?: string
  /** Words of other programs, tried in this order. */
  readonly words: readonly (readonly [RegExp, string])[]
}

const yesOrNo: Question['words'] = [
  [/^(no|not|false)\b/i, 'no'],
  [/^(yes|true|pregnant|breast|lactating)/i, 'yes'],
]

const questions: Readonly<Record<Asked, Question>> = {
  pregnant: { name: 'Pregnancy status', loinc: '82810-3', words: yesOrNo },
  breastfeeding: { name: 'Breastfeeding', words: yesOrNo },
  canBecomePregnant: { name: 'Can become pregnant', words: yesOrNo },
  smoking: {
    name: 'Tobacco smoking status',
    loinc: '72166-2',
    words: [
      [/never/i, 'never'],
      [/former|\bex\b/i, 'former'],
      [/unknown|not asked/i, 'unknown'],
      [/smok|current|daily/i, 'current'],
    ],
  },
}
const asked = Object.keys(questions) as Asked[]

/** An Observation that counts, beside its row. */
export interface Seen {
  readonly row: HeldRow
  readonly observation: Observation
}

const authorOf = ({ performer }: Observation) => {
  const by = performer?.[0]?.display
  return by === undefined ? {} : { by }
}

/** A number with its unit; nothing that cannot be of a living person counts, such as nought. */
const quantityIn = ({
  valueQuantity: quantity,
}: Observation): Pick<Measured, 'value' | 'unit' | 'comparator'> | undefined => {
  const [value, unit] = [digitsOf(quantity?.value), quantity?.code ?? quantity?.unit]
  if (value === undefined || unit === undefined || !(Number(value) > 0)) return undefined
  return { value, unit, ...(quantity?.comparator && { comparator: quantity.comparator }) }
}

const measuredIn = ({ row, observation }: Seen): Measured | undefined => {
  const quantity = quantityIn(observation)
  return (
    quantity && {
      recordId: row.id,
      ...quantity,
      at: timeOf(observation, row),
      ...authorOf(observation),
      unsynced: row.unsynced === 1,
    }
  )
}

const answerOf = (question: Question, concept: CodeableConcept | undefined): string | undefined => {
  if (concept === undefined) return undefined
  const ours = codeIn(answers, concept)
  if (ours !== undefined) return ours
  const words = wordsFor(concept) ?? ''
  return question.words.find(([pattern]) => pattern.test(words))?.[1] ?? 'unknown'
}

const isOf = (name: Asked, code: CodeableConcept): boolean => {
  const { loinc } = questions[name]
  return codeIn(own, code) === name || (loinc !== undefined && loincIn(code) === loinc)
}

const answeredIn = (name: Asked, { row, observation }: Seen) => {
  const answer = isOf(name, observation.code) ? answerOf(questions[name], observation.valueCodeableConcept) : undefined
  return (
    answer && {
      recordId: row.id,
      answer,
      at: timeOf(observation, row),
      ...authorOf(observation),
      unsynced: row.unsynced === 1,
    }
  )
}

const firstOf = <T>(all: readonly Seen[], found: (one: Seen) => T | undefined): T | undefined => {
  for (const one of all) {
    const hit = found(one)
    if (hit !== undefined) return hit
  }
  return undefined
}

const newestMeasured = (newestFirst: readonly Seen[], codes: readonly string[]): Measured | undefined =>
  firstOf(newestFirst, one => (codes.includes(loincIn(one.observation.code) ?? '') ? measuredIn(one) : undefined))

/** What a prescriber must know, each the newest that counts. `seen` without what was entered in error. */
export function factsOf(seen: readonly Seen[]): Facts {
  const newestFirst = seen.toSorted((a, b) => (timeOf(a.observation, a.row) < timeOf(b.observation, b.row) ? 1 : -1))
  const answered = asked.map(name => [name, firstOf(newestFirst, one => answeredIn(name, one))] as const)
  return {
    weight: newestMeasured(newestFirst, [weightCode]),
    height: newestMeasured(newestFirst, [heightCode]),
    egfr: newestMeasured(newestFirst, egfrCodes),
    creatinine: newestMeasured(newestFirst, creatinineCodes),
    ...Object.fromEntries(answered.filter(([, fact]) => fact !== undefined)),
  } as Facts
}

/** What a living person weighs (kg) and how tall one is (cm): wider than any record, so that only slips are refused. */
const bounds = { weight: ['0.3', '700'], height: ['20', '275'] } as const

/** False for a weight or height that no living person has. */
export const isPlausible = ({ fact }: Pick<NewFact, 'fact'>): boolean => {
  if (fact.name !== 'weight' && fact.name !== 'height') return true
  const [low, high] = bounds[fact.name]
  return compareDecimals(fact.value, low) >= 0 && compareDecimals(fact.value, high) <= 0
}

function partsOf({ fact }: NewFact): Pick<Observation, 'code' | 'valueQuantity' | 'valueCodeableConcept'> {
  if (fact.name === 'weight' || fact.name === 'height') {
    const [code, name, unit] = fact.name === 'weight' ? [weightCode, 'Weight', 'kg'] : [heightCode, 'Height', 'cm']
    return {
      code: { ...conceptOf(loincEdition.system, code), text: name },
      valueQuantity: { value: decimalOf(fact.value), unit, system: ucum, code: unit },
    }
  }
  const { name, loinc } = questions[fact.name]
  const coding = [
    { system: own, code: fact.name },
    ...(loinc === undefined ? [] : [{ system: loincEdition.system, code: loinc }]),
  ]
  const pregnant = fact.name === 'pregnant' && fact.answer === 'yes' ? [{ system: snomed, code: '77386006' }] : []
  return {
    code: { coding, text: name },
    valueCodeableConcept: { coding: [{ system: answers, code: fact.answer }, ...pregnant], text: fact.answer },
  }
}

/** A fact as Observation, on the day it was measured or asked. */
export function newFact(said: NewFact, made: Made): Observation {
  const { recordId, patientId, at, fact } = said
  const category = fact.name === 'weight' || fact.name === 'height' ? 'vital-signs' : 'social-history'
  return withLid({ ...observationStarted({ recordId, patientId, at }, category, made), ...partsOf(said) }, recordId)
}
