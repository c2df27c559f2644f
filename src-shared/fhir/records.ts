import { z } from 'zod'
import { Device } from './device.ts'
import { DocumentReference, Media } from './documents.ts'
import { BodyStructure, Condition, Encounter, Observation } from './findings.ts'
import { Patient, Practitioner } from './people.ts'
import { Communication, Task } from './work.ts'

/** A record of the workstation: one of `recordTypes`, told apart by `resourceType`. */
export const FhirRecord = z.discriminatedUnion('resourceType', [
  Patient,
  Practitioner,
  Encounter,
  Condition,
  BodyStructure,
  Media,
  DocumentReference,
  Device,
  Observation,
  Task,
  Communication,
])
export type FhirRecord = z.output<typeof FhirRecord>
