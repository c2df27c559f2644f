import { z } from 'zod'
import type { BlobMeta } from '../vault/index.ts'
import type { ShotRow } from './rows.ts'

// What is sealed into a file's own header. It is read again only when a crash has swallowed the row, perhaps by a later Cutis:
// so it is checked, and its version is part of it.

const text = z.string().nullable()

const Row: z.ZodType<ShotRow> = z.object({
  blobId: z.uuid(),
  purpose: z.enum(['case', 'portrait']),
  patientId: z.uuid(),
  caseId: text,
  lesionId: text,
  siteCode: text,
  laterality: text,
  view: text,
  takenAt: z.string(),
  takenBy: z.string(),
  device: z.string(),
  mediaType: z.string(),
  widthPx: z.int(),
  heightPx: z.int(),
  sizeBytes: z.int(),
  sha256: z.string(),
  quality: text,
})

const Original = z.object({
  kind: z.literal('shot'),
  version: z.literal(1),
  keptAt: z.iso.datetime(),
  shot: Row,
  /** The FHIR records written beside the row: Media and Binary. */
  records: z.array(z.looseObject({ resourceType: z.string(), id: z.string() })).max(4),
})

const Level = z.object({
  kind: z.literal('level'),
  version: z.literal(1),
  of: z.uuid(),
  level: z.enum(['thumb', 'screen', 'tiles']),
  mediaType: z.string(),
})

const Sealed = z.discriminatedUnion('kind', [Original, Level])

export type SealedOriginal = z.output<typeof Original>
export type SealedLevel = z.output<typeof Level>

/** The header of a kept original: everything its rows are made of. `records` are its FHIR records. */
export const sealedOriginal = (fresh: {
  readonly keptAt: string
  readonly shot: ShotRow
  readonly records: readonly object[]
}): BlobMeta => ({
  kind: 'shot',
  version: 1,
  ...fresh,
})

export const sealedLevel = (fresh: Omit<SealedLevel, 'kind' | 'version'>): BlobMeta => ({
  kind: 'level',
  version: 1,
  ...fresh,
})

/** What a file without a row says it is. Throws where it is none of this room's, or names another id than its own. */
export const orphanOf = (meta: BlobMeta, id: string): SealedOriginal | SealedLevel => {
  const sealed = Sealed.parse(meta)
  if (sealed.kind === 'shot' && sealed.shot.blobId !== id) throw new Error('the header names another file')
  return sealed
}
