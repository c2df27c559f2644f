import { z } from 'zod'
import { BlobId, CaseId, PatientId, RecordId, UserId } from '../../ids.ts'
import { presentations } from './items.ts'

export const ConsultPresentation = z.enum(presentations)
export type ConsultPresentation = z.output<typeof ConsultPresentation>

const Text = (max: number) => z.string().trim().min(1).max(max)
const Stamp = z.iso.datetime({ offset: true })

export const Duration = z.strictObject({
  value: z.int().min(0).max(1000),
  unit: z.enum(['hours', 'days', 'weeks', 'months', 'years']),
})

/** A coded place: DICOM PS3.16 CID 4029, with the edition that the code was chosen from. */
const Site = z.strictObject({
  code: Text(40),
  laterality: z.enum(['left', 'right', 'bilateral']).optional(),
  edition: Text(40).optional(),
})
const Treatment = z.strictObject({
  what: Text(200),
  response: z.enum(['cleared', 'better', 'same', 'worse', 'unknown']),
})
const Medicine = z.strictObject({ name: Text(200), code: Text(40).optional(), startedOn: z.iso.date().optional() })
const Allergy = z.strictObject({ name: Text(200), code: Text(40).optional(), reaction: Text(200).optional() })
const Scale = z.int().min(0).max(10)

/**
 * The structured history of a consult, one field per item of `intakeItems`. A field that is not there was not answered; an empty list
 * is the answer "none". A draft may lack anything: `missingOf` says what it still needs.
 */
export const IntakeHistory = z.strictObject({
  reason: z.enum(['diagnosis', 'management', 'triage', 'monitoring']).optional(),
  question: Text(2000).optional(),
  duration: Duration.optional(),
  sites: z.array(Site).max(50).optional(),
  itch: z.boolean().optional(),
  pain: z.boolean().optional(),
  bleeding: z.boolean().optional(),
  oozing: z.boolean().optional(),
  discharge: z.boolean().optional(),
  changeSize: z.boolean().optional(),
  changeShape: z.boolean().optional(),
  changeColour: z.boolean().optional(),
  changeElevation: z.boolean().optional(),
  course: z.enum(['new', 'stable', 'slowly-changing', 'worsening', 'improving', 'comes-and-goes']).optional(),
  treatments: z.array(Treatment).max(50).optional(),
  medicines: z.array(Medicine).max(100).optional(),
  allergies: z.array(Allergy).max(100).optional(),
  immune: z
    .array(z.enum(['transplant', 'immunosuppressant', 'hiv', 'other']))
    .max(4)
    .optional(),
  pregnancy: z.enum(['not-applicable', 'no', 'pregnant', 'trying', 'lactating', 'unknown']).optional(),
  skinCancer: z
    .array(z.enum(['melanoma', 'basal-cell', 'squamous-cell', 'other']))
    .max(4)
    .optional(),
  familyMelanoma: z.boolean().optional(),
  fitzpatrick: z.enum(['I', 'II', 'III', 'IV', 'V', 'VI']).optional(),
  fever: z.boolean().optional(),
  malaise: z.boolean().optional(),
  mucosal: z.boolean().optional(),
  occupation: Text(500).optional(),
  exposures: Text(500).optional(),
  travel: Text(500).optional(),
  contacts: Text(500).optional(),
  previousTests: Text(2000).optional(),
  itchScore: Scale.optional(),
  sleepScore: Scale.optional(),
  provisional: Text(500).optional(),
  claimedUrgency: z.enum(['emergency', 'same-day', 'urgent', 'soon', 'routine', 'advice']).optional(),
})
export type IntakeHistory = z.output<typeof IntakeHistory>

/** Who asks, and how they are reached. */
export const Referrer = z.strictObject({
  userId: UserId.optional(),
  organisation: Text(200).optional(),
  callback: Text(100).optional(),
})
/** What the record knows of the patient: taken from it, not asked again. */
export const IntakePatient = z.strictObject({
  patientId: PatientId.optional(),
  birthDate: z.iso.date().optional(),
  sex: z.enum(['female', 'male', 'other', 'unknown']).optional(),
})

/** One picture of the set, as far as the gate cares. */
export const IntakeImage = z.strictObject({
  blobId: BlobId,
  viewId: Text(40),
  /** The number on the body map, for views that are taken of every lesion. */
  lesion: z.int().min(1).max(500).optional(),
  widthPx: z.int().min(1).max(100_000),
  heightPx: z.int().min(1).max(100_000),
  bytes: z.int().min(1),
  mime: Text(100),
  takenAt: Stamp,
  /** The quality gate's verdict; undefined where the picture was not judged. */
  verdict: z.enum(['good', 'usable', 'retake']).optional(),
  /** Why a picture that should be taken again was kept: a person's words. */
  keptBecause: Text(500).optional(),
  /** True where the picture's own scale is known. */
  scaled: z.boolean().optional(),
})
export type IntakeImage = z.output<typeof IntakeImage>

/** One view to be taken again or for the first time, and why. */
export const RetakeView = z.strictObject({
  viewId: Text(40),
  lesion: z.int().min(1).max(500).optional(),
  why: z
    .array(
      z.enum(['not-there', 'blurred', 'too-dark', 'too-bright', 'glare', 'too-far', 'cut-off', 'wrong-place', 'other']),
    )
    .min(1)
    .max(9),
})
export type RetakeView = z.output<typeof RetakeView>
export const RetakeRequest = z.strictObject({
  askedAt: Stamp,
  views: z.array(RetakeView).min(1).max(50),
  note: Text(2000).optional(),
})
export type RetakeRequest = z.output<typeof RetakeRequest>

export const IntakeConsent = z.strictObject({ kind: z.enum(['store-and-forward']), recordId: RecordId })
export type IntakeConsent = z.output<typeof IntakeConsent>

/** A consult as it is being put together: everything that the gate looks at. */
export const Intake = z.strictObject({
  caseId: CaseId.optional(),
  presentation: ConsultPresentation,
  history: IntakeHistory,
  patient: IntakePatient,
  referrer: Referrer,
  consents: z.array(IntakeConsent).max(20),
  images: z.array(IntakeImage).max(500),
  /** Numbers of the lesions that the consult is about, and of those that are pinned on the body map. */
  lesions: z.array(z.int().min(1).max(500)).max(500),
  pinned: z.array(z.int().min(1).max(500)).max(500),
  /** True where a dermatoscope is at hand. */
  dermoscope: z.boolean(),
  /** Views asked for only where affected: answered yes, and answered no. */
  affected: z.array(Text(40)).max(20),
  unaffected: z.array(Text(40)).max(20),
  /** True where a prescription is asked for. */
  prescribing: z.boolean(),
  retakes: z.array(RetakeRequest).max(50),
})
export type Intake = z.output<typeof Intake>
