import { type Order, spells, u16, u32 } from '../../src-shared/imaging/bytes.ts'

const mostEntries = 512

/** A TIFF-structured block: the form EXIF tags have inside every picture format. */
export interface Block {
  readonly bytes: Uint8Array
  readonly order: Order
}

/** The block with its byte order; undefined where it has no TIFF header. */
export const blockOf = (bytes: Uint8Array): Block | undefined => {
  if (spells(bytes, 0, 'II*\0')) return { bytes, order: 'little' }
  return spells(bytes, 0, 'MM\0*') ? { bytes, order: 'big' } : undefined
}

export type Directory = ReadonlyMap<number, number>

/** Tag → offset of its 12-byte entry. One directory only; chains are not followed, so loops cannot happen. */
export const directoryAt = ({ bytes, order }: Block, offset: number): Directory => {
  const entries = new Map<number, number>()
  if (offset < 8 || offset + 2 > bytes.length) return entries
  const count = Math.min(u16(bytes, offset, order), mostEntries)
  for (let i = 0; i < count; i++) {
    const at = offset + 2 + i * 12
    if (at + 12 > bytes.length) break
    entries.set(u16(bytes, at, order), at)
  }
  return entries
}

/** A short or long entry's value; 0 where absent. */
export const numberOf = ({ bytes, order }: Block, entry: number | undefined): number => {
  if (entry === undefined) return 0
  return u16(bytes, entry + 2, order) === 3 ? u16(bytes, entry + 8, order) : u32(bytes, entry + 8, order)
}

/** EXIF orientation 1–8 of a TIFF-structured block; 1 where absent or out of range. */
export const orientationOf = (exif: Uint8Array): number => {
  const block = blockOf(exif)
  if (block === undefined) return 1
  const value = numberOf(block, directoryAt(block, u32(exif, 4, block.order)).get(0x112))
  return value >= 1 && value <= 8 ? value : 1
}
