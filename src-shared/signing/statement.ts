/** What a person's key signs: one fact about one document, written in one way only. The bytes are told in docs/signatures.md. */

/** First word of every statement: one of another version is another statement. */
export const statementVersion = 'cutis-signature/1'

/** Kinds of documents that are signed. One kind's signature never fits another, whatever their hashes. */
export const statementKinds = [
  'prescription',
  'prescription-code',
  'adverse-reaction',
  'reaction-standing',
  'consult-report',
  'consult-report-code',
  'order-result',
] as const
export type StatementKind = (typeof statementKinds)[number]

export interface Statement {
  readonly kind: StatementKind
  /** The document's own id, a uuid in lower case. */
  readonly id: string
  /** SHA-256 of what was signed, hex in lower case. */
  readonly hash: string
  /** When it was signed: ISO 8601 in UTC with milliseconds. */
  readonly at: string
  /** Who signed: the id of the person, as in the record of their key. */
  readonly by: string
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
const sha256 = /^[\da-f]{64}$/
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

const isMoment = (text: string): boolean => {
  const time = moment.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString() === text
}

const isKind = (text: unknown): text is StatementKind => statementKinds.some(kind => kind === text)

const isStatement = ({ kind, id, hash, at, by }: Readonly<Record<string, unknown>>): boolean =>
  isKind(kind) &&
  [id, by].every(one => typeof one === 'string' && uuid.test(one)) &&
  typeof hash === 'string' &&
  sha256.test(hash) &&
  typeof at === 'string' &&
  isMoment(at)

/** The text of a statement: JSON of six members in this order, without spaces. Undefined where a member is not as it must be. */
export function statementText({ kind, id, hash, at, by }: Statement): string | undefined {
  if (!isStatement({ kind, id, hash, at, by })) return undefined
  return JSON.stringify({ statement: statementVersion, kind, id, hash, at, by })
}

/** A statement read back; undefined for anything that `statementText` would not have written, byte for byte. */
export function readStatement(text: string): Statement | undefined {
  if (text.length > 1000) return undefined
  try {
    const told = JSON.parse(text) as Statement | undefined
    if (typeof told !== 'object' || told === null) return undefined
    const { kind, id, hash, at, by } = told
    const statement = { kind, id, hash, at, by }
    return statementText(statement) === text ? statement : undefined
  } catch {
    return undefined
  }
}

/** The protected header of the signature (RFC 7515, 8037): its members in this order. `keyId` is an RFC 7638 thumbprint. */
export const headerText = (keyId: string): string =>
  JSON.stringify({ alg: 'EdDSA', typ: 'cutis-signature+json', kid: keyId })
