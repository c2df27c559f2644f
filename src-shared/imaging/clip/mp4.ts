import { tag, u32 } from '../bytes.ts'
import type { ClipFacts } from './facts.ts'

// ISO/IEC 14496-12: boxes that hold boxes on the way to what is read.
const doors = new Set(['moov', 'trak', 'mdia', 'mvex'])
const mostBoxes = 100_000

interface Seen {
  timescale: number
  duration: number
  /** The size of the track that is walked, until its handler says whether it is one of pictures. */
  track: readonly [number, number]
}

const u64 = (bytes: Uint8Array, at: number): number => u32(bytes, at) * 2 ** 32 + u32(bytes, at + 4)
/** All bits one: not known. */
const unknown = [2 ** 32 - 1, 2 ** 64]

/** A duration in the movie's own time; `mvhd` with its timescale before it, `mehd` for one in fragments (8.2.2, 8.8.2). */
function readTimes(bytes: Uint8Array, at: number, seen: Seen): void {
  const wide = (bytes[at + 8] ?? 0) === 1
  const movie = tag(bytes, at + 4) === 'mvhd'
  const from = at + 12 + (movie ? (wide ? 16 : 8) : 0)
  if (movie) seen.timescale = u32(bytes, from)
  const lengthAt = movie ? from + 4 : from
  const duration = wide ? u64(bytes, lengthAt) : u32(bytes, lengthAt)
  if (duration > 0 && !unknown.includes(duration)) seen.duration = duration
}

function readBox(bytes: Uint8Array, at: number, { facts, seen }: { facts: ClipFacts; seen: Seen }): void {
  const name = tag(bytes, at + 4)
  if (name === 'mvhd' || name === 'mehd') readTimes(bytes, at, seen)
  else if (name === 'tkhd') {
    // 8.3.2: 16.16 numbers at the end of the box, whichever its version.
    const end = at + u32(bytes, at)
    seen.track = [Math.floor(u32(bytes, end - 8) / 65_536), Math.floor(u32(bytes, end - 4) / 65_536)]
  } else if (name === 'hdlr' && tag(bytes, at + 16) === 'vide' && facts.widthPx === 0)
    [facts.widthPx, facts.heightPx] = seen.track
}

/** Walks an MP4's boxes: the size of its first track of pictures, and the duration it states. */
export function walkMp4(bytes: Uint8Array): ClipFacts {
  const facts: ClipFacts = { widthPx: 0, heightPx: 0, truncated: false }
  const seen: Seen = { timescale: 0, duration: 0, track: [0, 0] }
  let at = 0
  for (let count = 0; at + 8 <= bytes.length && count < mostBoxes; count++) {
    const short = u32(bytes, at)
    const size = short === 1 ? u64(bytes, at + 8) : short === 0 ? bytes.length - at : short
    if (size < 8) break
    if (doors.has(tag(bytes, at + 4))) at += 8
    else {
      readBox(bytes, at, { facts, seen })
      at += size
    }
    facts.truncated = at > bytes.length
  }
  const ms = seen.timescale > 0 ? Math.round((seen.duration / seen.timescale) * 1000) : 0
  if (ms > 0) facts.durationMs = ms
  return facts
}
