import { z } from 'zod'
import type { BlobMeta } from '../vault/index.ts'
import { fileTypes } from './file-kind.ts'

// What is sealed into a file's own header. It says what the bytes are and whose, and is read again when a crash has swallowed the rows.

const Sealed = z.object({
  kind: z.literal('message-file'),
  version: z.literal(1),
  keptAt: z.iso.datetime(),
  patientId: z.uuid(),
  mediaType: z.enum(fileTypes),
  /** The clinic's id of it, where it came from there: then it stands in the room's own table, and no record of ours goes out for it. */
  from: z.string().max(64).optional(),
  /** Written beside the file; its message stands with the last file of it, so that it is never entered with fewer. */
  records: z.array(z.looseObject({ resourceType: z.enum(['Binary', 'Communication']), id: z.uuid() })).max(2),
})
export type SealedFile = z.output<typeof Sealed>

export const sealedFile = (fresh: {
  readonly keptAt: string
  readonly patientId: string
  readonly mediaType: string
  readonly records: readonly object[]
  readonly from?: string
}): BlobMeta => ({ kind: 'message-file', version: 1, ...fresh })

/** What a sealed file says it is; undefined where it is none of this room's. */
export const sealedIn = (meta: BlobMeta): SealedFile | undefined => Sealed.safeParse(meta).data
