import { tag, u32 } from '../../src-shared/imaging/bytes.ts'
import { beginning, finish, type Walk } from './walk.ts'

const readChunk = (bytes: Uint8Array, at: number, walk: Walk): void => {
  const name = tag(bytes, at + 4)
  if (name === 'IHDR') {
    walk.widthPx = u32(bytes, at + 8)
    walk.heightPx = u32(bytes, at + 12)
  } else if (name === 'acTL') {
    walk.animated = true
  } else if (name === 'eXIf') {
    walk.exif = bytes.subarray(at + 8, at + 8 + u32(bytes, at))
  }
}

/** Walks a PNG's chunks to IEND (W3C PNG 3). Text and profile chunks are stepped over, never inflated. */
export const walkPng = (bytes: Uint8Array): Walk => {
  const walk = beginning(bytes)
  let at = 8
  while (at + 8 <= bytes.length) {
    readChunk(bytes, at, walk)
    const next = at + 12 + u32(bytes, at)
    if (tag(bytes, at + 4) === 'IEND') return finish(walk, next, bytes.length)
    at = next
  }
  return walk
}
