import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ReactionContent } from '../../src-shared/contract/reactions.ts'
import type { Statement } from '../../src-shared/signing/statement.ts'
import { KeySignature, plain } from '../signing/index.ts'

/** What stands of every signature of this room: when, who, by which second step, over which hash, and the key's own. */
export const signatureShape = {
  at: z.string(),
  by: z.string(),
  byId: z.string(),
  factor: z.enum(['totp', 'recovery-code']),
  hash: z.string(),
  /** By the signer's key; what was signed before there were keys has none. */
  key: KeySignature.optional(),
}
const Signature = z.object(signatureShape)

/** What a signed report is, beside what its FHIR elements say: kept as one extension of its AdverseEvent. Version 1. */
export const ReactionBody = z.object({
  version: z.literal(1),
  content: ReactionContent,
  /** Of the patient as they were when it was signed; sex and age stand in section A. */
  patient: z.object({
    sex: z.string(),
    birthDate: z.string().optional(),
    weightKg: z.string().optional(),
  }),
  signed: Signature,
  allergyId: z.string().optional(),
  /** The signed report that this one takes the place of. */
  corrects: z.string().optional(),
})
export type ReactionBody = z.output<typeof ReactionBody>

/** A signed report as this room works with it. */
export interface SignedReaction {
  readonly reactionId: string
  readonly patientId: string
  readonly caseId: string | undefined
  readonly body: ReactionBody
}

type Bound = Omit<SignedReaction, 'body'> & {
  readonly body: Omit<ReactionBody, 'signed'> & { readonly signed: object }
}

/** Hex SHA-256 over UTF-8 of what a signature binds: the report, whom it is about, who signed and when. */
export const hashOf = ({ reactionId, patientId, caseId, body }: Bound): string => {
  const { hash: _hash, key: _key, ...signed } = body.signed as { readonly hash?: string; readonly key?: object }
  return createHash('sha256')
    .update(plain({ reactionId, patientId, caseId: caseId ?? null, body: { ...body, signed } }), 'utf8')
    .digest('hex')
}

/** What the signer's key signed, with its signature. */
export const keyIn = ({
  reactionId,
  body,
}: Pick<SignedReaction, 'reactionId' | 'body'>): [Statement, KeySignature | undefined] => {
  const { hash, at, byId, key } = body.signed
  return [{ kind: 'adverse-reaction', id: reactionId, hash, at, by: byId }, key]
}
