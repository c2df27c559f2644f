import { z } from 'zod'
import { Override, PatientFacts, PrescriptionDraft, ProgrammeFact } from '../clinical/prescribing/types.ts'
import { LaboratoryStanding, PrescribingAlert, PrescribingCheck } from '../clinical/prescribing/verdict.ts'
import { CaseId, PatientId, RecordId } from '../ids.ts'
import { command, query } from './call.ts'
import { KeyStanding } from './key-standing.ts'
import { PatientRow } from './records.ts'

const Stamp = z.iso.datetime({ offset: true })
const Reason = z.string().trim().min(3).max(500)

export const DrugRow = z.object({
  id: z.string(),
  name: z.string(),
  drugClass: z.string(),
  routes: z.array(z.string()),
  products: z.array(
    z.object({
      rxcui: z.string(),
      amount: z.string(),
      unit: z.enum(['mg', 'mg/ml', '%']),
      form: z.string(),
      brand: z.string().optional(),
      andAmount: z.string().optional(),
    }),
  ),
  /** Scheduled everywhere or in some places: a draft only. */
  schedule: z.enum(['federal', 'some-states']).optional(),
})
export type DrugRow = z.output<typeof DrugRow>

/** What a search found, and in which list. */
export const DrugsFound = z.object({
  /** `clinic`: the clinic's terminology server answered, too. */
  searched: z.enum(['clinic', 'catalogue']),
  rows: z.array(DrugRow),
  /** Names of the clinic's list that no rule here knows: they cannot be prescribed from here. */
  unknown: z.array(z.string()),
})
export type DrugsFound = z.output<typeof DrugsFound>

/** Where a prescription stands: R4 medicationrequest-status; whatever the clinic's server sets shows here. */
export const PrescriptionStatus = z.enum([
  'draft',
  'active',
  'on-hold',
  'completed',
  'stopped',
  'cancelled',
  'entered-in-error',
  'unknown',
])
export type PrescriptionStatus = z.output<typeof PrescriptionStatus>

/** Numbers a prescriber is known by, as they stand on paper. */
export const PrescriberNumbers = z.object({
  npi: z
    .string()
    .regex(/^\d{10}$/)
    .meta({ examples: ['1234567893'] })
    .optional(),
  licence: z.string().trim().min(1).max(40).optional(),
  state: z.string().trim().min(2).max(40).optional(),
})
export type PrescriberNumbers = z.output<typeof PrescriberNumbers>

export const PrescriptionEvent = z.object({
  what: z.enum(['drafted', 'signed', 'cancelled', 'discarded', 'printed']),
  at: Stamp,
  by: z.string(),
  note: z.string().optional(),
})
export type PrescriptionEvent = z.output<typeof PrescriptionEvent>

export const PrescriptionSignature = z.object({
  at: Stamp,
  by: z.string(),
  factor: z.enum(['totp', 'recovery-code']),
  /** Hex SHA-256 of the canonical signed text. */
  hash: z.string(),
  /** False where anything differs from what was signed. */
  valid: z.boolean(),
  /** Whether the signature of the signer's own key holds. */
  key: KeyStanding,
  acknowledged: z.array(z.string()),
})

export const PrescriptionView = z.object({
  prescriptionId: RecordId,
  patientId: PatientId,
  caseId: CaseId.optional(),
  draft: PrescriptionDraft,
  programme: ProgrammeFact.optional(),
  status: PrescriptionStatus,
  /** Words of the medicine with its strength and form, of the directions, and of the quantity in figures and words. */
  drug: z.string(),
  sig: z.string(),
  quantity: z.string(),
  signature: PrescriptionSignature.optional(),
  events: z.array(PrescriptionEvent),
  unsynced: z.boolean(),
})
export type PrescriptionView = z.output<typeof PrescriptionView>

/** One prescription to be signed, as it was shown: its version, what was acknowledged, what is overridden. */
export const ToSign = z.object({
  prescriptionId: RecordId,
  version: z.int().min(1),
  acknowledged: z.array(z.string().max(80)).max(100),
  overrides: z.array(Override).max(50),
})
export type ToSign = z.output<typeof ToSign>

