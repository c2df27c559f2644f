import { z } from 'zod'
import { BlobId, CaseId, LesionId, PatientId, RecordId } from '../ids.ts'
import { command, query } from './call.ts'

export const Sex = z.enum(['female', 'male', 'other', 'unknown'])
/** Which side of the body; only where the site has sides. */
export const Side = z.enum(['left', 'right', 'bilateral'])
const DateText = z.iso.date()
const Stamp = z.iso.datetime({ offset: true })
const Text = (max: number) => z.string().trim().min(1).max(max)

export const PatientRow = z.object({
  patientId: PatientId,
  family: z.string(),
  given: z.string(),
  birthDate: DateText.optional(),
  sex: Sex,
  mrn: z.string().optional(),
  photo: BlobId.optional(),
  lastSeenAt: Stamp.optional(),
  unsynced: z.boolean(),
})
export type PatientRow = z.output<typeof PatientRow>

export const Lesion = z.object({
  lesionId: LesionId,
  patientId: PatientId,
  label: z.string(),
  siteCode: z.string(),
  laterality: Side.optional(),
  /** Words for site and side, for example "Cheek, left". */
  siteName: z.string(),
  /** Where it was pinned: a view of the body map and a point in that view's own units. */
  pin: z.object({ view: z.string(), x: z.number(), y: z.number() }).optional(),
  imageCount: z.int(),
  firstSeenAt: Stamp.optional(),
  lastSeenAt: Stamp.optional(),
})
export type Lesion = z.output<typeof Lesion>

export const CaseRow = z.object({
  caseId: CaseId,
  patientId: PatientId,
  startedAt: Stamp,
  status: z.enum(['in-progress', 'finished', 'cancelled', 'planned']),
  presentation: z.string(),
  reason: z.string(),
  clinician: z.string().optional(),
  imageCount: z.int(),
})
export type CaseRow = z.output<typeof CaseRow>

export const Note = z.object({
  noteId: RecordId,
  caseId: CaseId.optional(),
  patientId: PatientId,
  at: Stamp,
  author: z.string(),
  text: z.string(),
  unsynced: z.boolean(),
})
export type Note = z.output<typeof Note>

export const Problem = z.object({
  recordId: RecordId,
  text: z.string(),
  status: z.string(),
  since: z.string().optional(),
})

export const TaskRow = z.object({
  taskId: RecordId,
  patientId: PatientId.optional(),
  patientName: z.string().optional(),
  text: z.string(),
  dueOn: DateText.optional(),
  status: z.enum(['requested', 'in-progress', 'completed', 'cancelled']),
})
export type TaskRow = z.output<typeof TaskRow>

/** One thing that happened to a patient, on the one time axis. */
export const TimelineItem = z.object({
  id: z.string(),
  kind: z.enum(['visit', 'image', 'note', 'problem', 'reading', 'medicine', 'order', 'task', 'message']),
  at: Stamp,
  title: z.string(),
  detail: z.string().optional(),
  caseId: CaseId.optional(),
  lesionId: LesionId.optional(),
  blobId: BlobId.optional(),
  unsynced: z.boolean(),
})
export type TimelineItem = z.output<typeof TimelineItem>

export const PatientView = z.object({
  patient: PatientRow,
  problems: z.array(Problem),
  lesions: z.array(Lesion),
  cases: z.array(CaseRow),
})
export type PatientView = z.output<typeof PatientView>

export const Imported = z.object({
  created: z.int(),
  updated: z.int(),
  /** `entry` counts from 1. */
  refused: z.array(z.object({ entry: z.int(), type: z.string().optional(), why: z.string() })),
})
export type Imported = z.output<typeof Imported>

const ofPatient = z.object({ patientId: PatientId })
const shows = { reads: ['record'], audited: true }

export const records = {
  findPatients: query('patient.read', { reads: ['record'] })
    .input(z.object({ text: z.string().max(200), limit: z.int().min(1).max(200).default(50) }))
    .output(z.array(PatientRow)),
  patient: query('patient.read', shows).input(ofPatient).output(PatientView),
  timeline: query('patient.read', shows).input(ofPatient).output(z.array(TimelineItem)),
  case: query('patient.read', shows)
    .input(z.object({ caseId: CaseId }))
    .output(z.object({ case: CaseRow, patient: PatientRow, notes: z.array(Note) })),
  searchNotes: query('patient.read', { reads: ['record'], audited: true })
    .input(z.object({ text: z.string().max(200), patientId: PatientId.optional() }))
    .output(z.array(Note.extend({ patientName: z.string() }))),
  /** The open tasks of one patient, by due day; what has none comes last. */
  tasks: query('patient.read', shows).input(ofPatient).output(z.array(TaskRow)),
  today: query('patient.read', { reads: ['record'] }).output(
    z.object({ tasks: z.array(TaskRow), cases: z.array(CaseRow.extend({ patient: PatientRow })) }),
  ),
  addPatient: command('patient.write')
    .input(
      z.object({
        family: Text(100),
        given: z.string().trim().max(100),
        birthDate: DateText.optional(),
        sex: Sex,
        mrn: z.string().trim().max(40).optional(),
      }),
    )
    .output(PatientRow),
  openCase: command('patient.write')
    .input(z.object({ patientId: PatientId, presentation: Text(40), reason: z.string().trim().max(500) }))
    .output(CaseRow),
  closeCase: command('patient.write')
    .input(z.object({ caseId: CaseId }))
    .output(CaseRow),
  addLesion: command('lesion.write')
    .input(
      z.object({
        patientId: PatientId,
        label: Text(60),
        siteCode: Text(20),
        laterality: Side.optional(),
        pin: Lesion.shape.pin,
      }),
    )
    .output(Lesion),
  writeNote: command('note.write')
    .input(z.object({ caseId: CaseId, text: Text(20_000) }))
    .output(Note),
  addProblem: command('patient.write')
    .input(z.object({ patientId: PatientId, text: Text(300) }))
    .output(Problem),
  addTask: command('task.write')
    .input(z.object({ patientId: PatientId.optional(), text: Text(300), dueOn: DateText.optional() }))
    .output(TaskRow),
  closeTask: command('task.write')
    .input(z.object({ taskId: RecordId }))
    .output(TaskRow),
  /** Takes a closing back: the task waits again, as it did before. */
  reopenTask: command('task.write')
    .input(z.object({ taskId: RecordId, status: TaskRow.shape.status.extract(['requested', 'in-progress']) }))
    .output(TaskRow),
  /** A FHIR R4 Bundle as text, at most 20 MB: what is sound is taken, what is not is named entry by entry. */
  importBundle: command('patient.import')
    .input(z.object({ json: z.string().max(20_000_000) }))
    .output(Imported),
}
