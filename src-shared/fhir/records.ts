import { z } from 'zod'
import { Basic } from './basic.ts'
import { Device } from './device.ts'
import { DocumentReference, Media } from './documents.ts'
import { BodyStructure, Condition, DiagnosticReport, Encounter, Observation } from './findings.ts'
import {
  AdverseEvent,
  AllergyIntolerance,
  Consent,
  MedicationRequest,
  MedicationStatement,
  QuestionnaireResponse,
} from './medicines.ts'
import { Patient, Practitioner } from './people.ts'
import { Provenance } from './provenance.ts'
import { ServiceRequest, Specimen } from './requests.ts'
import { Appointment, Schedule, Slot } from './schedule.ts'
import { Communication, Task } from './work.ts'

/** A record of the workstation: one of `recordTypes`, told apart by `resourceType`. */
export const FhirRecord = z.discriminatedUnion('resourceType', [
  Patient,
  Practitioner,
  Encounter,
  Condition,
  BodyStructure,
  Consent,
  AllergyIntolerance,
  MedicationStatement,
  QuestionnaireResponse,
  Media,
  ServiceRequest,
  Specimen,
  MedicationRequest,
  DocumentReference,
  Device,
  Observation,
  DiagnosticReport,
  AdverseEvent,
  Schedule,
  Slot,
  Appointment,
  Task,
  Communication,
  Basic,
  Provenance,
])
export type FhirRecord = z.output<typeof FhirRecord>
