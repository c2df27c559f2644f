import { naranjoOf } from '../../src-shared/clinical/prescribing/naranjo.ts'
import type { ReactionSuspect } from '../../src-shared/contract/reactions.ts'
import { ReactionReport, reactionFieldsOf, type Suspect } from '../../src-shared/documents/index.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import { isForged } from '../../src-shared/signing/standing.ts'
import { keptOf } from '../documents/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { personOf, present, refTo } from '../records/index.ts'
import { keyIn, type SignedReaction } from './body.ts'
import type { Desk } from './desk.ts'
import type { ReadReaction } from './resource.ts'

/** Grades of CTCAE in a word each. */
const grades = ['Mild', 'Moderate', 'Severe', 'Life-threatening', 'Death'] as const
const numeric = /^(0|[1-9]\d{0,8})(\.\d{1,6})?$/

const suspectsOn = (suspects: readonly ReactionSuspect[]): Suspect[] =>
  suspects.flatMap(({ name, codes: _codes, ...rest }) =>
    name === undefined ? [] : [{ name, ...present(rest) } as Suspect],
  )

/** Whole years between two days. */
function yearsBetween(born: string | undefined, on: string | undefined): number | undefined {
  if (born === undefined || on === undefined) return undefined
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4)) - (on.slice(5) < born.slice(5) ? 1 : 0)
  return years >= 0 && years <= 130 ? years : undefined
}

const severityOn = (grade: number | undefined) => {
  const words = grade === undefined ? undefined : grades[grade - 1]
  return words === undefined ? undefined : { grade, words: `${words} (CTCAE)` }
}

/** The first report of a row of corrections, and the how manieth this one is. A row that names itself ends where it does so. */
async function lineOf(desk: Desk, { reactionId, body }: SignedReaction): Promise<{ first: string; edition: number }> {
  const seen = new Set([reactionId])
  let [first, before] = [reactionId, body.corrects]
  while (before !== undefined && !seen.has(before)) {
    seen.add(before)
    first = before
    before = (await desk.demandSigned(before)).body.corrects
  }
  return { first, edition: seen.size }
}

const statusOf = ({ standing, body }: ReadReaction) => {
  if (standing !== undefined) return 'entered-in-error' as const
  return body.corrects === undefined ? ('final' as const) : ('amended' as const)
}

/** The report as its paper and its fields have it. Fault documents.unfit where it does not fit them. */
async function reportOn(desk: Desk, read: ReadReaction, sheet: 'A4' | 'Letter'): Promise<ReactionReport> {
  const { reactionId, body } = read
  const { content, patient, signed } = body
  const { first, edition } = await lineOf(desk, read)
  const clinic = await desk.clinicName()
  const naranjo = naranjoOf(content.naranjo)
  const answered = Object.keys(content.naranjo).length > 0
  const report = ReactionReport.safeParse({
    id: reactionId,
    edition,
    status: statusOf(read),
    language: 'en',
    created: signed.at,
    paper: sheet,
    clinic: { name: clinic, address: [] },
    // The agency asks for a code that only the reporter can turn back into a person; a correction bears that of the report it corrects.
    patientCode: first.slice(0, 8).toUpperCase(),
    sex: patient.sex,
    ...present({
      birthDate: patient.birthDate,
      ageYears: yearsBetween(patient.birthDate, content.eventOn),
      weightKg: patient.weightKg && numeric.test(patient.weightKg) ? patient.weightKg : undefined,
      severity: severityOn(content.grade),
      naranjo: answered ? { total: naranjo.total, category: naranjo.band } : undefined,
      diedOn: content.diedOn,
      eventOn: content.eventOn,
      tests: content.tests,
      history: content.history,
      concomitant: content.concomitant.length > 0 ? content.concomitant : undefined,
      alsoReportedTo: content.alsoReportedTo.length > 0 ? content.alsoReportedTo : undefined,
    }),
    types: ['adverse event'],
    outcomes: content.outcomes,
    reportedOn: signed.at.slice(0, 10),
    description: content.description,
    suspects: suspectsOn(content.suspects),
    reporter: { name: signed.by, organisation: clinic },
    reporterIsProfessional: true,
    identityWithheld: content.identityWithheld,
  })
  if (!report.success) throw new Fault('documents.unfit')
  return report.data
}

/** A signed report as PDF and fields; every printing leaves its row, the first one is kept. Faults as the call. */
export async function paperOf(desk: Desk, by: Caller, asked: { reactionId: string; sheet: 'A4' | 'Letter' }) {
  const signed = await desk.demandSigned(asked.reactionId)
  if (!signed.valid || isForged((await desk.checker())(...keyIn(signed)))) throw new Fault('reactions.altered')
  const report = await reportOn(desk, signed, asked.sheet)
  const printed = await desk.documents.render('reaction-report', report)
  await note(desk, by, { signed, printed, report })
  return {
    patientId: signed.patientId,
    paper: {
      title: printed.title,
      pages: printed.pages,
      pdf: Buffer.from(printed.bytes).toString('base64'),
      fields: `${JSON.stringify(reactionFieldsOf(report), undefined, 2)}\n`,
    },
  }
}

interface Printing {
  readonly signed: SignedReaction
  readonly printed: Awaited<ReturnType<Desk['documents']['render']>>
  readonly report: ReactionReport
}

async function note(desk: Desk, by: Caller, { signed, printed, report }: Printing) {
  const { reactionId, patientId, caseId } = signed
  const entity = `DocumentReference/${reactionId}`
  const act = { name: 'reactions.paper', action: 'E', patientId, entity } as const
  if (await desk.records.read('DocumentReference', reactionId)) return desk.vault.commit(by, act, [])
  const { file, resources } = keptOf({
    blobId: desk.newId() as BlobId,
    printed,
    template: 'reaction-report',
    head: { id: reactionId, status: report.status, language: 'en', created: report.created },
    subject: refTo('Patient', patientId),
    author: [personOf(by)],
    ...(caseId !== undefined && { encounter: refTo('Encounter', caseId) }),
    related: [refTo('AdverseEvent', reactionId)],
  })
  return desk.vault.keep(by, act, [file], resources.map(desk.records.put))
}
