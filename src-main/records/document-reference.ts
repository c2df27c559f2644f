import type { z } from 'zod'
import type { Note } from '../../src-shared/contract/records.ts'
import { type DocumentReference, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { conceptOf, idIn, loinc, personOf, refTo, stampOf, wordsFor } from './coded.ts'

export type NoteFace = z.input<typeof Note>

export interface NewNote {
  readonly patientId: string
  readonly caseId: string
  readonly text: string
}

/** A signed visit note as DocumentReference (R4), LOINC 11506-3 "Progress note", its text inline in UTF-8. */
export const newNote = (
  id: string,
  { patientId, caseId, text }: NewNote,
  made: { by: Caller; at: string },
): DocumentReference => {
  const bytes = Buffer.from(text, 'utf8')
  const note: DocumentReference = {
    resourceType: 'DocumentReference',
    id,
    status: 'current',
    docStatus: 'final',
    type: conceptOf(loinc, '11506-3', 'Progress note'),
    subject: refTo('Patient', patientId),
    date: made.at,
    author: [personOf(made.by)],
    content: [
      { attachment: { contentType: 'text/plain; charset=utf-8', data: bytes.toString('base64'), size: bytes.length } },
    ],
    context: { encounter: [refTo('Encounter', caseId)] },
  }
  return withLid(note, id)
}

/** The words of a document: its inline plain text, else its description or type. HTML and files are not opened. */
export const textOf = ({ content, description, type }: DocumentReference): string => {
  const inline = content.find(
    ({ attachment: { contentType = '', data } }) => data && /^text\/plain(;|$)/i.test(contentType),
  )
  if (inline) return Buffer.from(inline.attachment.data ?? '', 'base64').toString('utf8')
  return description ?? wordsFor(type) ?? content[0]?.attachment.title ?? ''
}

/** A document as a note; `otherwise` (ISO 8601) stands in where it carries no date. */
export const noteOf = (
  note: DocumentReference,
  { unsynced, otherwise }: { unsynced: boolean; otherwise: string },
): NoteFace => {
  const caseId = idIn('Encounter', note.context?.encounter?.[0])
  return {
    noteId: note.id ?? '',
    patientId: idIn('Patient', note.subject) ?? '',
    at: stampOf(note.date) ?? otherwise,
    author: note.author?.find(({ display }) => display)?.display ?? '',
    text: textOf(note),
    unsynced,
    ...(caseId !== undefined && { caseId }),
  }
}
