import { z } from 'zod'
import { BlobId, CaseId, LesionId, PatientId } from '../ids.ts'
import { Registration } from '../imaging/register/schema.ts'
import { command, query } from './call.ts'
import { MarkBody, Point } from './marks.ts'

const Stamp = z.iso.datetime({ offset: true })

/** What a clinician drew, measured or decided, with its author. A changed mark is a new one that replaces the old. */
export const Mark = z.object({
  markId: z.uuid(),
  /** The first of the marks that replaced each other: the name of the whole thing for life. */
  rootId: z.uuid(),
  patientId: PatientId,
  caseId: CaseId.optional(),
  lesionId: LesionId.optional(),
  /** The picture it lies on; a severity score needs none. */
  blobId: BlobId.optional(),
  body: MarkBody,
  at: Stamp,
  by: z.string(),
  state: z.enum(['current', 'replaced', 'voided']),
  reason: z.string().optional(),
  unsynced: z.boolean(),
})
export type Mark = z.output<typeof Mark>

export const NewMark = z.object({
  /** Made by the asker, so that asking twice keeps once. */
  markId: z.uuid(),
  patientId: PatientId,
  caseId: CaseId.optional(),
  lesionId: LesionId.optional(),
  blobId: BlobId.optional(),
  /** The current mark of the same kind that this one takes the place of. */
  replaces: z.uuid().optional(),
  body: MarkBody,
})
export type NewMark = z.output<typeof NewMark>

/** How large a pixel of a device was found to be, and how true its colours, on one day. Of a device, not of a patient. */
export const Calibration = z.object({
  calibrationId: z.uuid(),
  deviceLabel: z.string().trim().min(1).max(200),
  /** What of the device it holds for: magnification, lens, polarisation; empty where it has only one way. */
  setting: z.string().trim().max(100),
  at: Stamp,
  by: z.string(),
  /** For pictures of this many pixels on the longer side. */
  longPx: z.int().positive().max(100_000),
  umPerPx: z.number().positive().max(10_000).optional(),
  relativeUncertainty: z.number().min(0).max(1).optional(),
  /** Mean colour difference (CIEDE2000) to the card's reference after the fit. */
  deltaE: z.number().min(0).max(200).optional(),
  method: z.enum(['ruler', 'marker', 'card', 'stated']),
  note: z.string().trim().max(500).optional(),
})
export type Calibration = z.output<typeof Calibration>

/** A picture of another confirmed lesion of this clinic that looks alike; how alike, in the description's own units. */
export const SimilarCase = z.object({
  blobId: BlobId,
  lesionId: LesionId,
  patientId: PatientId,
  siteName: z.string(),
  takenAt: Stamp,
  distance: z.number().min(0),
  /** Which of the asked criteria a clinician ticked there, too. */
  shared: z.array(z.string()),
  how: z.string(),
  /** Only where it was asked for, and only of lesions that histopathology confirmed. */
  label: z.string().optional(),
})
export type SimilarCase = z.output<typeof SimilarCase>

/** A lesion under monitoring that waits for its next picture. */
export const Due = z.object({
  markId: z.uuid(),
  patientId: PatientId,
  lesionId: LesionId,
  patientName: z.string(),
  lesionName: z.string(),
  plan: z.enum(['short-term', 'long-term', 'lentigo']),
  earliestOn: z.iso.date(),
  dueOn: z.iso.date(),
  latestOn: z.iso.date(),
  /** `early`: not yet; `open`: may be taken; `due`: past its best day; `overdue`: past its last. */
  standing: z.enum(['early', 'open', 'due', 'overdue']),
})
export type Due = z.output<typeof Due>

/** Where a body picture differs from the one before. A candidate has no kind, no rank and no number: a person looks at it. */
export const Differences = z.object({
  verdict: z.enum(['accepted', 'refused']),
  /** Why the two could not be laid over each other. */
  reasons: z.array(z.string()),
  inliers: z.int(),
  /** Error of the laying, px of the newer picture. */
  residualPx: z.number().optional(),
  /** In px of the newer picture, in the order of reading. */
  candidates: z.array(z.object({ centre: Point, radiusPx: z.number().positive() })),
})
export type Differences = z.output<typeof Differences>

/** The printed 10 mm ruler of a picture, in px of its upright original, or why none is claimed. Nothing until it is confirmed. */
export const RulerSuggestion = z.discriminatedUnion('found', [
  z.object({
    found: z.literal(true),
    pxPerMm: z.number().positive(),
    /** k = 2. */
    relativeUncertainty: z.number().min(0),
    ends: z.tuple([Point, Point]),
    ticks: z.int(),
    tilt: z.number(),
  }),
  z.object({ found: z.literal(false), reason: z.enum(['too-small', 'no-line', 'no-ticks', 'unsure']) }),
])
export type RulerSuggestion = z.output<typeof RulerSuggestion>

