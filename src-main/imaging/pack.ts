import { z } from 'zod'
import { type TileIndex, type TileName, tileIndexOf } from '../../src-shared/imaging/tiles.ts'

/**
 * The pack of a tiled picture, version 1: 'CUTISTIL' · length of the head as u32 big-endian · the head as JSON · the tiles, level
 * by level and row by row. It is sealed as one file in chunks of its own, so any tile is read without the others.
 */
const magic = 'CUTISTIL'
const startBytes = 12
const longestHead = 1024 * 1024
/** Tiles that follow each other are read together, up to this many bytes. */
const longestRun = 1024 * 1024

const Head = z.object({
  version: z.literal(1),
  index: z.unknown().transform(tileIndexOf),
  /** Bytes of each tile of each level, row by row. */
  lengths: z.array(z.array(z.int().nonnegative())),
})
type Head = z.output<typeof Head>

/** Puts tiles into a pack: `tiles[level]` holds them row by row. */
export function packed(index: TileIndex, tiles: readonly (readonly Uint8Array[])[]): Uint8Array {
  const lengths = tiles.map(level => level.map(tile => tile.byteLength))
  const head = Buffer.from(JSON.stringify({ version: 1, index, lengths } satisfies Head))
  const start = Buffer.alloc(startBytes)
  start.write(magic, 'latin1')
  start.writeUInt32BE(head.byteLength, 8)
  return Buffer.concat([start, head, ...tiles.flat()])
}

export interface Pack {
  readonly index: TileIndex
  /** The bytes of these tiles in the order asked, empty where there is no such tile. Rejects with what the reading rejects with. */
  read(names: readonly TileName[]): AsyncGenerator<Uint8Array, void, void>
}

/** Where a pack is read from. */
export interface PackSource {
  readonly size: number
  read(start: number, end: number): Promise<Uint8Array>
}

type Span = readonly [start: number, end: number]

/** Opens a pack by its head alone. Throws where it is none. */
export async function openPack(source: PackSource): Promise<Pack> {
  const { head, begin } = await headOf(source)
  const spans = spansOf(head, begin)
  if (spans.flat().some(([, end]) => end > source.size)) throw new Error('a pack shorter than its tiles')
  const spanOf = ({ level, column, row }: TileName): Span | undefined => {
    const columns = head.index.levels[level]?.columns ?? 0
    return column < columns ? spans[level]?.[row * columns + column] : undefined
  }
  return { index: head.index, read: names => readAll(source, names.map(spanOf)) }
}

async function headOf(source: PackSource): Promise<{ head: Head; begin: number }> {
  const start = Buffer.from(await source.read(0, Math.min(startBytes, source.size)))
  if (start.length < startBytes || start.toString('latin1', 0, 8) !== magic) throw new Error('not a pack')
  const length = start.readUInt32BE(8)
  if (length > longestHead || startBytes + length > source.size) throw new Error('a pack without its head')
  const text = Buffer.from(await source.read(startBytes, startBytes + length)).toString('utf8')
  const head = Head.parse(JSON.parse(text))
  const whole = head.index.levels.every(({ columns, rows }, at) => head.lengths[at]?.length === columns * rows)
  if (!whole || head.lengths.length !== head.index.levels.length) throw new Error('a pack that misses tiles')
  return { head, begin: startBytes + length }
}

function spansOf({ lengths }: Head, begin: number): Span[][] {
  let at = begin
  return lengths.map(level =>
    level.map(length => {
      const span = [at, at + length] as const
      at += length
      return span
    }),
  )
}

async function* readAll(
  source: PackSource,
  spans: readonly (Span | undefined)[],
): AsyncGenerator<Uint8Array, void, void> {
  const runs = runsOf(spans.filter(span => span !== undefined))
  const read = new Map<Span, Promise<Uint8Array>>()
  for (const span of spans) {
    const run = span && runs.find(([start, end]) => span[0] >= start && span[1] <= end)
    if (!span || !run) {
      yield new Uint8Array()
      continue
    }
    const bytes = read.get(run) ?? source.read(...run)
    read.set(run, bytes)
    yield (await bytes).subarray(span[0] - run[0], span[1] - run[0])
  }
}

/** Stretches that hold all these spans, neighbours together. */
function runsOf(spans: readonly Span[]): Span[] {
  const runs: [number, number][] = []
  for (const [start, end] of spans.toSorted(([one], [other]) => one - other)) {
    const last = runs.at(-1)
    if (last && start <= last[1] && end - last[0] <= longestRun) last[1] = Math.max(last[1], end)
    else runs.push([start, end])
  }
  return runs
}
