import { spells, tag, u16, u24, u32 } from '../../src-shared/imaging/bytes.ts'
import { beginning, type Walk } from './walk.ts'

const sizes: Readonly<Record<string, (bytes: Uint8Array, at: number) => readonly [number, number]>> = {
  'VP8 ': (bytes, at) => [u16(bytes, at + 6, 'little') & 0x3fff, u16(bytes, at + 8, 'little') & 0x3fff],
  VP8L: (bytes, at) => {
    const packed = u32(bytes, at + 1, 'little')
    return [(packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1]
  },
  VP8X: (bytes, at) => [u24(bytes, at + 4) + 1, u24(bytes, at + 7) + 1],
}

const readChunk = (bytes: Uint8Array, at: number, walk: Walk): void => {
  const name = tag(bytes, at)
  const size = Object.hasOwn(sizes, name) ? sizes[name] : undefined
  if (size !== undefined && walk.widthPx === 0) [walk.widthPx, walk.heightPx] = size(bytes, at + 8)
  if (name === 'ANIM') walk.animated = true
  if (name === 'EXIF') {
    const block = bytes.subarray(at + 8, at + 8 + u32(bytes, at + 4, 'little'))
    // Some writers keep the JPEG prefix in front of the TIFF header.
    walk.exif = spells(block, 0, 'Exif\0\0') ? block.subarray(6) : block
  }
}

/** Walks a WebP's RIFF chunks (RFC 9649). */
export const walkWebp = (bytes: Uint8Array): Walk => {
  const walk = beginning(bytes)
  const end = 8 + u32(bytes, 4, 'little')
  walk.truncated = end > bytes.length
  walk.end = Math.min(end, bytes.length)
  let at = 12
  while (at + 8 <= walk.end) {
    readChunk(bytes, at, walk)
    const size = u32(bytes, at + 4, 'little')
    at += 8 + size + (size % 2)
  }
  return walk
}
