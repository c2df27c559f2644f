import { spells, tag } from '../bytes.ts'
import type { ClipFacts } from './facts.ts'
import { walkMp4 } from './mp4.ts'
import { walkWebm } from './webm.ts'

/** A video by its container. */
export interface Clip extends Readonly<ClipFacts> {
  readonly mime: 'video/webm' | 'video/mp4'
}

/** Larger than 8K is no clip of a camera on a desk. */
const mostPx = 8192
/** `qt  ` is what telephones of one maker write; its boxes are MP4's. */
const mp4Brands = ['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'mp4v', 'dash', 'qt  ']

/** What these bytes are as a clip: WebM or MP4 with a picture track of a size; undefined where they are none. Never throws. */
export function clipOf(bytes: Uint8Array): Clip | undefined {
  const webm = spells(bytes, 0, '\x1a\x45\xdf\xa3')
  const mp4 = spells(bytes, 4, 'ftyp') && mp4Brands.includes(tag(bytes, 8))
  const facts = webm ? walkWebm(bytes) : mp4 ? walkMp4(bytes) : undefined
  if (facts === undefined) return undefined
  const sized = [facts.widthPx, facts.heightPx].every(px => px > 0 && px <= mostPx)
  return sized ? { ...facts, mime: webm ? 'video/webm' : 'video/mp4' } : undefined
}
