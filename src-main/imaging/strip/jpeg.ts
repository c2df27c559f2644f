import { spells, u16 } from '../../../src-shared/imaging/bytes.ts'
import { onlyOrientation } from './orientation.ts'

const startOfScan = 0xda
const endOfImage = 0xd9
const isExtra = (marker: number): boolean => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)

const segment = (marker: number, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff), content])

/** That the colours are luma and chroma, without a density and without a thumbnail (JFIF 1.02). */
const plainJfif = segment(0xe0, Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\0\0', 'latin1'))

/** What stays of an extra segment: whatever says how the numbers become colours, nothing that says more. */
function keptOf(bytes: Uint8Array, at: number, end: number): Uint8Array[] {
  const marker = bytes[at + 1]
  if (marker === 0xe0 && spells(bytes, at + 4, 'JFIF\0')) return [plainJfif]
  const colour =
    (marker === 0xe2 && spells(bytes, at + 4, 'ICC_PROFILE\0')) || (marker === 0xee && spells(bytes, at + 4, 'Adobe'))
  return colour ? [bytes.subarray(at, end)] : []
}

/** Where the entropy-coded bytes that begin at `from` end: at the next marker that is neither stuffed nor a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next === undefined) break
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

/**
 * The same JPEG without what it says beside the picture: EXIF, XMP, IPTC, maker's notes, comments, thumbnails, further pictures
 * behind its end. The coded picture is copied byte by byte; profile and Adobe's transform stay, and the orientation alone.
 * Undefined where its structure cannot be followed.
 */
export function strippedJpeg(bytes: Uint8Array, orientation: number): Uint8Array | undefined {
  const parts: Uint8Array[] = [bytes.subarray(0, 2)]
  if (orientation !== 1)
    parts.push(segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), onlyOrientation(orientation)])))
  let at = 2
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at++
    else if (marker === endOfImage) return Buffer.concat([...parts, bytes.subarray(at, at + 2)])
    else {
      const head = at + 2 + (standsAlone(marker) ? 0 : Math.max(2, u16(bytes, at + 2)))
      const end = marker === startOfScan ? scanEnd(bytes, head) : Math.min(bytes.length, head)
      parts.push(...(isExtra(marker) ? keptOf(bytes, at, end) : [bytes.subarray(at, end)]))
      at = end
    }
  }
  return Buffer.concat(parts)
}
