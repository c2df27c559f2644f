import { Fault } from '../../src-shared/faults.ts'
import { sha256Of } from './code.ts'
import type { PictureHashes } from './verify.ts'

/** Bytes of pictures by the names that the data give them. */
export type Pictures = Readonly<Record<string, Uint8Array>>

const mostEach = 4 * 1024 * 1024
const mostInAll = 32 * 1024 * 1024

/** Segments that may stand before the scan of a printed JPEG: JFIF, a colour profile, Adobe's colour transform; tables and frames. */
const mayStand = (marker: number): boolean =>
  [0xe0, 0xe2, 0xee, 0xdb, 0xc4, 0xdd].includes(marker) || (marker >= 0xc0 && marker <= 0xcf)

/**
 * True for a JPEG that says nothing beside its picture (ITU-T T.81, B.1): no Exif with a place or a name, no comment. Such are the
 * darkroom's.
 */
export function isPlainJpeg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xda) return true
    if (!mayStand(marker)) return false
    at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  }
  return false
}

/** The names of all pictures that data of any template ask for. */
export function namesIn(data: unknown): string[] {
  if (Array.isArray(data)) return data.flatMap(namesIn)
  if (typeof data !== 'object' || data === null) return []
  const own = 'image' in data && typeof data.image === 'string' ? [data.image] : []
  return [...own, ...Object.values(data).flatMap(namesIn)]
}

/** The pictures a paper shows and their hashes; documents.picture where one is missing, too large or no plain JPEG. */
export function picturesFor(data: unknown, given: Pictures): { pictures: Pictures; hashes: PictureHashes } {
  const pictures: Record<string, Uint8Array> = {}
  for (const name of namesIn(data)) {
    const bytes = Object.hasOwn(given, name) ? given[name] : undefined
    if (bytes === undefined || bytes.length > mostEach || !isPlainJpeg(bytes)) throw new Fault('documents.picture')
    pictures[name] = bytes
  }
  const files = Object.values(pictures)
  if (files.reduce((sum, { length }) => sum + length, 0) > mostInAll) throw new Fault('documents.picture')
  const hashes = Object.fromEntries(Object.entries(pictures).map(([name, bytes]) => [name, sha256Of(bytes)]))
  return { pictures, hashes }
}
