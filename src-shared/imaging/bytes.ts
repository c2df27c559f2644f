/** Reads beyond the end give 0, so that a hostile length can mislead a parser but never make it throw. */
const at = (bytes: Uint8Array, offset: number): number => bytes[offset] ?? 0

export type Order = 'big' | 'little'

/** Unsigned 16-bit number at `offset`. */
export const u16 = (bytes: Uint8Array, offset: number, order: Order = 'big'): number =>
  order === 'big' ? (at(bytes, offset) << 8) | at(bytes, offset + 1) : (at(bytes, offset + 1) << 8) | at(bytes, offset)

/** Unsigned 32-bit number at `offset`. */
export const u32 = (bytes: Uint8Array, offset: number, order: Order = 'big'): number => {
  const [high, low] = order === 'big' ? [offset, offset + 2] : [offset + 2, offset]
  return u16(bytes, high, order) * 65_536 + u16(bytes, low, order)
}

/** Unsigned 24-bit little-endian number at `offset` (WebP). */
export const u24 = (bytes: Uint8Array, offset: number): number =>
  u16(bytes, offset, 'little') + at(bytes, offset + 2) * 65_536

/** True where the bytes at `offset` spell `text` (ASCII, or Latin-1 for magic numbers). */
export const spells = (bytes: Uint8Array, offset: number, text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (bytes[offset + i] !== text.charCodeAt(i)) return false
  return true
}

/** Four ASCII characters at `offset`. */
export const tag = (bytes: Uint8Array, offset: number): string =>
  String.fromCharCode(at(bytes, offset), at(bytes, offset + 1), at(bytes, offset + 2), at(bytes, offset + 3))
