import type { z } from 'zod'
import type { TimelineItem } from '../../src-shared/contract/records.ts'
import type { Media } from '../../src-shared/fhir/index.ts'
import { codeIn, codeSystem, eventStatus, wordsFor } from './coded.ts'
import { messageText, messageTitle } from './communication.ts'
import { textOf } from './document-reference.ts'
import { caseOf, presentationName } from './encounter.ts'
import { caseIn, type Held, type HeldOf, type HeldType, resourceOf, timeOf } from './held.ts'
import { lesionIn } from './media.ts'
import { readingName, readingWords } from './observation.ts'
import { blobOf } from './patient.ts'
import type { HeldRow } from './rows.ts'

export type Happening = z.input<typeof TimelineItem>
type Told = Pick<Happening, 'kind' | 'title' | 'lesionId' | 'blobId'> & { readonly detail?: string | undefined }

const longestDetail = 160

const shortened = (text: string | undefined): string | undefined =>
  text !== undefined && text.length > longestDetail ? `${text.slice(0, longestDetail - 1)}…` : text

const visit = (encounter: Extract<Held, { resourceType: 'Encounter' }>): Told => {
  const { presentation, reason } = caseOf(encounter, { images: 0, otherwise: '' })
  return { kind: 'visit', title: presentationName(presentation) || 'Visit', detail: reason }
}

const image = (media: Media): Told => {
  const [lesionId, blobId] = [lesionIn(media), blobOf(media.content)]
  return {
    kind: 'image',
    title: wordsFor(media.bodySite) ?? 'Image',
    detail: wordsFor(media.view),
    ...(lesionId !== undefined && { lesionId }),
    ...(blobId !== undefined && { blobId }),
  }
}

const nothing = () => undefined

const isInError = (extension: readonly { readonly url: string }[] = []): boolean =>
  extension.some(one => one.url === eventStatus && 'valueCode' in one && one.valueCode === 'entered-in-error')

/** That none are known is no allergy. */
const allergyTitle = (name: string): string => (/^no known/i.test(name) ? name : `Allergy: ${name}`)

/** What is drawn on a picture stands with the picture; only what sums it up happened on its own account. */
const quietMarks: ReadonlySet<string | undefined> = new Set(['measurement', 'scale', 'registration', 'ring', 'outline'])
const isQuiet = ({ code }: HeldOf<'Observation'>): boolean => quietMarks.has(codeIn(`${codeSystem}/mark`, code))

const tellers: { readonly [T in HeldType]: (resource: HeldOf<T>) => Told | undefined } = {
  Encounter: visit,
  Media: image,
  DocumentReference: note => ({ kind: 'note', title: wordsFor(note.type) ?? 'Note', detail: textOf(note) }),
  Condition: ({ code, clinicalStatus }) => ({
    kind: 'problem',
    title: wordsFor(code) ?? 'Problem',
    detail: wordsFor(clinicalStatus),
  }),
  Observation: reading =>
    isQuiet(reading) ? undefined : { kind: 'reading', title: readingName(reading), detail: readingWords(reading) },
  DiagnosticReport: report => ({ kind: 'note', title: wordsFor(report.code) ?? 'Report', detail: report.conclusion }),
  Task: ({ description, code, status }) => ({
    kind: 'task',
    title: description ?? wordsFor(code) ?? 'Task',
    detail: status,
  }),
  Communication: message => ({ kind: 'message', title: messageTitle(message), detail: messageText(message) }),
  AllergyIntolerance: ({ code, reaction }) => ({
    kind: 'problem',
    title: allergyTitle(wordsFor(code) ?? 'not named'),
    detail: wordsFor(reaction?.[0]?.manifestation[0]),
  }),
  MedicationRequest: ({ medicationCodeableConcept, dosageInstruction }) => ({
    kind: 'medicine',
    title: wordsFor(medicationCodeableConcept) ?? 'Prescription',
    detail: dosageInstruction?.[0]?.text,
  }),
  MedicationStatement: ({ medicationCodeableConcept, dosage }) => ({
    kind: 'medicine',
    title: wordsFor(medicationCodeableConcept) ?? 'Medicine',
    detail: dosage?.[0]?.text,
  }),
  AdverseEvent: ({ event, extension }) => ({
    kind: 'problem',
    // A report that was withdrawn or corrected stays in the record, and nobody takes it for one that stands.
    title: isInError(extension) ? 'Adverse reaction (no longer stands)' : 'Adverse reaction',
    detail: wordsFor(event),
  }),
  ServiceRequest: ({ code, status }) => ({ kind: 'order', title: wordsFor(code) ?? 'Order', detail: status }),
  Specimen: ({ type, accessionIdentifier }) => ({
    kind: 'order',
    title: wordsFor(type) ?? 'Specimen',
    detail: accessionIdentifier?.value,
  }),
  Consent: nothing,
  // The history of a consult is read in the consult.
  QuestionnaireResponse: nothing,
  // What was booked lies ahead; what came of it is a visit.
  Appointment: nothing,
  Schedule: nothing,
  Slot: nothing,
  Basic: nothing,
  Provenance: nothing,
  Patient: nothing,
  Practitioner: nothing,
  Device: nothing,
  BodyStructure: nothing,
  Binary: nothing,
}

const told = (resource: Held): Told | undefined =>
  (tellers[resource.resourceType] as ((resource: Held) => Told | undefined) | undefined)?.(resource)

/** True for what was recorded by mistake: kept for the record, not shown as having happened. */
export const inError = (resource: Held): boolean =>
  ('status' in resource && resource.status === 'entered-in-error') ||
  ((resource.resourceType === 'Condition' || resource.resourceType === 'AllergyIntolerance') &&
    resource.verificationStatus?.coding?.some(({ code }) => code === 'entered-in-error') === true)

const itemOf = (row: HeldRow): Happening[] => {
  const resource = resourceOf(row)
  const item = inError(resource) ? undefined : told(resource)
  if (item === undefined) return []
  const { detail, ...rest } = item
  const [short, caseId] = [shortened(detail), caseIn(resource)]
  const at = timeOf(resource) ?? row.updatedAt
  return [
    {
      ...rest,
      id: `${row.type}/${row.id}`,
      at,
      unsynced: row.unsynced === 1,
      ...(short && { detail: short }),
      ...(caseId !== undefined && { caseId }),
    },
  ]
}

/** Everything that happened to one patient on one axis, newest first; what carries no time stands at the time it came in. */
export const timelineOf = (rows: readonly HeldRow[]): Happening[] =>
  rows.flatMap(itemOf).toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1))

/** The lesions' pictures in `rows` that count, by lesion id, each the time it was taken. */
export const picturesByLesion = (rows: readonly HeldRow[]): ReadonlyMap<string, string[]> => {
  const times = new Map<string, string[]>()
  for (const row of rows) {
    const resource = row.type === 'Media' ? resourceOf(row) : undefined
    if (resource?.resourceType !== 'Media' || inError(resource)) continue
    const lesionId = lesionIn(resource)
    if (lesionId !== undefined) times.set(lesionId, [...(times.get(lesionId) ?? []), timeOf(resource) ?? row.updatedAt])
  }
  return times
}