export const RefillRow = z.object({
  taskId: RecordId,
  patient: PatientRow.omit({ lastSeenAt: true, unsynced: true }),
  prescription: PrescriptionView,
  askedAt: Stamp,
  by: z.string(),
  note: z.string().optional(),
  status: z.enum(['requested', 'in-progress', 'completed', 'rejected']),
  /** The draft that answers it, where one was begun. */
  draftId: RecordId.optional(),
  daysLeft: z.int().optional(),
  runsOutOn: z.string().optional(),
  /** Checks that are overdue, each with its day; those named in `holds` keep it from being approved. */
  overdue: z.array(z.object({ check: z.string(), dueOn: z.string() })),
  holds: z.array(z.string()),
  /** What the rules say of it today in words, each with its source; fields that are missing are codes of their own. */
  alerts: z.array(PrescribingAlert),
  missing: z.array(z.string()),
  controlled: z.boolean(),
  laboratory: LaboratoryStanding.optional(),
  unsynced: z.boolean(),
})
export type RefillRow = z.output<typeof RefillRow>

/** A pharmacy of the clinic's own list; its number is the one of NCPDP. */
export const Pharmacy = z.object({
  name: z.string().trim().min(1).max(200),
  ncpdp: z.string().trim().min(1).max(20).optional(),
})
export type Pharmacy = z.output<typeof Pharmacy>

const one = { prescriptionId: RecordId }

/** Prescriptions from draft to signature, and requests to renew them. Everything that names one: Faults records.unknown, prescribing.unreadable. */
export const prescribing = {
  /** By the clinic's terminology server first where it answers in time; the catalogue always. */
  search: query('patient.read')
    .input(z.object({ text: z.string().max(80) }))
    .output(DrugsFound),
  list: query('patient.read', { reads: ['record', 'outbox'], audited: true })
    .input(z.object({ patientId: PatientId }))
    .output(z.array(PrescriptionView)),
  /** What the rules know of a patient. Fault prescribing.noBirthDate. */
  facts: query('patient.read', { reads: ['record'], audited: true })
    .input(z.object({ patientId: PatientId }))
    .output(PatientFacts),
  /** What the rules say of a draft at this moment. */
  check: query('prescription.draft', { reads: ['record'], audited: true })
    .input(z.object({ patientId: PatientId, draft: PrescriptionDraft, programme: ProgrammeFact.optional() }))
    .output(PrescribingCheck),
  /** Keeps a draft; the version goes up by one each time. Faults prescribing.notCurrent, .notNow. */
  save: command('prescription.draft')
    .input(
      z.object({
        patientId: PatientId,
        caseId: CaseId.optional(),
        draft: PrescriptionDraft,
        programme: ProgrammeFact.optional(),
      }),
    )
    .output(PrescriptionView),
  discard: command('prescription.draft').input(z.object(one)).output(PrescriptionView),
  /**
   * Signs all or none, with one second step. Faults access.refused, .tooManyTries, prescribing.blocked, .held, .controlled, .incomplete,
   * .notAcknowledged, .notCurrent, .notNow, .overrideDenied.
   */
  sign: command('prescription.sign')
    .input(
      z.object({
        patientId: PatientId,
        items: z.array(ToSign).min(1).max(20),
        code: z.string().min(6).max(40),
        prescriber: PrescriberNumbers,
      }),
    )
    .output(z.array(PrescriptionView)),
  cancel: command('prescription.sign')
    .input(z.object({ ...one, reason: Reason }))
    .output(PrescriptionView),
  /** Whether what is held is still what was signed. */
  verify: query('patient.read', { reads: ['record'], audited: true })
    .input(z.object(one))
    .output(z.object({ signed: z.boolean(), valid: z.boolean(), differs: z.array(z.string()) })),
  /** The signed prescription as a PDF (base64); the first printing is kept in the record. Faults prescribing.notNow, documents.*. */
  paper: command('prescription.draft')
    .input(z.object({ ...one, sheet: z.enum(['A4', 'Letter']) }))
    .output(z.object({ title: z.string(), pages: z.int(), pdf: z.string() })),
  pharmacies: query('signed-in', { reads: ['pharmacy'] }).output(z.array(Pharmacy)),
  /** The whole list anew. */
  setPharmacies: command('clinic.configure')
    .input(z.object({ list: z.array(Pharmacy).max(200) }))
    .output(z.void()),
  refills: query('patient.read', { reads: ['record', 'outbox'] }).output(z.array(RefillRow)),
  /** Writes down that somebody asks for more. Fault prescribing.notNow. */
  requestRefill: command('prescription.draft')
    .input(z.object({ ...one, note: z.string().trim().max(500).optional() }))
    .output(z.object({ taskId: RecordId })),
  /** The draft that answers a request: the same once more, to be signed as it is or changed. */
  renew: command('prescription.draft')
    .input(z.object({ taskId: RecordId }))
    .output(PrescriptionView),
  deny: command('prescription.sign')
    .input(z.object({ taskId: RecordId, newToFollow: z.boolean(), reason: Reason }))
    .output(z.object({ taskId: RecordId })),
}
