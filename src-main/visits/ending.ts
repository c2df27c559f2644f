import { createHash, randomUUID } from 'node:crypto'
import type { VisitSummary } from '../../src-shared/documents/index.ts'
import { Fault } from '../../src-shared/faults.ts'
import { type Task, withLid } from '../../src-shared/fhir/index.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import { keptOf } from '../documents/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { personOf, refTo, stampOf, wordsFor } from '../records/index.ts'
import type { Desk, OpenVisit } from './desk.ts'
import { askClinic } from './reach.ts'
import { demandStarted } from './starting.ts'

interface Ending {
  readonly caseId: string
  readonly documentId: string
  readonly assessment: string
  readonly plan: string
  readonly followUp?: { readonly taskId: string; readonly text: string; readonly dueOn: string } | undefined
}

/** What was said and agreed, as the press takes it. Fault documents.unfit for a patient without a birth date. */
async function summaryOf(
  desk: Desk,
  by: Caller,
  { visit, told }: { visit: OpenVisit; told: Ending },
): Promise<VisitSummary> {
  const { encounter, patientId } = visit
  const { documentId, assessment, plan, followUp } = told
  const { place, licence } = demandStarted(visit)
  const [[face], clinic] = await Promise.all([desk.records.facesOf([patientId]), desk.clinicName()])
  if (face?.birthDate === undefined) throw new Fault('documents.unfit')
  const now = desk.at()
  const clinician = {
    name: by.name,
    organisation: clinic,
    numbers: [{ label: `Licence ${licence.state.slice(3)}`, value: licence.number }],
  }
  return {
    id: documentId,
    edition: 1,
    status: 'final',
    language: 'en',
    created: now,
    paper: 'Letter',
    clinic: { name: clinic, address: [] },
    patient: {
      name: [face.family, face.given].filter(Boolean).join(', '),
      birthDate: face.birthDate,
      sex: face.sex,
      ...(face.mrn && { numbers: [{ label: 'MRN', value: face.mrn }] }),
    },
    clinician,
    visit: {
      start: stampOf(encounter.period?.start) ?? now,
      end: now,
      way: `Video visit, patient in ${place.state.slice(3)}`,
      reason: wordsFor(encounter.reasonCode?.[0]) || 'Video visit',
    },
    assessment,
    plan,
    ...(followUp && { next: `${followUp.text} (${followUp.dueOn})` }),
    signature: { by: clinician, at: now, hash: createHash('sha256').update(JSON.stringify(told)).digest('hex') },
  }
}

function taskOf(desk: Desk, by: Caller, { visit, told }: { visit: OpenVisit; told: Ending }): Task[] {
  const { followUp } = told
  if (followUp === undefined) return []
  const task: Task = {
    resourceType: 'Task',
    id: followUp.taskId,
    status: 'requested',
    intent: 'order',
    description: followUp.text,
    authoredOn: desk.at(),
    lastModified: desk.at(),
    requester: personOf(by),
    for: refTo('Patient', visit.patientId),
    restriction: { period: { end: followUp.dueOn } },
  }
  return [withLid(task, followUp.taskId)]
}

const endAgainMs = [1000, 2000, 4000, 8000, 16_000]

/**
 * Has the clinic close the room and the patient's link. The visit is over in the record whether or not it answers, so this
 * goes on behind: a line that happens to be down must not leave the patient sitting there.
 */
async function tellEnd(desk: Desk, caseId: string): Promise<void> {
  for (const pause of [...endAgainMs, undefined]) {
    const answer = await askClinic(desk.clinic, { method: 'POST', path: `/${caseId}/end` }).catch(() => undefined)
    if (answer !== undefined || pause === undefined) return
    await new Promise(resolve => setTimeout(resolve, pause).unref())
  }
}

/** Ends a visit: everything it leaves behind is in one commit, and only then the room closes. */
export async function end(desk: Desk, by: Caller, told: Ending) {
  const visit = await desk.demand(told.caseId)
  const { caseId, patientId, encounter } = visit
  const printed = await desk.documents.render('visit-summary', await summaryOf(desk, by, { visit, told }))
  const { file, resources } = keptOf({
    blobId: randomUUID() as BlobId,
    printed,
    template: 'visit-summary',
    head: { id: told.documentId, status: 'final', language: 'en', created: desk.at() },
    subject: refTo('Patient', patientId),
    author: [personOf(by)],
    authenticator: personOf(by),
    encounter: refTo('Encounter', caseId),
  })
  const over = { status: 'finished', period: { ...encounter.period, end: desk.at() } }
  const act = { name: 'visits.end', action: 'U', patientId, entity: `Encounter/${caseId}` } as const
  const ops = [...resources, ...taskOf(desk, by, { visit, told })].map(desk.records.put)
  await desk.vault.keep(by, act, [file], [...ops, desk.records.change({ type: 'Encounter', id: caseId }, over)])
  void tellEnd(desk, caseId)
  const { title, pages } = printed
  return {
    patientId,
    summary: { documentId: told.documentId as never, title, pages, pdf: Buffer.from(printed.bytes).toString('base64') },
  }
}

/** A photograph of the patient's, as an upload that waits to be kept. */
export async function takePhoto(desk: Desk, by: Caller, told: { caseId: string; photoId: string }) {
  const { patientId } = await desk.demand(told.caseId)
  const answer = await askClinic(desk.clinic, { method: 'GET', path: `/${told.caseId}/photos/${told.photoId}` })
  return { patientId, waiting: await desk.capture.upload(by, new Uint8Array(await answer.arrayBuffer())) }
}