/** Where the lesion of a picture seems to end, in px of its upright original, or why no outline is suggested. Nothing until it is confirmed. */
export const OutlineSuggestion = z
  .object({
    origin: z.enum(['model', 'classical']),
    /** What made it, so that it can be made again. */
    maker: z.object({ name: z.string(), version: z.string() }),
  })
  .and(
    z.discriminatedUnion('found', [
      z.object({ found: z.literal(true), ring: z.array(Point).min(3), touchesEdge: z.boolean() }),
      z.object({ found: z.literal(false), reason: z.enum(['blank', 'nothing-found', 'whole-field']) }),
    ]),
  )
export type OutlineSuggestion = z.output<typeof OutlineSuggestion>

const history = z.boolean().optional()

export const review = {
  /** The marks of a picture, lesion, case or patient, newest last; replaced and voided ones only where `history` asks for them. */
  marks: query('image.read', { reads: ['mark'], audited: true })
    .input(
      z.union([
        z.object({ blobId: BlobId, history }),
        z.object({ lesionId: LesionId, history }),
        z.object({ caseId: CaseId, history }),
        z.object({ patientId: PatientId, history }),
      ]),
    )
    .output(z.array(Mark)),
  /**
   * Keeps a mark; answers when it is durable. Faults review.imageVoided, review.imageDamaged, review.outside, review.notCurrent,
   * review.differs, capture.wrongPatient, records.unknown.
   */
  put: command('mark.write').input(NewMark).output(Mark),
  /** As `put`, for a report: what is signed goes to the clinic as final. Fault review.incomplete. */
  sign: command('report.sign').input(NewMark).output(Mark),
  voidMark: command('mark.write')
    .input(z.object({ markId: z.uuid(), reason: z.string().trim().min(3).max(300) }))
    .output(Mark),
  /**
   * How `moving` lies over `fixed`, or why it cannot be told. Takes about a second the first time; then it is remembered until the
   * next lock. Faults review.imageVoided, review.imageDamaged, capture.wrongPatient, records.unknown, imaging.*, vault.blobDamaged.
   */
  register: query('image.read', { reads: [], audited: true })
    .input(z.object({ fixed: BlobId, moving: BlobId }))
    .output(Registration),
  /** Looks for a printed ruler. Faults records.unknown, review.imageVoided, review.imageDamaged, imaging.*, vault.blobDamaged. */
  findScale: query('image.read', { reads: [], audited: true })
    .input(z.object({ blobId: BlobId }))
    .output(RulerSuggestion),
  /** Looks for the lesion's outline. Faults records.unknown, review.imageVoided, review.imageDamaged, imaging.*, vault.blobDamaged. */
  outline: query('image.read', { reads: [], audited: true })
    .input(z.object({ blobId: BlobId }))
    .output(OutlineSuggestion),
  /**
   * Pictures of confirmed lesions that look most like this one, nearest first: an exact search by colour, texture and edges, among
   * those that share the ticked criteria where some are given. Never ordered by what the lesions were. `pending` pictures are still
   * to be described; ask again. Faults records.unknown, review.imageVoided, review.imageDamaged.
   */
  similar: query('image.read', { reads: ['mark', 'shot'], audited: true })
    .input(
      z.object({
        blobId: BlobId,
        criteria: z.array(z.string().max(80)).max(50).optional(),
        labels: z.boolean().optional(),
        limit: z.int().min(1).max(50).optional(),
      }),
    )
    .output(z.object({ searched: z.int(), pending: z.int(), cases: z.array(SimilarCase) })),
  /**
   * Lays an earlier body picture over a newer one of the same pose and points at places that differ. Faults records.unknown,
   * review.imageVoided, review.imageDamaged, capture.wrongPatient, imaging.*.
   */
  differences: query('image.read', { audited: true, reads: ['shot'] })
    .input(z.object({ blobId: BlobId, priorBlobId: BlobId }))
    .output(Differences),
  /** Lesions of all patients that wait for their next picture, the most overdue first. `today` is the clinic's own date. */
  due: query('image.read', { reads: ['mark', 'record'], audited: true })
    .input(z.object({ today: z.iso.date() }))
    .output(z.array(Due)),
  calibrations: query('image.read', { reads: ['mark'] })
    .input(z.object({ deviceLabel: z.string().max(200).optional() }))
    .output(z.array(Calibration)),
  addCalibration: command('image.capture')
    .input(Calibration.omit({ at: true, by: true }))
    .output(Calibration),
}
