import { type Order, u16, u32 } from '../../src-shared/imaging/bytes.ts'
import { beginning, type Walk } from './walk.ts'

/** Reads a TIFF's first directory (TIFF 6.0 §2): width 256, height 257. Only the first page is looked at. */
export const walkTiff = (bytes: Uint8Array): Walk => {
  const walk: Walk = { ...beginning(bytes), truncated: false, exif: bytes }
  const order: Order = bytes[0] === 0x49 ? 'little' : 'big'
  const directory = u32(bytes, 4, order)
  const count = u16(bytes, directory, order)
  walk.truncated = directory + 2 + count * 12 > bytes.length
  for (let i = 0; i < count; i++) {
    const at = directory + 2 + i * 12
    if (at + 12 > bytes.length) break
    const value = u16(bytes, at + 2, order) === 3 ? u16(bytes, at + 8, order) : u32(bytes, at + 8, order)
    if (u16(bytes, at, order) === 256) walk.widthPx = value
    if (u16(bytes, at, order) === 257) walk.heightPx = value
  }
  return walk
}
