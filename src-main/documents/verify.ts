import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Prescription, TemplateData, TemplateName } from '../../src-shared/documents/index.ts'

type Json = string | number | boolean | undefined | readonly Json[] | { readonly [key: string]: Json }

/** JSON with members in order and absent ones left out: equal contents give equal text. */
const canonicalOf = (value: Json): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

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
const Payload = z.strictObject({
  v: z.literal(1),
  /** Number of the prescription, and its edition. */
  i: z.uuid(),
  e: z.int().positive(),
  /** Drug, quantity, refills, as printed. */
  d: z.string().max(120),
  q: z.string().max(60),
  r: z.int().nonnegative(),
  /** The prescriber's first number, and when it was signed. */
  p: z.string().max(60),
  t: z.iso.datetime({ offset: true }),
  /** Hashes of content and signature, base64url. */
  h: z.string().regex(/^[\w-]{43}$/),
  s: z.string().regex(/^[\w-]{43}$/),
})
type Payload = z.output<typeof Payload>

const short = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url')
const cut = (text: string, most: number): string => Array.from(text).slice(0, most).join('')

const partsOf = (prescription: Prescription, contentHash: string): Payload | undefined => {
  const { id, edition, drug, quantity, refills, prescriber, signature, status } = prescription
  const [number] = prescriber.numbers
  if (signature === undefined || number === undefined || status === 'entered-in-error') return undefined
  return {
    v: 1,
    i: id,
    e: edition,
    d: cut(`${drug.name} ${drug.strength} ${drug.form}`, 60),
    q: cut(`${quantity.value} ${quantity.unit}`, 30),
    r: refills,
    p: cut(`${number.label} ${number.value}`, 30),
    t: signature.at,
    h: short(contentHash),
    s: short(signature.hash),
  }
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
}

const readPayload = (payload: string): Payload | undefined => {
  if (!payload.startsWith(prefix) || payload.length > 2000) return undefined
  try {
    return Payload.safeParse(JSON.parse(payload.slice(prefix.length))).data
  } catch {
    return undefined
  }
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
