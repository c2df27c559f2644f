import { tag, u32 } from '../bytes.ts'

type Span = readonly [from: number, end: number]

/** Where the tables of a track's samples stand (ISO/IEC 14496-12, 8.7), each at its own content. */
interface Tables {
  /** stsz: the size of each sample. */
  readonly sizes: number | undefined
  /** stsc: how many samples a chunk has. */
  readonly chunks: number | undefined
  /** stco or co64: where each chunk begins. */
  readonly offsets: number | undefined
  readonly isWide: boolean
}

const within = new Set(['mdia', 'minf', 'stbl'])
const mostBoxes = 10_000
const mostSamples = 1_000_000

function tablesIn(bytes: Uint8Array, { from, end }: { from: number; end: number }): Tables {
  const found = new Map<string, number>()
  let at = from
  for (let count = 0; at + 8 <= end && count < mostBoxes; count++) {
    const name = tag(bytes, at + 4)
    const size = u32(bytes, at)
    if (size < 8) break
    if (!found.has(name)) found.set(name, at + 8)
    at += within.has(name) ? 8 : size
  }
  const [short, wide] = [found.get('stco'), found.get('co64')]
  return {
    sizes: found.get('stsz'),
    chunks: found.get('stsc'),
    offsets: short ?? wide,
    isWide: short === undefined,
  }
}

/** How many samples the chunk of a number (from 1, asked in order) has: of the last run that begins at or before it. */
function openRuns(bytes: Uint8Array, chunks: number): (chunk: number) => number {
  const runs = u32(bytes, chunks + 4)
  let run = 0
  return chunk => {
    while (run + 1 < runs && u32(bytes, chunks + 8 + (run + 1) * 12) <= chunk) run++
    return u32(bytes, chunks + 8 + run * 12 + 4)
  }
}

/** Where in the file the samples of a track stand, chunk by chunk, as far as its tables can be believed. */
export function samplesOf(bytes: Uint8Array, track: { readonly from: number; readonly end: number }): Span[] {
  const { sizes, chunks, offsets, isWide } = tablesIn(bytes, track)
  if (sizes === undefined || chunks === undefined || offsets === undefined) return []
  const every = u32(bytes, sizes + 4)
  const total = Math.min(u32(bytes, sizes + 8), mostSamples)
  const count = Math.min(u32(bytes, offsets + 4), mostSamples)
  const spans: Span[] = []
  const samplesIn = openRuns(bytes, chunks)
  let sample = 0
  for (let chunk = 1; chunk <= count && sample < total; chunk++) {
    const at = offsets + 8 + (chunk - 1) * (isWide ? 8 : 4)
    const start = isWide ? u32(bytes, at) * 2 ** 32 + u32(bytes, at + 4) : u32(bytes, at)
    const next = Math.min(total, sample + samplesIn(chunk))
    let end = start
    for (; sample < next; sample++) end += every || u32(bytes, sizes + 12 + sample * 4)
    spans.push([start, Math.min(end, bytes.length)])
  }
  return spans
}
