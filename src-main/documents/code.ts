import { createHash } from 'node:crypto'
import { z } from 'zod'

export type Json = string | number | boolean | undefined | readonly Json[] | { readonly [key: string]: Json }

/** JSON with members in order and absent ones left out: equal contents give equal text. */
export const canonicalOf = (value: Json): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** Members that every code has: number and edition, when it was signed, the hashes of the paper (`h`) and of what was signed (`s`). */
export const codeMembers = {
  i: z.uuid(),
  e: z.int().positive(),
  t: z.iso.datetime({ offset: true }),
  /** Hashes of content and signature, base64url. */
  h: z.string().regex(/^[\w-]{43}$/),
  s: z.string().regex(/^[\w-]{43}$/),
}
/** The signer's key (RFC 7638) and its signature of all but `h`. */
export const keyMembers = { k: z.string().regex(/^[\w-]{43}$/), g: z.string().regex(/^[\w-]{86}$/) }

/** A hash as a code carries it, and as the record has it. */
export const short = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url')
export const long = (text: string): string => Buffer.from(text, 'base64url').toString('hex')
/** The first letters of what a person wrote: a code has little room. */
export const cut = (text: string, most: number): string => Array.from(text).slice(0, most).join('')

/** SHA-256 (hex) of what a signed code says: its members but `v`, `h`, `k` and `g`, as canonical JSON. `h` is of the paper, not yet printed. */
export const hashOfCode = (format: string, told: Readonly<Record<string, Json>>): string => {
  const { h: _h, k: _k, g: _g, v: _v, ...facts } = told
  return sha256Of(canonicalOf({ format, ...facts }))
}

/** A code's text read back; undefined for anything that is none of this kind. */
export const codeReader =
  <Shape extends z.ZodType>(prefix: string, shape: Shape) =>
  (payload: string): z.output<Shape> | undefined => {
    if (!payload.startsWith(prefix) || payload.length > 2000) return undefined
    try {
      return shape.safeParse(JSON.parse(payload.slice(prefix.length))).data
    } catch {
      return undefined
    }
  }
