import type { z } from 'zod'
import type { ChartAllergy, NewAllergy } from '../../src-shared/contract/chart.ts'
import { type AllergyIntolerance, withLid } from '../../src-shared/fhir/index.ts'
import { codeIn, conceptOf, type HeldRow, personOf, refTo, wordsFor } from '../records/index.ts'
import { lineOf, type Made, notesWith, withReason } from './line.ts'
import { codesOf, substanceOf } from './substance.ts'

type Face = z.input<typeof ChartAllergy>
type Said = Omit<NewAllergy, 'recordId' | 'patientId'>

const clinical = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical'
const verification = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification'
const snomed = 'http://snomed.info/sct'
/** No known allergy (situation). */
const noneCode = '716186003'
const noneText = 'No known allergies'

type Verification = Face['verification']
const verifications: readonly Verification[] = ['confirmed', 'unconfirmed', 'refuted', 'entered-in-error']

const verificationOf = (allergy: AllergyIntolerance): Verification => {
  const code = codeIn(verification, allergy.verificationStatus)
  return verifications.find(one => one === code) ?? 'unconfirmed'
}

/** True for the statement that there is none, by its code or by its words. */
export const saysNone = ({ code }: AllergyIntolerance): boolean =>
  codeIn(snomed, code) === noneCode || /^no known (drug |medication )?allerg/i.test(wordsFor(code) ?? '')

/** True while the record holds it: not resolved, not refuted, not entered in error. */
export const holds = (allergy: AllergyIntolerance): boolean =>
  (codeIn(clinical, allergy.clinicalStatus) ?? 'active') === 'active' &&
  !['refuted', 'entered-in-error'].includes(verificationOf(allergy))

/** An AllergyIntolerance as a line of the list. */
export const allergyOf = (row: HeldRow, allergy: AllergyIntolerance): Face => ({
  ...allergyLine(row, allergy),
  substance: wordsFor(allergy.code) ?? '',
  codes: codesOf(allergy.code),
  kind: allergy.type,
  criticality: allergy.criticality,
  verification: verificationOf(allergy),
  active: holds(allergy),
  reactions: (allergy.reaction ?? []).map(({ manifestation, severity }) => ({
    text: manifestation.flatMap(one => wordsFor(one) ?? []).join(', '),
    severity,
  })),
  onset: allergy.onsetDateTime,
})

export const allergyLine = (row: HeldRow, allergy: AllergyIntolerance) =>
  lineOf(row, allergy, { at: allergy.recordedDate, by: allergy.recorder })

/** The reactions with what was said of them; one whose words stay keeps its other elements. */
const reactionsWith = (said: Said['reactions'], before: AllergyIntolerance['reaction'] = []) =>
  said.map(({ text, severity }) => {
    const known = before.find(
      ({ manifestation }) => manifestation.flatMap(one => wordsFor(one) ?? []).join(', ') === text,
    )
    const { severity: _severity, ...rest } = known ?? { manifestation: [{ text }] }
    return { ...rest, ...(severity !== undefined && { severity }) }
  })

/** The elements that a person says of an allergy. */
export function allergySet(
  said: Said,
  before: Partial<AllergyIntolerance>,
  made: Made,
): Readonly<Record<string, unknown>> {
  const { active, verification: verified, substance, codes } = said
  const reaction = reactionsWith(said.reactions, before.reaction)
  return {
    code: substanceOf(substance, codes, before.code),
    clinicalStatus: conceptOf(clinical, active && verified !== 'refuted' ? 'active' : 'inactive'),
    verificationStatus: conceptOf(verification, verified),
    type: said.kind,
    criticality: said.criticality,
    reaction: reaction.length > 0 ? reaction : undefined,
    onsetDateTime: said.onset,
    note: notesWith(before, said.note, made),
  }
}

const started = (recordId: string, patientId: string, made: Made) =>
  ({
    resourceType: 'AllergyIntolerance',
    id: recordId,
    patient: refTo('Patient', patientId),
    recordedDate: made.at,
    recorder: personOf(made.by),
  }) as const

export const newAllergy = ({ recordId, patientId, ...said }: NewAllergy, made: Made): AllergyIntolerance =>
  withLid({ ...started(recordId, patientId, made), ...allergySet(said, {}, made) }, recordId)

/** The explicit statement that the patient was asked and knows of none. */
export const noneKnown = (recordId: string, patientId: string, made: Made): AllergyIntolerance =>
  withLid(
    {
      ...started(recordId, patientId, made),
      clinicalStatus: conceptOf(clinical, 'active'),
      verificationStatus: conceptOf(verification, 'confirmed'),
      code: { ...conceptOf(snomed, noneCode, 'No known allergy'), text: noneText },
    },
    recordId,
  )

/** A statement that does not hold any more, because an allergy is known now. */
export const noneEnded: Readonly<Record<string, unknown>> = { clinicalStatus: conceptOf(clinical, 'inactive') }

/** Entered in error: such an allergy has no clinical status (invariant ait-2). */
export const allergyTakenOut = (allergy: AllergyIntolerance, reason: string): Readonly<Record<string, unknown>> => ({
  verificationStatus: conceptOf(verification, 'entered-in-error'),
  clinicalStatus: undefined,
  extension: withReason(allergy, reason),
})
