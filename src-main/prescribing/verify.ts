import { createHash } from 'node:crypto'
import { type PrescriptionContent, prescriptionText } from '../../src-shared/clinical/prescribing/signing.ts'
import type { PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'
import type { MedicationRequest } from '../../src-shared/fhir/index.ts'
import type { Statement } from '../../src-shared/signing/statement.ts'
import type { KeySignature } from '../signing/index.ts'
import type { PrescriptionBody, PrescriptionRecord, Signed } from './body.ts'
import { elementsOf, prescriptionIn } from './resource.ts'

/** Hex SHA-256 over UTF-8 of the canonical text of a prescription. */
export const hashOf = (content: PrescriptionContent): string =>
  createHash('sha256').update(prescriptionText(content), 'utf8').digest('hex')

/** JSON with members in order, numbers by their value: servers write them in an order and a form of their own. */
const plain = (value: unknown): string =>
  JSON.stringify(JSON.parse(JSON.stringify(value ?? '')) as unknown, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

const elementsThatDiffer = (resource: MedicationRequest, draft: PrescriptionDraft): string[] =>
  Object.entries(elementsOf(draft))
    .filter(([name, expected]) => plain(resource[name]) !== plain(expected))
    .map(([name]) => name)

/** Elements that a signed draft does not have but the resource does: somebody added them. */
const elementsAdded = (resource: MedicationRequest, draft: PrescriptionDraft): string[] => {
  const own = elementsOf(draft)
  const all = ['reasonCode', 'note', 'priorPrescription', 'medicationReference'] as const
  return all.filter(name => !(name in own) && resource[name] !== undefined)
}

function differsOf(resource: MedicationRequest, { draft, programme }: PrescriptionBody, signed: Signed): string[] {
  const { content, hash } = signed
  const isBound = hashOf(content) === hash
  const isSame = plain(content.draft) === plain(draft) && plain(content.programme) === plain(programme)
  return [
    ...(isBound ? [] : ['signature']),
    ...(isSame ? [] : ['content']),
    ...(resource.subject.reference === `Patient/${content.patient.id}` ? [] : ['subject']),
    ...(resource.requester?.identifier?.value === content.prescriber.id ? [] : ['requester']),
    ...elementsThatDiffer(resource, content.draft),
    ...elementsAdded(resource, content.draft),
  ]
}

/** What the signer's key signed, with its signature; both undefined-safe for what was signed before there were keys. */
export const keyIn = ({ prescriptionId, body }: PrescriptionRecord): [Statement, KeySignature | undefined] => {
  const { hash = '', at = '', byId = '', key } = body.signed ?? {}
  return [{ kind: 'prescription', id: prescriptionId, hash, at, by: byId }, key?.record]
}

export interface Verdict {
  readonly signed: boolean
  readonly valid: boolean
  /** What is not as it was signed: `signature`, `content`, or names of FHIR elements. */
  readonly differs: string[]
}

/** Holds a prescription as it is held against its signature: the signed text, and every element that other programs read. */
export function verify(resource: MedicationRequest): Verdict {
  const record = prescriptionIn(resource)
  const signed = record?.body.signed
  if (!(record && signed)) return { signed: false, valid: false, differs: [] }
  const differs = differsOf(resource, record.body, signed)
  return { signed: true, valid: differs.length === 0, differs }
}

/** A signed prescription held against itself, for whoever has it outside of a vault; undefined where it is none, or not signed. */
export function hashAndSignatureOf(resource: MedicationRequest) {
  const record = prescriptionIn(resource)
  if (record?.body.signed === undefined) return undefined
  const [statement, signature] = keyIn(record)
  return { statement, signature, differs: verify(resource).differs }
}
