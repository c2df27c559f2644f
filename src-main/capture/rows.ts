/** A kept picture as the database has it. `purpose` tells a picture of a case from a patient's portrait. */
export interface ShotRow {
  readonly blobId: string
  readonly purpose: 'case' | 'portrait'
  readonly patientId: string
  /** Only a portrait has none. */
  readonly caseId: string | null
  readonly lesionId: string | null
  readonly siteCode: string | null
  readonly laterality: string | null
  readonly view: string | null
  /** ISO 8601 with an offset, as the capturing side said. */
  readonly takenAt: string
  readonly takenBy: string
  /** JSON of the contract's Device. */
  readonly device: string
  readonly mediaType: string
  /** As seen: after the orientation the picture carries is applied. */
  readonly widthPx: number
  readonly heightPx: number
  readonly sizeBytes: number
  readonly sha256: string
  /** JSON of the contract's Verdict. */
  readonly quality: string | null
}

export interface HeldShot extends ShotRow {
  readonly levels: 'pending' | 'ready' | 'failed'
  readonly thumbId: string | null
  readonly screenId: string | null
  /** Only a large picture that has its smaller ones gets tiles. */
  readonly tiles: 'none' | 'pending' | 'ready' | 'failed'
  readonly tilesId: string | null
  readonly state: 'kept' | 'voided' | 'damaged'
  readonly unsynced: 0 | 1
}

/** The sealed pictures made of one original. */
export interface LevelIds {
  readonly blobId: string
  readonly thumbId: string
  readonly screenId: string
}

export interface TilesId {
  readonly blobId: string
  readonly tilesId: string
}
