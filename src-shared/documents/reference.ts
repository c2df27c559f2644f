import type { DocumentReference, Reference } from '../fhir/index.ts'
import { withLid } from '../fhir/index.ts'
import type { Head } from './parts.ts'
import type { TemplateName } from './templates.ts'

/** LOINC document types and their names (hl7.org/fhir/R4/valueset-c80-doc-typecodes.html; LOINC is used with its notice). */
const types: Readonly<Record<TemplateName, readonly [code: string, display: string]>> = {
  'referral-letter': ['57133-1', 'Referral note'],
  'consult-report': ['34758-3', 'Dermatology Consult note'],
  'visit-summary': ['34108-1', 'Outpatient Note'],
  prescription: ['57833-6', 'Prescription for medication Document'],
  'patient-instructions': ['69730-0', 'Instructions [Text] Narrative'],
  'reaction-report': ['34109-9', 'Note'],
}

const docStatuses = {
  draft: 'preliminary',
  final: 'final',
  amended: 'amended',
  'entered-in-error': 'entered-in-error',
} as const

/** A paper that came from the press, and whom and what it belongs to. */
export interface PrintedPaper {
  readonly template: TemplateName
  readonly title: string
  readonly head: Pick<Head, 'id' | 'status' | 'language' | 'created'>
  readonly subject: Reference
  readonly author: readonly Reference[]
  /** Who signed it. */
  readonly authenticator?: Reference
  readonly encounter?: Reference
  /** The order, the consult, the pictures it was made of. */
  readonly related?: readonly Reference[]
  /** The edition before, which this one replaces. */
  readonly replaces?: Reference
  readonly attachment: {
    readonly url: string
    readonly sizeBytes: number
    /** Base64 of the SHA-1 of the file: what R4's Attachment.hash is. */
    readonly sha1: string
  }
}

/** The DocumentReference of a printed paper; the local id is the document's own (hl7.org/fhir/R4/documentreference.html). */
export function documentReferenceOf(paper: PrintedPaper): DocumentReference {
  const { template, title, head, subject, author, attachment, authenticator, replaces } = paper
  const [code, display] = types[template]
  const { url, sizeBytes: size, sha1: hash } = attachment
  const content = { contentType: 'application/pdf', language: head.language, url, size, hash, title }
  return withLid(
    {
      resourceType: 'DocumentReference',
      status: head.status === 'entered-in-error' ? 'entered-in-error' : 'current',
      docStatus: docStatuses[head.status],
      type: { coding: [{ system: 'http://loinc.org', code, display }], text: title },
      subject,
      date: head.created,
      author: [...author],
      ...(authenticator && { authenticator }),
      ...(replaces && { relatesTo: [{ code: 'replaces' as const, target: replaces }] }),
      description: title,
      content: [{ attachment: { ...content, creation: head.created } }],
      ...contextOf(paper),
    },
    head.id,
  )
}

const contextOf = ({ encounter, related }: PrintedPaper): Pick<DocumentReference, 'context'> =>
  encounter === undefined && related === undefined
    ? {}
    : { context: { ...(encounter && { encounter: [encounter] }), ...(related && { related: [...related] }) } }
