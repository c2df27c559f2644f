import { tag as letters, u16, u32 } from '../../../src-shared/imaging/bytes.ts'

/** A data element at the top of a data set: where its value lies. `end` never lies beyond the file. */
export interface Element {
  readonly start: number
  readonly end: number
  /** Its length was not said: its value is items up to a delimiter (PS3.5 7.1.1). */
  readonly items: boolean
}

const unsaid = 0xffffffff
const mostElements = 100_000
// PS3.5 table 7.1-1: these have two reserved bytes and a length of 32 bits.
const longForms = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])
const item = 0xfffee000
const itemEnd = 0xfffee00d
const sequenceEnd = 0xfffee0dd
const pixelData = 0x7fe00010

/** Group and element as one number, (0028,0010) → 0x00280010; little-endian, as every data set that is read here. */
const tagAt = (bytes: Uint8Array, at: number): number =>
  u16(bytes, at, 'little') * 65_536 + u16(bytes, at + 2, 'little')

interface Head {
  readonly tag: number
  readonly vr: string
  readonly length: number
  readonly start: number
}

function headAt(bytes: Uint8Array, at: number, explicit: boolean): Head {
  const tag = tagAt(bytes, at)
  // Items and their delimiters have no representation in either form.
  if (!explicit || tag >>> 16 === 0xfffe) return { tag, vr: '', length: u32(bytes, at + 4, 'little'), start: at + 8 }
  const vr = letters(bytes, at + 4).slice(0, 2)
  if (longForms.has(vr)) return { tag, vr, length: u32(bytes, at + 8, 'little'), start: at + 12 }
  return { tag, vr, length: u16(bytes, at + 6, 'little'), start: at + 8 }
}

/** Where a walk stands: how deep in sequences of unsaid length, and below which depth implicit form rules. */
interface Depth {
  now: number
  implicitBelow: number
}

/**
 * The elements of a data set from `from` on, pixel data last; what lies in sequences is stepped over, not kept. Every step moves
 * forward and no value reaches beyond `until`, so that whatever the lengths claim, it ends.
 */
export function elementsOf(
  bytes: Uint8Array,
  { from, until, explicit }: { from: number; until: number; explicit: boolean },
): Map<number, Element> {
  const found = new Map<number, Element>()
  const depth: Depth = { now: 0, implicitBelow: Number.POSITIVE_INFINITY }
  let at = from
  for (let count = 0; at + 8 <= until && count < mostElements; count++) {
    const head = headAt(bytes, at, explicit && depth.now < depth.implicitBelow)
    const { tag, start, length } = head
    const end = length === unsaid ? until : Math.min(until, start + length)
    if (depth.now === 0) found.set(tag, { start: Math.min(start, until), end, items: length === unsaid })
    if (tag === pixelData && depth.now === 0) break
    at = step(head, depth, end)
  }
  return found
}

/** Moves into what has no length, past what has one. */
function step({ tag, vr, start, length }: Head, depth: Depth, end: number): number {
  if (tag === itemEnd || tag === sequenceEnd) {
    depth.now = Math.max(0, depth.now - 1)
    if (depth.now < depth.implicitBelow) depth.implicitBelow = Number.POSITIVE_INFINITY
    return start
  }
  if (length !== unsaid) return end
  depth.now++
  // PS3.5 6.2.2: an unknown of unsaid length holds a sequence in implicit form.
  if (vr === 'UN') depth.implicitBelow = Math.min(depth.implicitBelow, depth.now)
  return start
}

/** The fragments of encapsulated pixel data (PS3.5 A.4): the first is the table of frame offsets. */
export function* fragmentsOf(bytes: Uint8Array, { start, end }: Element): Generator<Uint8Array, void, void> {
  let at = start
  while (at + 8 <= end && tagAt(bytes, at) === item) {
    const from = at + 8
    const to = Math.min(end, from + u32(bytes, at + 4, 'little'))
    yield bytes.subarray(from, to)
    at = to
  }
}
