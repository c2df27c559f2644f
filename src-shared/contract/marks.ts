import { z } from 'zod'
import { BlobId, LesionId } from '../ids.ts'

/** Longer side of the largest picture a mark may lie on, px; a coordinate may lie as far outside as that. */
const farthest = 100_000
const Coordinate = z.number().min(-farthest).max(farthest)
/** A place on a picture: px of the upright original, x to the right, y down, from the outer corner of its first pixel. */
export const Point = z.tuple([Coordinate, Coordinate])
/** A closed outline; its last point joins its first. */
export const Ring = z.array(Point).min(3).max(4000)
const Word = z.string().min(1).max(80)
const Note = z.string().trim().max(4000)

/** How large a picture's pixel is: `umPerPx` with its relative uncertainty (k = 2), and where that is known from. */
export const Scale = z.object({
  umPerPx: z.number().positive().max(10_000),
  relativeUncertainty: z.number().min(0).max(1),
  source: z.enum(['profile', 'ruler', 'marker', 'dicom']),
})
export type Scale = z.output<typeof Scale>

/** A measured value with its UCUM unit; uncertainty (k = 2) in the same unit where it is known. */
export const Figure = z.object({
  value: z.number(),
  unit: z.string().max(20),
  uncertainty: z.number().min(0).optional(),
})
export type Figure = z.output<typeof Figure>
const Figures = z.record(Word, Figure)

/** What a suggestion came from, so that it can be made again: engine, its version, and its parameters in words. */
const Maker = z.object({ name: Word, version: Word })

const Measurement = z.object({
  kind: z.literal('measurement'),
  tool: z.enum(['length', 'ellipse', 'polygon', 'angle', 'colour']),
  points: z.array(Point).min(1).max(1000),
  label: z.string().max(200).optional(),
  scale: Scale.optional(),
  figures: Figures,
})

/** The scale of one picture, as a clinician confirmed it. */
const ScaleMark = z.object({
  kind: z.literal('scale'),
  scale: Scale,
  /** What it was measured on: the ruler's line, the marker's two ends. */
  line: z.tuple([Point, Point]).optional(),
  lengthMm: z.number().positive().max(1000).optional(),
  suggestedBy: Maker.optional(),
})

/** The lesion's outline, as a clinician confirmed it. */
const Outline = z.object({
  kind: z.literal('outline'),
  rings: z.array(Ring).min(1).max(20),
  origin: z.enum(['model', 'classical', 'hand']),
  suggestedBy: Maker.optional(),
  /** True where the clinician changed what was suggested. */
  edited: z.boolean(),
  scale: Scale.optional(),
  figures: Figures,
})

/** That a tick was measured and suggested before a clinician took it: what measured, on which confirmed outline, and its numbers. */
const Suggested = z.object({ by: Maker, outlineMarkId: z.uuid(), figures: Figures })
/**
 * One tick of a clinician: the criterion, its value, and the places on the picture that it rests on (one point, a line, or a ring of
 * three and more). `suggested` stands only on one that was taken over as it was; whose mark it is confirmed it.
 */
const Tick = z.object({
  criterion: Word,
  value: z.union([z.boolean(), z.int(), Word]),
  regions: z.array(z.array(Point).min(1).max(2000)).max(50),
  suggested: Suggested.optional(),
})
/** What one algorithm made of the ticks; the engine works it out again before it keeps it. */
const Result = z.object({
  algorithm: Word,
  version: Word,
  state: z.enum(['scored', 'incomplete', 'not-evaluable', 'blocked']),
  /** Exact decimal text. */
  total: z.string().max(20).optional(),
  band: Word.optional(),
  /** Reaches the published threshold of the algorithm: of the score, not of what the lesion is. */
  above: z.boolean().optional(),
  missing: z.array(Word).max(50).optional(),
  caveats: z.array(Word).max(10).optional(),
})
/** A clinician's dermoscopic ticks and what follows from them. */
const Score = z.object({
  kind: z.literal('score'),
  version: Word,
  ticks: z.array(Tick).max(200),
  context: z.object({ siteCode: z.string().max(20), dermoscopic: z.string().max(40).optional() }),
  results: z.array(Result).max(20),
})

/** A clinician's decision on a registration: does the moving picture lie rightly over this one? */
const RegistrationMark = z.object({
  kind: z.literal('registration'),
  movingBlobId: BlobId,
  engine: Maker,
  similarity: z.array(z.number()).length(6),
  inliers: z.int().min(0),
  residualPx: z.number().min(0),
  residualMm: z.number().min(0).optional(),
  decision: z.enum(['accepted', 'rejected']),
  reason: Note.optional(),
})

/** The ten-item dermoscopy report (Malvehy 2007), signed. */
const Report = z.object({
  kind: z.literal('report'),
  version: Word,
  terminology: z.enum(['metaphoric', 'descriptive', 'both']),
  items: z.record(Word, Note),
  images: z.array(BlobId).max(50),
  scoreMarkId: z.uuid().optional(),
})

/** A severity score: its instrument, what was entered, and its exact total as decimal text. */
const Severity = z.object({
  kind: z.literal('severity'),
  instrument: Word,
  version: Word,
  inputs: z.record(Word, z.union([z.number(), z.boolean(), z.string().max(200)])),
  total: z.string().max(20).optional(),
  band: Word.optional(),
  note: Note.optional(),
})

/** A place on a body picture that lies otherwise than on the picture before, and what the clinician makes of it. */
const RingMark = z.object({
  kind: z.literal('ring'),
  priorBlobId: BlobId.optional(),
  centre: Point,
  radiusPx: z.number().positive().max(farthest),
  decision: z.enum(['accepted', 'rejected']),
  lesionId: LesionId.optional(),
})

/** That a lesion is to be pictured again, and when; `outcome` closes it. */
const Monitoring = z.object({
  kind: z.literal('monitoring'),
  plan: z.enum(['short-term', 'long-term', 'lentigo']),
  baselineBlobId: BlobId.optional(),
  dueOn: z.iso.date(),
  earliestOn: z.iso.date(),
  latestOn: z.iso.date(),
  outcome: z.enum(['done', 'stopped', 'excised']).optional(),
  note: Note.optional(),
})

/** What a lesion turned out to be, and how that is known (the ISIC archive's `diagnosis_confirm_type`). Entered by a clinician. */
const Confirmation = z.object({
  kind: z.literal('confirmation'),
  how: z.enum(['histopathology', 'serial-imaging', 'expert-consensus', 'confocal', 'clinical']),
  label: z.string().trim().min(1).max(200),
  on: z.iso.date(),
  specimen: z.string().trim().max(80).optional(),
})

/** What a clinician draws, measures or decides; one shape for each kind. */
export const MarkBody = z.discriminatedUnion('kind', [
  Measurement,
  ScaleMark,
  Outline,
  Score,
  RegistrationMark,
  Report,
  Severity,
  RingMark,
  Monitoring,
  Confirmation,
])
export type MarkBody = z.output<typeof MarkBody>
export type MarkKind = MarkBody['kind']
export type MarkOf<Kind extends MarkKind> = Extract<MarkBody, { kind: Kind }>
