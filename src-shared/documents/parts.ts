import { z } from 'zod'

// What every paper has in common. Sizes are bounded here, once: a paper is read by a person, and its press has limits.

/** One line: a name, a unit, a label. */
export const Line = z.string().trim().min(1).max(200)
/** A sentence or an address in one. */
export const Sentence = z.string().trim().min(1).max(600)
/** What a clinician wrote, line breaks kept. */
export const Prose = z.string().trim().min(1).max(12_000)
/** An exact decimal text without a sign: quantities and doses are never rounded on the way to paper. */
export const Amount = z.string().regex(/^(0|[1-9]\d{0,8})(\.\d{1,6})?$/)
/** A calendar day as FHIR writes it. */
export const Day = z.iso.date()
/** A moment with its offset, shown as it was written: paper does not know where it will be read. */
export const Moment = z.iso.datetime({ offset: true })
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** A whole hash of a document's content or of a signature, lower-case hex. */
export type Sha256 = z.output<typeof Sha256>

/** A number somebody is known by, with what kind it is: NPI, licence and its state, record number. */
export const Numbered = z.object({ label: Line, value: Line })
export type Numbered = z.output<typeof Numbered>

/** The letterhead: who sends the paper. */
export const Clinic = z.object({
  name: Line,
  address: z.array(Line).max(4),
  phone: Line.optional(),
  email: Line.optional(),
  numbers: z.array(Numbered).max(4).optional(),
})
export type Clinic = z.output<typeof Clinic>

/** The patient as every page names them. */
export const PaperPatient = z.object({
  name: Line,
  birthDate: Day,
  sex: Line,
  numbers: z.array(Numbered).max(4).optional(),
  address: z.array(Line).max(4).optional(),
  phone: Line.optional(),
  /** With its unit, and the day it was taken: `70.5 kg`. */
  weight: z.object({ value: Line, on: Day }).optional(),
})
export type PaperPatient = z.output<typeof PaperPatient>

/** A clinician as sender, receiver or signer. */
export const Clinician = z.object({
  name: Line,
  role: Line.optional(),
  organisation: Line.optional(),
  address: z.array(Line).max(4).optional(),
  phone: Line.optional(),
  numbers: z.array(Numbered).max(4).optional(),
})
export type Clinician = z.output<typeof Clinician>

/** What binds a document: who, when, by which second step, and the hash of what was signed as the signing room keeps it. */
export const PaperSignature = z.object({
  by: Clinician,
  at: Moment,
  /** In words: `security key`, `one-time code`. */
  secondStep: Line.optional(),
  hash: Sha256,
  /** The signer's key on what the code of the paper says: thumbprint and signature, base64url. */
  key: z.object({ keyId: z.string().regex(/^[\w-]{43}$/), value: z.string().regex(/^[\w-]{86}$/) }).optional(),
})
export type PaperSignature = z.output<typeof PaperSignature>

const Share = z.number().min(0).max(1)
/** A place on a picture, as shares of its width and height: one point, a line, or a closed ring of three points and more. */
export const PaperRegion = z.object({
  label: Line,
  points: z
    .array(z.tuple([Share, Share]))
    .min(1)
    .max(2000),
})
export type PaperRegion = z.output<typeof PaperRegion>

/** A picture on paper; `image` names its bytes among those given to the press. */
export const PaperPicture = z.object({
  image: Line,
  caption: Sentence,
  takenAt: Moment.optional(),
  /** How large a millimetre is, or that nobody knows: `1 mm = 41 px ± 2 %`, `uncalibrated`. */
  scale: Line.optional(),
  regions: z.array(PaperRegion).max(30).optional(),
})
export type PaperPicture = z.output<typeof PaperPicture>

/** Pictures of one paper, in the order they are numbered. */
export const Pictures = z.array(PaperPicture).max(24)

/** What every paper begins with. `paper` is the sheet; it is no part of the content, nor is the signature. */
export const head = {
  id: z.uuid(),
  /** Counts the editions of this document from 1. */
  edition: z.int().min(1).max(9999),
  status: z.enum(['draft', 'final', 'amended', 'entered-in-error']),
  /** Of what clinicians wrote in it (BCP 47); the labels are English. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  created: Moment,
  paper: z.enum(['A4', 'Letter']),
  clinic: Clinic,
  patient: PaperPatient,
}
export type Head = z.output<z.ZodObject<typeof head>>

/** A medicine in a list: what it is, and how it is taken where that is known. */
export const Medicine = z.object({ name: Line, directions: Sentence.optional() })
/** A problem or diagnosis as a clinician stated it, with its code where it has one. */
export const Problem = z.object({ text: Line, code: Line.optional() })
/** An allergy and what it did. */
export const PaperAllergy = z.object({ substance: Line, reaction: Sentence.optional() })
/** `none known` is a statement; absent is not asked. */
export const Allergies = z.union([z.literal('none known'), z.array(PaperAllergy).min(1).max(40)])
export type Allergies = z.output<typeof Allergies>
