import { z } from 'zod'
import type { KeyStanding } from '../../src-shared/contract/key-standing.ts'
import type { DiagnosticReport, Resource } from '../../src-shared/fhir/index.ts'
import { isForged } from '../../src-shared/signing/standing.ts'
import type { Statement } from '../../src-shared/signing/statement.ts'
import { type ReportCodeFacts, reportCodeHashOf } from '../documents/index.ts'
import { present, refTo, structure } from '../records/index.ts'
import { bindingOf, type Checker, type Hand, KeySignature, plain } from '../signing/index.ts'
import type { Op } from '../vault/index.ts'
import type { AnswerSignature, ConsultRecord } from './body.ts'
import { ReportContent, reportOf } from './report.ts'

const url = `${structure}/consult-report`

/** What a report carries of itself, so that it can be checked without its consult. */
const ReportBody = z.object({
  version: z.literal(1),
  content: ReportContent,
  hash: z.string(),
  key: KeySignature.optional(),
})

const hashOf = (content: ReportContent): string => bindingOf('cutis-consult-report/1', content)

/** What the code of the paper says of a report. */
const codeFactsOf = ({ consultId, answer }: ReportContent, hash: string): ReportCodeFacts => ({
  id: consultId,
  edition: 1,
  outcome: answer.outcome,
  signer: answer.by,
  signature: { at: answer.at, hash },
})

type Given = Omit<NonNullable<ConsultRecord['body']['answer']>, 'signed'> & { readonly byId: string }

/** What is signed of an answer to this consult as it stands. */
export const contentOf = (record: ConsultRecord, answer: Given, closesAs: string | undefined): ReportContent => {
  const { consultId, patientId, caseId, question, referrer, body } = record
  const asked = present({ question, by: referrer.name, sentAt: body.sentAt })
  return ReportContent.parse({ consultId, patientId, caseId, asked, answer, ...present({ closesAs }) })
}

/** The signature of an answer, its report, and the writes that belong into their commit. */
export interface SignedReport {
  readonly signed: AnswerSignature
  readonly report: DiagnosticReport
  readonly ops: readonly Op[]
}

/** Binds an answer to its question and patient, by the signer's key where they have one: the report, and the code of its paper. */
export function signedBy(sign: Hand, content: ReportContent): SignedReport {
  const { consultId: id, closesAs } = content
  const [hash, { at }] = [hashOf(content), content.answer]
  const code = reportCodeHashOf(codeFactsOf(content, hash))
  const record = sign({ kind: 'consult-report', id, hash, at, target: refTo('DiagnosticReport', id) })
  const printed = sign({ kind: 'consult-report-code', id, hash: code, at })
  const key = record && printed && { record: record.signature, code: { hash: code, signature: printed.signature } }
  const body = { version: 1, content, hash, ...(record && { key: record.signature }) }
  return {
    signed: present({ hash, closesAs, key }) as AnswerSignature,
    report: { ...reportOf(content), extension: [{ url, valueString: JSON.stringify(body) }] },
    ops: [...(record?.ops ?? []), ...(printed?.ops ?? [])],
  }
}

/** How the signature of an answer stands: what was signed is what is held (`valid`), and whether the signer's key holds. */
export interface AnswerStanding {
  readonly hash: string
  readonly valid: boolean
  readonly key: KeyStanding
}

/** What the signature of a kept answer is of; undefined for an answer of before there were any. */
function heldIn(record: ConsultRecord) {
  const { answer } = record.body
  if (answer?.signed === undefined) return undefined
  const { signed, byId = '', ...given } = answer
  return { signed, content: contentOf(record, { ...given, byId }, signed.closesAs) }
}

/** The answer's signature held against the consult as it is kept; undefined for an answer of before there were any. */
export function standingOf(record: ConsultRecord, check: Checker): AnswerStanding | undefined {
  const held = heldIn(record)
  if (held === undefined) return undefined
  const { signed, content } = held
  const { hash } = signed
  const { at, byId } = content.answer
  const statement: Statement = { kind: 'consult-report', id: record.consultId, hash, at, by: byId }
  const key = check(statement, signed.key?.record)
  return { hash, valid: hashOf(content) === hash && !isForged(key), key }
}

/** The key's signature for the code of the paper, as long as the code says what it said when it was signed. */
export function codeKeyOf(record: ConsultRecord): KeySignature | undefined {
  const held = heldIn(record)
  if (held?.signed.key === undefined) return undefined
  const { hash, signature } = held.signed.key.code
  return reportCodeHashOf(codeFactsOf(held.content, held.signed.hash)) === hash ? signature : undefined
}

/** What other programs read of a report, and what a signature therefore has to cover. */
const elements = [
  'status',
  'code',
  'subject',
  'encounter',
  'effectiveDateTime',
  'issued',
  'performer',
  'conclusion',
  'conclusionCode',
  'media',
] as const

const isSame = (one: unknown, other: unknown): boolean => plain(one ?? '') === plain(other ?? '')

/** A signed consult report held against itself, for whoever has it outside of a vault; undefined where it is none. */
export function reportSignatureIn(resource: Resource) {
  const { extension = [], id = '' } = resource as { extension?: { url?: string; valueString?: string }[]; id?: string }
  const told = extension.find(one => one.url === url)?.valueString
  if (resource.resourceType !== 'DiagnosticReport' || told === undefined) return undefined
  try {
    const { content, hash, key } = ReportBody.parse(JSON.parse(told))
    const ours: Readonly<Record<string, unknown>> = reportOf(content)
    const theirs = resource as Readonly<Record<string, unknown>>
    const { at, byId } = content.answer
    const statement: Statement = { kind: 'consult-report', id: content.consultId, hash, at, by: byId }
    const differs = [
      ...(hashOf(content) === hash ? [] : ['content']),
      ...(content.consultId === id ? [] : ['id']),
      ...elements.filter(name => !isSame(ours[name], theirs[name])),
    ]
    return { statement, signature: key, differs }
  } catch {
    return undefined
  }
}
