/** RFC 9559 (Matroska) and RFC 8794 (EBML): elements that are stepped into. */
export const masters = new Set([0x1a45dfa3, 0x18538067, 0x1549a966, 0x1654ae6b, 0xae, 0xe0, 0x1f43b675, 0xa0])

/** A number as EBML writes it. */
interface Numeral {
  readonly value: number
  readonly next: number
  /** All bits one: for a size, that it is not said. */
  readonly unsaid: boolean
}

/** A number of one to eight bytes, whose leading zeros tell how many; with its marker bit for an id, without for a size. */
export function numberAt(bytes: Uint8Array, at: number, keepMarker: boolean): Numeral | undefined {
  const first = bytes[at] ?? 0
  const length = Math.clz32(first) - 23
  if (first === 0 || length > (keepMarker ? 4 : 8) || at + length > bytes.length) return undefined
  const mask = 2 ** (8 - length) - 1
  let value = keepMarker ? first : first & mask
  let ones = (first & mask) === mask
  for (let n = 1; n < length; n++) {
    const byte = bytes[at + n] ?? 0
    value = value * 256 + byte
    ones &&= byte === 0xff
  }
  return { value, next: at + length, unsaid: ones }
}
