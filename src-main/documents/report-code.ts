import { z } from 'zod'
import type { ConsultReport } from '../../src-shared/documents/index.ts'
import { canonicalOf, codeMembers, codeReader, cut, hashOfCode, keyMembers, long, short } from './code.ts'

const prefix = 'CUTIS-CR:'
const format = 'cutis-report-code-1'

/** The code of a consult report: what was answered as a code, by whom and when. It names no patient. */
const Payload = z.strictObject({
  v: z.literal(1),
  ...codeMembers,
  /** The outcome, and who signed, as printed. */
  o: z.string().max(40),
  a: z.string().max(60),
  ...keyMembers,
})

/** What a code says of a consult report, beside the hash of its paper. */
export interface ReportCodeFacts {
  readonly id: string
  readonly edition: number
  readonly outcome: string
  readonly signer: string
  readonly signature: { readonly at: string; readonly hash: string }
}

const factsOf = ({ id, edition, outcome, signer, signature }: ReportCodeFacts) => ({
  i: id,
  e: edition,
  o: cut(outcome, 40),
  a: cut(signer, 60),
  t: signature.at,
  s: short(signature.hash),
})

/** What the signer's key signs for the code of a report's paper, SHA-256 in hex. */
export const reportCodeHashOf = (told: ReportCodeFacts): string => hashOfCode(format, factsOf(told))

/** What the QR code of a consult report says: canonical JSON without anything of the patient; undefined where no key signed it. */
export function reportPayloadOf(report: ConsultReport, contentHash: string): string | undefined {
  const { id, edition, outcome, from, signature, status } = report
  if (signature?.key === undefined || status === 'entered-in-error') return undefined
  const { keyId: k, value: g } = signature.key
  const facts = factsOf({ id, edition, outcome: outcome.code, signer: from.name, signature })
  return prefix + canonicalOf({ v: 1, ...facts, h: short(contentHash), k, g })
}

const read = codeReader(prefix, Payload)

/** A report's code as somebody outside reads it; undefined where it is none. */
export function reportCodeIn(payload: string) {
  const told = read(payload)
  if (told === undefined) return undefined
  const { i: id, e: edition, o: outcome, a: signer, t: at, s, h, k: keyId, g: value } = told
  const says = { id, edition, outcome, signer, at, record: long(s), content: long(h) }
  return { says, hash: hashOfCode(format, told), signature: { keyId, value } }
}
