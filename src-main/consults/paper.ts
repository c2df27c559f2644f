import { createHash } from 'node:crypto'
import { leafletOf } from '../../src-shared/clinical/education/index.ts'
import { outcomeWords } from '../../src-shared/clinical/triage/outcome-words.ts'
import type { ConsultReport } from '../../src-shared/documents/index.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import { keptOf } from '../documents/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { personOf, present, refTo } from '../records/index.ts'
import { codeKeyOf, standingOf } from './binding.ts'
import type { ConsultRecord } from './body.ts'
import type { Desk } from './desk.ts'

type Answer = NonNullable<ConsultRecord['body']['answer']>
type Sheet = ConsultReport['paper']
/** So many pictures stand on the paper: those the answer names, else the first that were sent. */
const mostPictures = 6

const dash = '–'

async function patientOn(desk: Desk, { patientId }: ConsultRecord): Promise<ConsultReport['patient']> {
  const [face] = await desk.records.facesOf([patientId])
  // Paper names a patient by name and birth date: without one it could be anybody's.
  if (face?.birthDate === undefined) throw new Fault('documents.unfit')
  return {
    name: [face.family, face.given].filter(Boolean).join(', '),
    birthDate: face.birthDate,
    sex: face.sex,
    ...(face.mrn && { numbers: [{ label: 'MRN', value: face.mrn }] }),
  }
}

/** The pictures of the paper, marked up as they were answered. */
const picturesOn = (desk: Desk, { images, patientId }: ConsultRecord, answer: Answer) =>
  desk.onPaper({ patientId, images: (answer.images.length > 0 ? answer.images : images).slice(0, mostPictures) })

/** A leaflet by its title and edition; one of another program by its name. */
const leafletLine = (id: string): string => {
  const leaflet = leafletOf(id)
  return leaflet === undefined ? id : `${leaflet.words.en.title} (${leaflet.edition}, ${leaflet.date})`
}

/** Answers of before there were signatures are bound by a hash of their own words. */
const hashOf = (answer: Answer): string =>
  answer.signed?.hash ?? createHash('sha256').update(JSON.stringify(answer)).digest('hex')

const followUpOf = ({ reviewInDays }: Answer): string | undefined =>
  reviewInDays === undefined ? undefined : `Look again in ${reviewInDays} days.`

/** What the signed answer says, as the press takes it; every conclusion is the dermatologist's own. */
async function reportOn(desk: Desk, record: ConsultRecord, asked: { answer: Answer; sheet: Sheet }) {
  const { answer, sheet } = asked
  const { consultId, body, referrer, question } = record
  const [patient, { pictures, bytes }, clinic] = await Promise.all([
    patientOn(desk, record),
    picturesOn(desk, record, answer),
    desk.clinicName(),
  ])
  const by = { name: answer.by, role: 'Dermatologist', organisation: clinic }
  const data: ConsultReport = {
    id: consultId,
    edition: 1,
    status: 'final',
    language: 'en',
    created: answer.at,
    paper: sheet,
    clinic: { name: clinic, address: [] },
    patient,
    to: present({ name: referrer.name, organisation: body.content.organisation || undefined }),
    from: by,
    asked: { on: (body.sentAt ?? answer.at).slice(0, 10), question: question || dash },
    ...(answer.findings && { history: answer.findings }),
    ...(pictures.length > 0 && { pictures }),
    assessment: answer.impression || dash,
    outcome: { code: answer.outcome, label: outcomeWords[answer.outcome] },
    advice: answer.advice || dash,
    ...present({ followUp: followUpOf(answer) }),
    ...(answer.education.length > 0 && { education: answer.education.map(leafletLine) }),
    signature: { by, at: answer.at, hash: hashOf(answer), ...present({ key: codeKeyOf(record) }) },
  }
  return { data, bytes }
}

/** Every printing leaves its row; the first one is kept, too: a DocumentReference and its sealed file. */
async function note(desk: Desk, by: Caller, told: { record: ConsultRecord; answer: Answer; printed: Printed }) {
  const { record, answer, printed } = told
  const { consultId, patientId, caseId } = record
  const act = { name: 'consults.paper', action: 'E', patientId, entity: `DocumentReference/${consultId}` } as const
  if (await desk.records.read('DocumentReference', consultId)) return desk.vault.commit(by, act, [])
  const { file, resources } = keptOf({
    blobId: desk.newId() as BlobId,
    printed,
    template: 'consult-report',
    head: { id: consultId, status: 'final', language: 'en', created: answer.at },
    subject: refTo('Patient', patientId),
    author: [personOf(by)],
    encounter: refTo('Encounter', caseId),
    related: [refTo('Task', consultId)],
  })
  return desk.vault.keep(by, act, [file], resources.map(desk.records.put))
}

type Printed = Awaited<ReturnType<Desk['documents']['render']>>

/** The signed answer as a PDF; the first printing is kept in the record. Faults consults.altered, consults.notNow, documents.*. */
export async function paperOf(desk: Desk, by: Caller, asked: { consultId: string; sheet: Sheet }) {
  const record = await desk.demand(asked.consultId)
  const { answer } = record.body
  if (answer === undefined) throw new Fault('consults.notNow')
  // Paper bears the signature: what is no longer what was signed is not printed under it.
  if (standingOf(record, await desk.checker())?.valid === false) throw new Fault('consults.altered')
  const { data, bytes } = await reportOn(desk, record, { answer, sheet: asked.sheet })
  const printed = await desk.documents.render('consult-report', data, bytes)
  await note(desk, by, { record, answer, printed })
  const { title, pages, missing } = printed
  const paper = { title, pages, missing: [...missing], pdf: Buffer.from(printed.bytes).toString('base64') }
  return { patientId: record.patientId, paper }
}
