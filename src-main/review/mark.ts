import type { z } from 'zod'
import type { Mark, NewMark } from '../../src-shared/contract/review.ts'
import type { Caller } from '../kernel/caller.ts'
import type { HeldMark, MarkRow } from './rows.ts'

export type MarkFace = z.input<typeof Mark>

/** The row of a new mark; one that replaces another keeps its root. */
export const markRowOf = (mark: NewMark, { by, at, rootId }: { by: Caller; at: string; rootId: string }): MarkRow => ({
  markId: mark.markId,
  rootId,
  patientId: mark.patientId,
  caseId: mark.caseId ?? null,
  lesionId: mark.lesionId ?? null,
  blobId: mark.blobId ?? null,
  kind: mark.body.kind,
  body: JSON.stringify(mark.body),
  at,
  by: by.name,
  byId: by.userId,
})

/** A mark as the glass sees it. Its body was checked on the way in, so it is believed. */
export const markOf = (row: HeldMark): MarkFace => ({
  markId: row.markId,
  rootId: row.rootId,
  patientId: row.patientId,
  body: JSON.parse(row.body) as MarkFace['body'],
  at: row.at,
  by: row.by,
  state: row.state,
  unsynced: row.unsynced === 1,
  ...(row.caseId !== null && { caseId: row.caseId }),
  ...(row.lesionId !== null && { lesionId: row.lesionId }),
  ...(row.blobId !== null && { blobId: row.blobId }),
  ...(row.reason !== null && { reason: row.reason }),
})
