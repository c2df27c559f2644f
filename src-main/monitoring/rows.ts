import type { MeasureKind } from '../devices/index.ts'

export type ReadingState = 'quarantine' | 'accepted' | 'rejected'
export type ClockMethod = 'zone' | 'coincident' | 'estimated' | 'entered'

/** A reading as the database has it. */
export interface ReadingRow {
  /** Made of patient and identity: the same reading has the same id on every workstation. */
  readonly readingId: string
  readonly patientId: string
  /** Hash over the device, the kind, the device's own time and the values; never over anything that can be corrected. */
  readonly identity: string
  readonly kind: MeasureKind
  /** JSON of Part[], as the device gave them. */
  readonly parts: string
  readonly deviceTime: string | null
  readonly deviceUser: string | null
  /** JSON of words from the protocol. */
  readonly flags: string
  /** JSON of what was found while it was taken in. */
  readonly notes: string
  /** ISO 8601 with offset; recomputable from the tape. */
  readonly effectiveAt: string
  /** The same moment in UTC, to sort by. */
  readonly sortAt: string
  readonly method: ClockMethod
  /** As a person would name it. */
  readonly device: string
  /** The FHIR Device it was measured with; none for what was entered by hand. */
  readonly deviceId: string | null
  readonly captureId: string | null
  readonly state: ReadingState
  readonly takenAt: string
  readonly takenBy: string
  readonly takenById: string
}

export interface HeldReading extends ReadingRow {
  readonly unsynced: 0 | 1
}

/** A sealed tape, as the database has it. */
export interface TapeRow {
  /** The sealed file's id. */
  readonly captureId: string
  readonly patientId: string
  readonly device: string
  /** As the system named it when it was plugged in; empty where it has none. */
  readonly serial: string
  readonly driver: string
  readonly driverVersion: number
  readonly startedAt: string
  readonly zone: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly takenBy: string
}

export interface HeldTape extends TapeRow {
  readonly readings: number
}

/** Where an identity is held already. */
export interface Seen {
  readonly identity: string
  readonly patientId: string
  readonly readingId: string
  readonly state: ReadingState
}

export interface Decision {
  readonly readingId: string
  readonly state: ReadingState
  readonly reason: string | null
}
