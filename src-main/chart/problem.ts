import type { z } from 'zod'
import { icdEdition, icdOf } from '../../src-shared/clinical/icd.ts'
import type { ChartProblem, NewProblem, ProblemStatus } from '../../src-shared/contract/chart.ts'
import { type Condition, withLid } from '../../src-shared/fhir/index.ts'
import { codeIn, conceptOf, type HeldRow, personOf, refTo, wordsFor } from '../records/index.ts'
import { lineOf, type Made, notesWith, withReason } from './line.ts'

type Face = z.input<typeof ChartProblem>
type Said = Omit<NewProblem, 'recordId' | 'patientId'>

const clinical = 'http://terminology.hl7.org/CodeSystem/condition-clinical'
const verification = 'http://terminology.hl7.org/CodeSystem/condition-ver-status'
const categories = 'http://terminology.hl7.org/CodeSystem/condition-category'

/** R4 condition-clinical as the three states a problem list is read by; what is only quiet is not yet over. */
const states: Readonly<Record<string, ProblemStatus>> = {
  active: 'active',
  recurrence: 'active',
  relapse: 'active',
  inactive: 'remission',
  remission: 'remission',
  resolved: 'resolved',
}

const isError = ({ verificationStatus }: Condition): boolean =>
  codeIn(verification, verificationStatus) === 'entered-in-error'

export const icdIn = ({ code }: Condition): string | undefined => codeIn(icdEdition.system, code)

/** A Condition as a line of the problem list. */
export const problemOf = (row: HeldRow, condition: Condition): Face => ({
  ...lineOf(row, condition, { at: condition.recordedDate, by: condition.recorder ?? condition.asserter }),
  text: wordsFor(condition.code) ?? '',
  icd10: icdIn(condition),
  status: isError(condition)
    ? 'entered-in-error'
    : (states[codeIn(clinical, condition.clinicalStatus) ?? ''] ?? 'active'),
  onset: condition.onsetDateTime,
})

const codingOf = (icd10: string | undefined) => {
  if (icd10 === undefined) return []
  const title = icdOf(icd10)?.title
  return [{ system: icdEdition.system, code: icd10, ...(title !== undefined && { display: title }) }]
}

/** The elements that a person says of a problem; other programs' codings stay while the words do. */
export function problemSet(said: Said, before: Partial<Condition>, made: Made): Readonly<Record<string, unknown>> {
  const { text, icd10, status, onset, note } = said
  const strange = (before.code?.coding ?? []).filter(({ system }) => system !== icdEdition.system)
  const coding = [...(wordsFor(before.code) === text ? strange : []), ...codingOf(icd10)]
  // What stays the same keeps its finer word (a relapse is active, too).
  const now = codeIn(clinical, before.clinicalStatus)
  const same = now !== undefined && states[now] === status
  return {
    code: { ...(coding.length > 0 && { coding }), text },
    clinicalStatus: same ? before.clinicalStatus : conceptOf(clinical, status),
    onsetDateTime: onset,
    note: notesWith(before, note, made),
    // A problem that is active again has no end (invariant con-4).
    ...(status === 'active' && { abatementDateTime: undefined }),
  }
}

export const newProblem = ({ recordId, patientId, ...said }: NewProblem, made: Made): Condition =>
  withLid(
    {
      resourceType: 'Condition',
      id: recordId,
      category: [conceptOf(categories, 'problem-list-item')],
      subject: refTo('Patient', patientId),
      recordedDate: made.at,
      recorder: personOf(made.by),
      ...problemSet(said, {}, made),
    },
    recordId,
  )

/** Entered in error: such a Condition has no clinical status (invariant con-5). */
export const problemTakenOut = (condition: Condition, reason: string): Readonly<Record<string, unknown>> => ({
  verificationStatus: conceptOf(verification, 'entered-in-error'),
  clinicalStatus: undefined,
  extension: withReason(condition, reason),
})
