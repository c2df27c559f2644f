import { createHash } from 'node:crypto'
import { documentReferenceOf, type PrintedPaper } from '../../src-shared/documents/index.ts'
import type { DocumentReference } from '../../src-shared/fhir/index.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import { type BinaryRecord, idIn, refTo } from '../records/index.ts'
import type { NewBlob } from '../vault/index.ts'
import type { Paper } from './service.ts'

/** A paper that is to be kept: whose it is and what it is about; its file gets the name `blobId`. */
export interface ToKeep extends Omit<PrintedPaper, 'attachment' | 'title'> {
  readonly blobId: BlobId
  readonly printed: Paper
}

/** What makes a printed paper part of the record: the file to be sealed, what stands for it, and its DocumentReference. */
export function keptOf({ blobId, printed, ...paper }: ToKeep): {
  readonly file: NewBlob
  readonly resources: readonly [BinaryRecord, DocumentReference]
} {
  const { sizeBytes, sha1 } = printed.attachment
  const documentId = paper.head.id
  const binary: BinaryRecord = {
    resourceType: 'Binary',
    id: blobId,
    contentType: 'application/pdf',
    securityContext: refTo('Patient', idIn('Patient', paper.subject) ?? ''),
    size: sizeBytes,
    sha1,
    sha256: createHash('sha256').update(printed.bytes).digest('hex'),
  }
  const attachment = { url: `Binary/${blobId}`, sizeBytes, sha1 }
  const reference = documentReferenceOf({ ...paper, title: printed.title, attachment })
  return {
    file: { id: blobId, meta: { kind: 'paper', documentId }, bytes: printed.bytes },
    resources: [binary, { ...reference, id: documentId }],
  }
}
