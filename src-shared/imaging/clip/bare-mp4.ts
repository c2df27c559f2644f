import { tag, u32 } from '../bytes.ts'
import { samplesOf } from './samples.ts'

// ISO/IEC 14496-12, and what QuickTime adds: the boxes that picture and sound need, by the box they stand in. All others are blanked.
const needed: Readonly<Record<string, readonly string[]>> = {
  '': ['ftyp', 'styp', 'moov', 'mdat', 'moof', 'mfra', 'sidx'],
  moov: ['mvhd', 'trak', 'mvex'],
  trak: ['tkhd', 'mdia', 'edts', 'tapt'],
  mdia: ['mdhd', 'hdlr', 'minf'],
  minf: ['vmhd', 'smhd', 'gmhd', 'hdlr', 'dinf', 'stbl'],
  moof: ['mfhd', 'traf'],
  traf: ['tfhd', 'tfdt', 'trun', 'sdtp', 'sbgp', 'sgpd', 'subs', 'saiz', 'saio'],
}
const opened = new Set(['moov', 'trak', 'mdia', 'minf', 'moof', 'traf'])
const mostBoxes = 100_000

interface Box {
  readonly name: string
  readonly start: number
  /** Where its content begins. */
  readonly from: number
  readonly end: number
}

/** The boxes one after another between two places; undefined where they do not fit. */
function boxesIn(bytes: Uint8Array, from: number, end: number): Box[] | undefined {
  const boxes: Box[] = []
  let at = from
  while (at + 8 <= end) {
    const short = u32(bytes, at)
    const wide = short === 1
    const size = wide ? u32(bytes, at + 8) * 2 ** 32 + u32(bytes, at + 12) : short === 0 ? end - at : short
    if (size < (wide ? 16 : 8) || at + size > end || boxes.length >= mostBoxes) return undefined
    boxes.push({ name: tag(bytes, at + 4), start: at, from: at + (wide ? 16 : 8), end: at + size })
    at += size
  }
  bytes.fill(0, at, end)
  return boxes
}

const free = 'free'

/** A box that readers skip, with nothing in it. */
function blank(bytes: Uint8Array, { start, from, end }: Box): void {
  bytes.fill(0, from, end)
  for (let place = 0; place < free.length; place++) bytes[start + 4 + place] = free.charCodeAt(place)
}

const timed = new Set(['mvhd', 'tkhd', 'mdhd'])

/** When it was made and changed (8.2.2, 8.3.2, 8.4.2), and what its maker calls a track (8.4.3). */
function blankWithin(bytes: Uint8Array, { name, from, end }: Box): void {
  if (timed.has(name)) bytes.fill(0, from + 4, Math.min(end, from + (bytes[from] === 1 ? 20 : 12)))
  else if (name === 'hdlr') bytes.fill(0, Math.min(end, from + 12), end)
}

/** What the handler of a track says it is: `vide`, `soun`, or something that tells along the time, such as places. */
function handlerOf(bytes: Uint8Array, track: Box): string {
  const media = boxesIn(bytes, track.from, track.end)?.find(({ name }) => name === 'mdia')
  const handler = media && boxesIn(bytes, media.from, media.end)?.find(({ name }) => name === 'hdlr')
  return handler ? tag(bytes, handler.from + 8) : ''
}

/** Blanks a track and the samples it has in the file. */
function blankTrack(bytes: Uint8Array, track: Box): void {
  for (const [from, end] of samplesOf(bytes, track)) bytes.fill(0, from, end)
  blank(bytes, track)
}

interface Seen {
  isFragmented: boolean
  readonly foreign: Box[]
}

function bareWithin(bytes: Uint8Array, { name: parent, from, end }: Box, seen: Seen): boolean {
  const boxes = boxesIn(bytes, from, end)
  if (boxes === undefined || !Object.hasOwn(needed, parent)) return false
  seen.isFragmented ||= boxes.some(({ name }) => name === 'moof')
  const isForeign = (box: Box) => box.name === 'trak' && !['vide', 'soun'].includes(handlerOf(bytes, box))
  const [foreign, own] = [boxes.filter(isForeign), boxes.filter(box => !isForeign(box))]
  seen.foreign.push(...foreign)
  return own.every(box => {
    if (needed[parent]?.includes(box.name) !== true) blank(bytes, box)
    else if (opened.has(box.name)) return bareWithin(bytes, box, seen)
    else blankWithin(bytes, box)
    return true
  })
}

/** Takes out what an MP4 tells besides picture and sound, in place; false where that cannot be done. */
export function bareMp4(bytes: Uint8Array): boolean {
  const seen: Seen = { isFragmented: false, foreign: [] }
  const isBare = bareWithin(bytes, { name: '', start: 0, from: 0, end: bytes.length }, seen)
  // In fragments, samples of a track that tells along the time are mixed among the others.
  if (!isBare || (seen.isFragmented && seen.foreign.length > 0)) return false
  for (const track of seen.foreign) blankTrack(bytes, track)
  return true
}
