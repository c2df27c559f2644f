import { u16 } from '../bytes.ts'
import { masters, numberAt } from './ebml.ts'
import type { ClipFacts } from './facts.ts'

// RFC 9559 (Matroska): elements that are read.
const ids = {
  docType: 0x4282,
  scale: 0x2ad7b1,
  duration: 0x4489,
  width: 0xb0,
  height: 0xba,
  clusterTime: 0xe7,
} as const
const blocks = new Set([0xa3, 0xa1])
const mostElements = 2_000_000

const unsigned = (content: Uint8Array): number => content.reduce((sum, byte) => sum * 256 + byte, 0)

function float(content: Uint8Array): number {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  if (content.byteLength === 4) return view.getFloat32(0)
  return content.byteLength === 8 ? view.getFloat64(0) : 0
}

interface Seen {
  docType: string
  scale: number
  duration: number
  clusterTime: number
  lastTime: number
}

/** Block times are relative to their cluster's, signed, behind the number of the track. */
function blockTime(content: Uint8Array): number {
  const track = numberAt(content, 0, false)
  const time = track ? u16(content, track.next) : 0
  return time >= 0x8000 ? time - 0x10000 : time
}

function read(id: number, content: Uint8Array, { facts, seen }: { facts: ClipFacts; seen: Seen }): void {
  if (id === ids.docType) seen.docType = String.fromCharCode(...content.subarray(0, 16))
  else if (id === ids.scale) seen.scale = unsigned(content)
  else if (id === ids.duration) seen.duration = float(content)
  else if (id === ids.clusterTime) seen.clusterTime = unsigned(content)
  else if (id === ids.width && facts.widthPx === 0) facts.widthPx = unsigned(content)
  else if (id === ids.height && facts.heightPx === 0) facts.heightPx = unsigned(content)
  else if (blocks.has(id)) seen.lastTime = Math.max(seen.lastTime, seen.clusterTime + blockTime(content))
}

/** The scale is nanoseconds a tick. */
function millisecondsOf({ duration, lastTime, scale }: Seen): number {
  const ms = Math.round(((duration || lastTime) * scale) / 1_000_000)
  return Number.isFinite(ms) ? ms : 0
}

/**
 * Walks a WebM's elements: size, and the duration it states, or else the time of its last block (a recording that was streamed
 * states none). Undefined where it is another kind of Matroska.
 */
export function walkWebm(bytes: Uint8Array): ClipFacts | undefined {
  const facts: ClipFacts = { widthPx: 0, heightPx: 0, truncated: false }
  const seen: Seen = { docType: '', scale: 1_000_000, duration: 0, clusterTime: 0, lastTime: 0 }
  let at = 0
  for (let count = 0; at < bytes.length && count < mostElements; count++) {
    const id = numberAt(bytes, at, true)
    const size = id && numberAt(bytes, id.next, false)
    if (!id || !size) {
      facts.truncated = true
      break
    }
    const end = size.next + size.value
    if (masters.has(id.value)) at = size.next
    else {
      facts.truncated = size.unsaid || end > bytes.length
      read(id.value, bytes.subarray(size.next, end), { facts, seen })
      at = end
    }
  }
  const ms = millisecondsOf(seen)
  if (ms > 0) facts.durationMs = ms
  return seen.docType.replace(/\0+$/, '') === 'webm' ? facts : undefined
}
