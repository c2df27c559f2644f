import { spells, u16 } from '../../src-shared/imaging/bytes.ts'
import { beginning, finish, type Walk } from './walk.ts'

// ITU-T T.81 table B.1: C0–CF are frames except C4 (DHT), C8 (JPG) and CC (DAC).
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)

/** Next marker at or after `from`, skipping entropy-coded bytes, stuffed zeros and restarts. */
const nextMarker = (bytes: Uint8Array, from: number): number => {
  let at = bytes.indexOf(0xff, from)
  while (at >= 0) {
    const next = bytes[at + 1]
    if (next === undefined) return -1
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at = bytes.indexOf(0xff, at + 1)
  }
  return -1
}

const readSegment = (bytes: Uint8Array, at: number, walk: Walk): void => {
  const marker = bytes[at + 1] ?? 0
  if (isFrame(marker) && walk.jpegFrame === undefined) {
    walk.jpegFrame = marker - 0xc0
    walk.heightPx = u16(bytes, at + 5)
    walk.widthPx = u16(bytes, at + 7)
  } else if (marker === 0xe1 && walk.exif === undefined && spells(bytes, at + 4, 'Exif\0\0')) {
    walk.exif = bytes.subarray(at + 10, at + 2 + u16(bytes, at + 2))
  } else if (marker === 0xda) {
    walk.jpegScans = (walk.jpegScans ?? 0) + 1
  }
}

/** Walks a JPEG from marker to marker to its end-of-image (ITU-T T.81). */
export const walkJpeg = (bytes: Uint8Array): Walk => {
  const walk = beginning(bytes)
  let at = nextMarker(bytes, 2)
  while (at >= 0) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xd9) return finish(walk, at + 2, bytes.length)
    readSegment(bytes, at, walk)
    at = nextMarker(bytes, at + 2 + (standsAlone(marker) ? 0 : Math.max(2, u16(bytes, at + 2))))
  }
  return walk
}
