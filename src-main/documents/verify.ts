import { z } from 'zod'
import type { Prescription, TemplateData, TemplateName } from '../../src-shared/documents/index.ts'
import {
  canonicalOf,
  codeMembers,
  codeReader,
  cut,
  hashOfCode,
  type Json,
  keyMembers,
  long,
  sha256Of,
  short,
} from './code.ts'

/** Pictures by the name the data gives them, as the SHA-256 of their bytes. */
export type PictureHashes = Readonly<Record<string, string>>

/**
 * The SHA-256 of what a paper says: its template, its data without the signature, the status and the sheet size, and its pictures. The
 * same for a draft and its signed edition, on A4 and on Letter.
 */
export const contentHashOf = <Name extends TemplateName>(
  template: Name,
  data: TemplateData[Name],
  pictures: PictureHashes = {},
): string => {
  const { paper: _paper, status: _status, signature: _signature, ...said } = { signature: undefined, ...data }
  return sha256Of(canonicalOf({ format: 'cutis-paper-1', template, said: said as Json, pictures }))
}

const prefix = 'CUTIS-RX:'
const format = 'cutis-code-2'
const Payload = z.strictObject({
  /** 2 where the signer's key signed it, too. */
  v: z.union([z.literal(1), z.literal(2)]),
  ...codeMembers,
  /** Drug, quantity, refills, as printed, and the prescriber's first number. */
  d: z.string().max(120),
  q: z.string().max(60),
  r: z.int().nonnegative(),
  p: z.string().max(60),
  /** The key's part; both, or none. */
  k: keyMembers.k.optional(),
  g: keyMembers.g.optional(),
})
type Payload = z.output<typeof Payload>

/** What a code says of a prescription, beside the hash of its paper. */
export interface CodeFacts extends Pick<Prescription, 'id' | 'edition' | 'quantity' | 'refills'> {
  readonly drug: Pick<Prescription['drug'], 'name' | 'strength' | 'form'>
  readonly prescriber: Pick<Prescription['prescriber'], 'numbers'>
  readonly signature?: { readonly at: string; readonly hash: string } | undefined
}

const factsOf = ({ id, edition, drug, quantity, refills, prescriber, signature }: CodeFacts) => {
  const [number] = prescriber.numbers
  if (signature === undefined || number === undefined) return undefined
  return {
    i: id,
    e: edition,
    d: cut(`${drug.name} ${drug.strength} ${drug.form}`, 60),
    q: cut(`${quantity.value} ${quantity.unit}`, 30),
    r: refills,
    p: cut(`${number.label} ${number.value}`, 30),
    t: signature.at,
    s: short(signature.hash),
  }
}

/** What the signer's key signs for the code of a paper; undefined where there is nothing to say. */
export const codeHashOf = (told: CodeFacts | undefined): string | undefined => {
  const facts = told && factsOf(told)
  return facts && hashOfCode(format, facts)
}

const partsOf = (prescription: Prescription, contentHash: string): Payload | undefined => {
  const facts = prescription.status === 'entered-in-error' ? undefined : factsOf(prescription)
  if (facts === undefined) return undefined
  const key = prescription.signature?.key
  const signed = key === undefined ? { v: 1 as const } : { v: 2 as const, k: key.keyId, g: key.value }
  return { ...signed, ...facts, h: short(contentHash) }
}

const readPayload = codeReader(prefix, Payload)

/** A code as somebody outside reads it: what it says, the hash its signer's key signed, and that signature if it bears one. */
export const codeIn = (payload: string) => {
  const told = readPayload(payload)
  if (told === undefined) return undefined
  const { i: id, e: edition, d: drug, q: quantity, r: refills, p: prescriber, t: at, s, h, k, g } = told
  const [record, content] = [long(s), long(h)]
  const says = { id, edition, drug, quantity, refills, prescriber, at, record, content }
  const signature = k === undefined || g === undefined ? undefined : { keyId: k, value: g }
  return { says, hash: hashOfCode(format, told), signature }
}

/** What the QR code of a signed prescription says: canonical JSON without anything of the patient; undefined where nothing is signed. */
export const payloadOf = (prescription: Prescription, contentHash: string): string | undefined => {
  const parts = partsOf(prescription, contentHash)
  return parts && prefix + canonicalOf({ ...parts })
}

export type Verdict =
  | { readonly same: true }
  /** `unreadable` where it is no payload of ours, else the members that differ from the record. */
  | { readonly same: false; readonly differs: readonly string[] }

const meanings: Readonly<Record<keyof Payload, string>> = {
  v: 'version',
  i: 'number',
  e: 'edition',
  d: 'drug',
  q: 'quantity',
  r: 'refills',
  p: 'prescriber',
  t: 'signature time',
  h: 'content',
  s: 'signature',
  k: 'key',
  g: 'key’s signature',
}

/**
 * Holds the payload of a paper against the prescription in the record. Pure. It proves that the paper says what the record says; whose
 * record it is, the asker knows by whom they asked: the code itself carries no secret and anybody could print one.
 */
export const verifyOf = (payload: string, prescription: Prescription): Verdict => {
  const told = readPayload(payload)
  if (told === undefined) return { same: false, differs: ['unreadable'] }
  const kept = partsOf(prescription, contentHashOf('prescription', prescription))
  if (kept === undefined) return { same: false, differs: ['not signed or withdrawn'] }
  const differs = (Object.keys(meanings) as (keyof Payload)[]).filter(key => told[key] !== kept[key])
  return differs.length === 0 ? { same: true } : { same: false, differs: differs.map(key => meanings[key]) }
}
