import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodySites } from '../../src-shared/clinical/body-sites.ts'
import { CaseRow, Lesion, Note, PatientRow, Problem, TaskRow, TimelineItem } from '../../src-shared/contract/records.ts'
import { FhirRecord, lidOf } from '../../src-shared/fhir/index.ts'
import { lesionOf, newLesion } from './body-structure.ts'
import { stampOf } from './coded.ts'
import { newProblem, problemOf } from './condition.ts'
import { newNote, noteOf } from './document-reference.ts'
import { caseOf, newEncounter } from './encounter.ts'
import { recordRowOf } from './held.ts'
import { newPatient, patientFaceOf } from './patient.ts'
import { doctor } from './rig/open.ts'
import { newTask, taskOf } from './task.ts'
import { timelineOf } from './timeline.ts'

const id = fc.uuid()
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
  .map(one => one.trim())
  .filter(Boolean)
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const at = '2026-11-24T09:00:00.000Z'
const made = { by: doctor, at }
const seen = { unsynced: true, otherwise: at }

/** What the clinic will be sent is R4 as this program knows it, and carries our own id. */
const sound = (resource: unknown, own: string): void => {
  const read = FhirRecord.parse(resource)
  expect(read).toEqual(resource)
  expect([lidOf(read), read.id]).toEqual([own, own])
}

const without = (value: object) => JSON.parse(JSON.stringify(value)) as unknown

test('a patient comes back as it was entered', () => {
  const word = text.map(one => one.replace(/\s+/g, '')).filter(Boolean)
  const input = fc.record({
    family: text,
    given: fc.array(word, { maxLength: 3 }).map(words => words.join(' ')),
    birthDate: maybe(day),
    sex: fc.constantFrom('female' as const, 'male' as const, 'other' as const, 'unknown' as const),
    mrn: maybe(text),
  })
  fc.assert(
    fc.property(id, input, (own, fresh) => {
      const patient = newPatient(own, fresh)
      sound(patient, own)
      const face = patientFaceOf(patient, { unsynced: false })
      expect(PatientRow.parse(face)).toEqual(without({ ...fresh, patientId: own, unsynced: false }))
    }),
  )
})

test('a visit comes back as it was opened', () => {
  fc.assert(
    fc.property(
      id,
      fc.record({ patientId: id, presentation: text, reason: fc.oneof(fc.constant(''), text) }),
      (own, fresh) => {
        const { patientId, presentation, reason } = fresh
        const encounter = newEncounter(own, { patientId, presentation, reason }, made)
        // FHIR codes hold no double blanks: presentations are chosen from a table, so only such are sound.
        if (/^\S+$/.test(presentation)) sound(encounter, own)
        const face = caseOf(encounter, { images: 2, otherwise: '' })
        expect(CaseRow.parse(face)).toEqual({
          caseId: own,
          patientId,
          presentation,
          reason,
          startedAt: at,
          status: 'in-progress',
          clinician: doctor.name,
          imageCount: 2,
        })
      },
    ),
  )
})

test('a lesion comes back with its site, side and pin', () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true })
  const input = fc.record({
    patientId: id,
    label: text,
    siteCode: fc.constantFrom(...bodySites.map(({ code }) => code)),
    laterality: maybe(fc.constantFrom('left' as const, 'right' as const, 'bilateral' as const)),
    pin: maybe(fc.record({ view: fc.constantFrom('front', 'back'), x: unit, y: unit })),
  })
  fc.assert(
    fc.property(id, input, (own, fresh) => {
      const lesion = newLesion(own, fresh)
      sound(lesion, own)
      const { siteName, ...face } = Lesion.parse(lesionOf(lesion, { count: 0 }))
      expect(siteName).not.toBe('')
      expect(face).toEqual({ ...(without(fresh) as object), lesionId: own, imageCount: 0 })
    }),
  )
})

test('notes, problems and tasks come back word for word', () => {
  fc.assert(
    fc.property(id, fc.record({ patientId: id, caseId: id, words: text, dueOn: maybe(day) }), (own, fresh) => {
      const { patientId, caseId, words, dueOn } = fresh
      const note = newNote(own, { patientId, caseId, text: words }, made)
      sound(note, own)
      expect(Note.parse(noteOf(note, seen))).toMatchObject({ noteId: own, patientId, caseId, text: words, at })
      const problem = newProblem(own, { patientId, text: words }, made)
      sound(problem, own)
      expect(Problem.parse(problemOf(problem))).toMatchObject({ recordId: own, text: words, status: 'active' })
      const task = newTask(own, { patientId, text: words, dueOn }, made)
      sound(task, own)
      expect(TaskRow.parse(taskOf(task))).toEqual(
        without({ taskId: own, patientId, text: words, dueOn, status: 'requested' }),
      )
    }),
  )
})

test('a record of another program, however bare, has a row, a face and a place in time', () => {
  const subject = { reference: 'Patient/p' }
  const visit = '22222222-2222-4222-8222-222222222222'
  const bare = [
    { resourceType: 'Encounter', id: visit, status: 'unknown', class: {}, subject },
    { resourceType: 'DocumentReference', id: 'd', status: 'current', content: [{ attachment: {} }], subject },
    { resourceType: 'Condition', id: 'c', subject, onsetDateTime: '1999' },
    { resourceType: 'Observation', id: 'o', status: 'final', code: { text: 'Itch' }, valueInteger: 7, subject },
    { resourceType: 'Task', id: 't', status: 'on-hold', intent: 'plan', for: subject },
    { resourceType: 'Communication', id: 'm', status: 'completed', subject, payload: [{ contentString: 'Hello' }] },
    { resourceType: 'Media', id: 'i', status: 'completed', subject, content: {} },
    { resourceType: 'Media', id: 'x', status: 'entered-in-error', subject, content: {} },
  ].map(resource => FhirRecord.parse(resource))
  const rows = bare.map(resource => ({ ...recordRowOf(resource, at), patientId: 'p', unsynced: 0 as const }))
  expect(rows.map(({ patientId }) => patientId)).toEqual(rows.map(() => 'p'))
  const timeline = timelineOf(rows)
  expect(timeline.map(({ id: name }) => name).toSorted()).toEqual([
    'Communication/m',
    'Condition/c',
    'DocumentReference/d',
    `Encounter/${visit}`,
    'Media/i',
    'Observation/o',
    'Task/t',
  ])
  // Every item but the dated problem stands at the time it came in, and the answer fits the contract.
  expect(timeline.at(-1)).toMatchObject({ id: 'Condition/c', at: '1999-01-01T00:00:00.000Z' })
  for (const item of timeline) expect(TimelineItem.safeParse(item).success).toBe(true)
  expect(timeline.find(({ kind }) => kind === 'reading')).toMatchObject({ title: 'Itch', detail: '7' })
})

test.each([
  ['2020', '2020-01-01T00:00:00.000Z'],
  ['2020-05-17T10:00:00+02:00', '2020-05-17T08:00:00.000Z'],
  ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z'],
  ['0000-01-01T00:00:00+14:00', undefined],
  ['soon', undefined],
])('%s is at %s', (written, stamp) => {
  expect(stampOf(written)).toBe(stamp)
})
