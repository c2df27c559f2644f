/** One value a patient is found by: a word of the name, a birth date, a number (MRN, barcode), or the name to sort by. */
export interface PatientKey {
  readonly kind: 'name' | 'born' | 'number' | 'sort'
  readonly value: string
}

/** A resource as the database takes it; `body` is its JSON text, `sortAt` ISO 8601 in UTC. */
export interface RecordRow {
  readonly type: string
  readonly id: string
  readonly body: string
  readonly patientId: string | undefined
  readonly caseId: string | undefined
  readonly sortAt: string | undefined
  readonly updatedAt: string
  /** Of a Patient only. */
  readonly keys: readonly PatientKey[]
  /** Of a note only: its folded words. */
  readonly text: string | undefined
}

/** What a record is found by. */
export type IndexedRow = Pick<RecordRow, 'type' | 'id' | 'keys' | 'text'>

/** A record as read back. */
export interface HeldRow {
  readonly type: string
  readonly id: string
  readonly body: string
  readonly patientId: string | null
  readonly updatedAt: string
  readonly unsynced: 0 | 1
}

export interface FoundPatient extends HeldRow {
  readonly lastSeenAt: string | null
}

export interface FoundNote extends HeldRow {
  /** The patient's record; null where it is not held. */
  readonly patient: string | null
}

export interface FoundCase extends HeldRow {
  readonly images: number
}

/** One term of a search: a patient must match one of the alternatives. `prefix` matches the beginnings of words. */
export type Term = readonly { readonly kind: PatientKey['kind']; readonly value: string; readonly prefix: boolean }[]

export interface RecordName {
  readonly type: string
  readonly id: string
}

/** New values of top-level elements; a record's other elements stay as they are. */
export type Change = RecordName & { readonly set: Readonly<Record<string, unknown>>; readonly at: string }
