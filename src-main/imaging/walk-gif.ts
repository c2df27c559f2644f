import { u16 } from '../../src-shared/imaging/bytes.ts'
import { beginning, finish, type Walk } from './walk.ts'

const colourTable = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/** Offset past a chain of sub-blocks. */
const pastBlocks = (bytes: Uint8Array, from: number): number => {
  let at = from
  while (at < bytes.length) {
    const size = bytes[at] ?? 0
    at += size + 1
    if (size === 0) return at
  }
  return at
}

/** Walks a GIF's blocks to its trailer (GIF89a §20–27); a second image makes it animated. */
export const walkGif = (bytes: Uint8Array): Walk => {
  const walk = { ...beginning(bytes), widthPx: u16(bytes, 6, 'little'), heightPx: u16(bytes, 8, 'little') }
  let images = 0
  let at = 13 + colourTable(bytes[10] ?? 0)
  while (at < bytes.length) {
    const kind = bytes[at]
    if (kind === 0x3b) return finish(walk, at + 1, bytes.length)
    if (kind === 0x2c) {
      images++
      walk.animated = images > 1
      at = pastBlocks(bytes, at + 11 + colourTable(bytes[at + 9] ?? 0))
    } else if (kind === 0x21) {
      at = pastBlocks(bytes, at + 2)
    } else {
      return walk
    }
  }
  return walk
}
