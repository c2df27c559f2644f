/** A mark as the database has it. */
export interface MarkRow {
  readonly markId: string
  readonly rootId: string
  readonly patientId: string
  readonly caseId: string | null
  readonly lesionId: string | null
  readonly blobId: string | null
  readonly kind: string
  /** JSON of the contract's MarkBody. */
  readonly body: string
  readonly at: string
  readonly by: string
  readonly byId: string
}

export interface HeldMark extends MarkRow {
  readonly state: 'current' | 'replaced' | 'voided'
  readonly reason: string | null
  readonly unsynced: 0 | 1
}

export interface CalibrationRow {
  readonly calibrationId: string
  readonly deviceLabel: string
  readonly setting: string
  readonly at: string
  readonly by: string
  readonly longPx: number
  readonly umPerPx: number | null
  readonly relativeUncertainty: number | null
  readonly deltaE: number | null
  readonly method: string
  readonly note: string | null
}

/** A picture described by colour, texture and edges: 32-bit floats, little-endian. */
export interface DescriptionRow {
  readonly blobId: string
  readonly lesionId: string
  readonly version: string
  readonly vector: Uint8Array
}
