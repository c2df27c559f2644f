import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { AdverseEvent } from '../../src-shared/fhir/index.ts'
import type { Statement } from '../../src-shared/signing/statement.ts'
import { eventStatus, structure } from '../records/index.ts'
import { type KeySignature, plain } from '../signing/index.ts'
import { signatureShape } from './body.ts'

const url = `${structure}/reaction-standing`

const told = { version: z.literal(1), ...signatureShape }

/** What became of a signed report: withdrawn with a reason, or corrected by a newer one. The report itself stays as it was signed. */
export const Standing = z.discriminatedUnion('state', [
  z.object({ ...told, state: z.literal('withdrawn'), reason: z.string() }),
  z.object({ ...told, state: z.literal('corrected'), correctedBy: z.string() }),
])
export type Standing = z.output<typeof Standing>
type Without<T> = T extends Standing ? Omit<T, 'hash' | 'version' | 'key'> : never
/** What is said, before it is bound. */
export type Unbound = Without<Standing>

/** The report that a standing is of: its id and the hash of its own signature. */
export interface Of {
  readonly reactionId: string
  readonly hash: string
}

const hashOf = ({ reactionId, hash }: Of, standing: Unbound): string =>
  createHash('sha256')
    .update(plain({ reactionId, of: hash, standing }), 'utf8')
    .digest('hex')

/** A standing bound to the report as it was signed. */
export const bound = (of: Of, standing: Unbound): Standing =>
  ({ version: 1, ...standing, hash: hashOf(of, standing) }) as Standing

/** True where it was said of this report, in these words. */
export const isBound = (of: Of, { version: _version, key: _key, hash, ...standing }: Standing): boolean =>
  hash === hashOf(of, standing as Unbound)

/** What the key of whoever said it signed, with its signature. */
export const standingKeyIn = (
  reactionId: string,
  { hash, at, byId, key }: Standing,
): [Statement, KeySignature | undefined] => [{ kind: 'reaction-standing', id: reactionId, hash, at, by: byId }, key]

type Extensions = NonNullable<AdverseEvent['extension']>

export const standingExtensions = (standing: Standing): Extensions => [
  { url, valueString: JSON.stringify(standing) },
  { url: eventStatus, valueCode: 'entered-in-error' },
]

/** What became of an event, read back; `unreadable` where something is said that this Cutis does not know. */
export function standingIn({ extension = [] }: AdverseEvent): Standing | 'unreadable' | undefined {
  const found = extension.find(one => one.url === url) as { valueString?: unknown } | undefined
  if (found === undefined) return undefined
  try {
    return Standing.parse(JSON.parse(String(found.valueString)))
  } catch {
    return 'unreadable'
  }
}
