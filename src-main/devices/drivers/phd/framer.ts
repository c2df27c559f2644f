import { choices, longestApdu } from './apdu.ts'

export type Frame = { readonly apdu: Uint8Array } | { readonly garbage: true }

export interface Framer {
  hear(bytes: Uint8Array): readonly Frame[]
  /** Octets of an APDU that has not come whole. */
  pending(): number
}

const known: ReadonlySet<number> = new Set(Object.values(choices))
const headBytes = 4

/**
 * Cuts the stream into APDUs by their own lengths, however it arrives: one APDU may come in several transfers. What does not begin
 * like an APDU is told once; after that only an association request begins anew, for nothing else says where an APDU begins.
 */
export function openFramer(): Framer {
  let held: Uint8Array = new Uint8Array(0)
  let lost = false
  const u16 = (at: number): number => (held[at] ?? 0) * 0x100 + (held[at + 1] ?? 0)

  /** Drops octets until an association request may begin here: E200, a length, and version 1 of the association protocol. */
  const seek = (): void => {
    const start = [choices.aarq >> 8, choices.aarq & 0xff, undefined, undefined, 0x80, 0, 0, 0]
    let at = 0
    const fits = (from: number): boolean =>
      start.every((byte, step) => byte === undefined || from + step >= held.length || held[from + step] === byte)
    while (at < held.length && !fits(at)) at += 1
    held = held.subarray(at)
    lost = held.length < start.length
  }

  const next = (): Frame | undefined => {
    if (lost) seek()
    if (lost || held.length < headBytes) return undefined
    const length = headBytes + u16(2)
    if (!known.has(u16(0)) || length > longestApdu) {
      held = held.subarray(1)
      lost = true
      return { garbage: true }
    }
    if (held.length < length) return undefined
    const apdu = held.slice(0, length)
    held = held.subarray(length)
    return { apdu }
  }

  return {
    pending: () => held.length,
    hear: bytes => {
      const joined = new Uint8Array(held.length + bytes.length)
      joined.set(held)
      joined.set(bytes, held.length)
      held = joined
      const frames: Frame[] = []
      for (let frame = next(); frame; frame = next()) frames.push(frame)
      return frames
    },
  }
}
