import type { z } from 'zod'
import type { Problem } from '../../src-shared/contract/records.ts'
import { type Condition, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { conceptOf, personOf, refTo, wordsFor } from './coded.ts'

export type ProblemFace = z.input<typeof Problem>

const clinical = 'http://terminology.hl7.org/CodeSystem/condition-clinical'
const categories = 'http://terminology.hl7.org/CodeSystem/condition-category'

/** A problem-list entry as Condition (R4), in the clinician's own words, active. */
export const newProblem = (
  id: string,
  { patientId, text }: { patientId: string; text: string },
  made: { by: Caller; at: string },
): Condition => {
  const problem: Condition = {
    resourceType: 'Condition',
    id,
    clinicalStatus: conceptOf(clinical, 'active'),
    category: [conceptOf(categories, 'problem-list-item')],
    code: { text },
    subject: refTo('Patient', patientId),
    recordedDate: made.at,
    recorder: personOf(made.by),
  }
  return withLid(problem, id)
}

/** A problem as a list shows it; `since` is the onset as it was written, which may be a year alone. */
export const problemOf = (condition: Condition): ProblemFace => {
  const since = condition.onsetDateTime ?? condition.recordedDate?.slice(0, 10)
  return {
    recordId: condition.id ?? '',
    text: wordsFor(condition.code) ?? '',
    status: wordsFor(condition.clinicalStatus) ?? 'unknown',
    ...(since !== undefined && { since }),
  }
}
