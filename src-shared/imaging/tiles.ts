/**
 * The tile pyramid of a large picture, as the bytes door serves it. Everything here is pure and shared by engine and glass.
 *
 *   GET /bytes/<capability>/<blobId>/tiles            → `TileIndex` as JSON; 404 where the picture has none: it is small
 *                                                       (longer side ≤ `tiledFromPx`: the screen level and the original do), it
 *                                                       cannot be drawn, or its tiles are still being made (ask again later)
 *   GET /bytes/<capability>/<blobId>/tile-<l>-<c>-<r> → one tile, an encoded picture of `mediaType`
 *   GET /bytes/<capability>/<blobId>/tiles-<l>-<c>-<r>,<l>-<c>-<r>,… → up to `mostTiles` tiles in one answer, in the order asked,
 *                                                       streamed: for each its length as an unsigned 32-bit big-endian number, then
 *                                                       its bytes; length 0 where there is no such tile. `openFrames` reads it.
 *
 * A broken seal answers 422 `vault.blobDamaged`; in a batch already begun, the stream ends with an error.
 * Tiles are sRGB and upright (ICC and EXIF orientation applied) and carry no metadata. They do not overlap. Level 0 is the whole
 * picture; each next level is half as wide and high, rounded up. Levels stop above the screen picture's 1600 px: that one is shown
 * first and below. One pixel of level n covers exactly 2^n × 2^n pixels of the original, counted from its upper left corner, so the
 * last column and row may reach up to 2^n − 1 px beyond the picture: clip them there, do not stretch them.
 */
export interface TileIndex {
  /** Width and height of a whole tile, px of its level; those of the last column and row are smaller. */
  readonly tileSize: number
  readonly mediaType: string
  readonly levels: readonly TileLevel[]
}

/** One size of the pyramid, px, and how its tiles stand. */
export interface TileLevel {
  readonly widthPx: number
  readonly heightPx: number
  readonly columns: number
  readonly rows: number
}

const mostLevels = 16
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0

const isLevel = (value: unknown): value is TileLevel => {
  if (typeof value !== 'object' || value === null) return false
  const level = value as Readonly<Record<string, unknown>>
  return ['widthPx', 'heightPx', 'columns', 'rows'].every(name => isCount(level[name]))
}

/** An index as it was read from JSON. Throws where it is none. (By hand: the glass carries no zod.) */
export function tileIndexOf(value: unknown): TileIndex {
  const { tileSize, mediaType, levels } = (value ?? {}) as Readonly<Record<string, unknown>>
  const fits = isCount(tileSize) && tileSize >= 64 && tileSize <= 4096 && typeof mediaType === 'string'
  if (!fits || !Array.isArray(levels) || levels.length === 0 || levels.length > mostLevels || !levels.every(isLevel)) {
    throw new TypeError('no index of tiles')
  }
  const plain = levels.map(({ widthPx, heightPx, columns, rows }) => ({ widthPx, heightPx, columns, rows }))
  return { tileSize, mediaType, levels: plain }
}

export interface TileName {
  readonly level: number
  readonly column: number
  readonly row: number
}

/** A rectangle in pixels of the upright original, x right and y down from its upper left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Pictures whose longer side is at most this, px, have no tiles. */
export const tiledFromPx = 2000
/** The longer side of the screen picture, px: no level is this small. */
export const previewPx = 1600
/** Width and height of a tile, px. */
export const tilePx = 512
/** As many tiles as one answer carries. */
export const mostTiles = 64

/** What an upright picture of this size in px is cut into; undefined where it is too small to be. */
export function indexOf(widthPx: number, heightPx: number, mediaType = 'image/jpeg'): TileIndex | undefined {
  if (Math.max(widthPx, heightPx) <= tiledFromPx) return undefined
  const levels: TileLevel[] = []
  for (let [width, height] = [widthPx, heightPx]; Math.max(width, height) > previewPx; ) {
    const [columns, rows] = [Math.ceil(width / tilePx), Math.ceil(height / tilePx)]
    levels.push({ widthPx: width, heightPx: height, columns, rows })
    width = Math.ceil(width / 2)
    height = Math.ceil(height / 2)
  }
  return { tileSize: tilePx, mediaType, levels }
}

/** The coarsest level that still has `scale` pixels for each pixel of the original; 0 where none has, undefined where the preview does. */
export function levelFor({ levels: [full, ...smaller] }: TileIndex, scale: number): number | undefined {
  if (full === undefined || scale <= previewPx / Math.max(full.widthPx, full.heightPx)) return undefined
  let level = 0
  while (level < smaller.length && scale <= 2 ** -(level + 1)) level++
  return level
}

/** Where a tile lies, in pixels of the original; the last column and row may reach beyond the picture. */
export function boxOf({ tileSize, levels }: TileIndex, { level, column, row }: TileName): Box {
  const { widthPx, heightPx } = levels[level] ?? { widthPx: 0, heightPx: 0 }
  const [left, top] = [column * tileSize, row * tileSize]
  const times = 2 ** level
  return {
    x: left * times,
    y: top * times,
    width: Math.max(0, Math.min(tileSize, widthPx - left)) * times,
    height: Math.max(0, Math.min(tileSize, heightPx - top)) * times,
  }
}

/** The tiles of a level that cover a rectangle of the original, those nearest to its middle first. */
export function tilesOver(index: TileIndex, level: number, box: Box): TileName[] {
  const { columns, rows } = index.levels[level] ?? { columns: 0, rows: 0 }
  const stride = index.tileSize * 2 ** level
  const [firstColumn, lastColumn] = reach(box.x, box.width, { stride, count: columns })
  const [firstRow, lastRow] = reach(box.y, box.height, { stride, count: rows })
  const tiles: TileName[] = []
  for (let row = firstRow; row <= lastRow; row++)
    for (let column = firstColumn; column <= lastColumn; column++) tiles.push({ level, column, row })
  const [middleX, middleY] = [(box.x + box.width / 2) / stride - 0.5, (box.y + box.height / 2) / stride - 0.5]
  const far = ({ column, row }: TileName) => (column - middleX) ** 2 + (row - middleY) ** 2
  return tiles.sort((one, other) => far(one) - far(other))
}

/** The first and last of `count` stretches that [start, start + length) touches; last < first where it touches none. */
function reach(start: number, length: number, along: { stride: number; count: number }): [number, number] {
  if (!(length > 0)) return [0, -1]
  const first = Math.max(0, Math.floor(start / along.stride))
  const last = Math.min(along.count, Math.ceil((start + length) / along.stride)) - 1
  return [first, last]
}

/** `<level>-<column>-<row>`, as it stands in an address. */
export const wordOf = ({ level, column, row }: TileName): string => `${level}-${column}-${row}`

/** The last part of the address of these tiles. */
export const tilesPath = (tiles: readonly TileName[]): string => `tiles-${tiles.map(wordOf).join(',')}`

/** The tiles that the last part of an address names (`tile-…` or `tiles-…`); undefined where it names none, or too many. */
export function tilesIn(path: string): TileName[] | undefined {
  const [, many, list = ''] = /^tile(s?)-([\d,-]{5,2000})$/.exec(path) ?? []
  if (many === undefined) return undefined
  const words = list.split(',').map(word => /^(\d{1,2})-(\d{1,4})-(\d{1,4})$/.exec(word))
  if (words.length > (many === '' ? 1 : mostTiles) || words.includes(null)) return undefined
  return words.map(word => ({ level: Number(word?.[1]), column: Number(word?.[2]), row: Number(word?.[3]) }))
}

/** A part of an answer that holds many: its length as 32 bits, and its bytes. */
export function framed(part: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(4 + part.byteLength)
  new DataView(frame.buffer).setUint32(0, part.byteLength)
  frame.set(part, 4)
  return frame
}

/** Longest single part, bytes: a tile is some tens of kilobytes. */
const longestFrame = 16 * 1024 * 1024

/** Reads parts from an answer piece by piece as it comes, whatever the pieces. */
export interface Frames {
  /** The parts that this piece completes; empty ones (no such tile) are answered as well. Throws RangeError at an absurd length. */
  push(piece: Uint8Array): Uint8Array<ArrayBuffer>[]
  /** True where no part is begun and not ended. */
  whole(): boolean
}

export function openFrames(): Frames {
  const head = new Uint8Array(4)
  let headFilled = 0
  let body: Uint8Array<ArrayBuffer> | undefined
  let filled = 0

  const begin = (piece: Uint8Array, from: number): number => {
    const taken = Math.min(4 - headFilled, piece.byteLength - from)
    head.set(piece.subarray(from, from + taken), headFilled)
    headFilled += taken
    if (headFilled === 4) {
      const length = new DataView(head.buffer).getUint32(0)
      if (length > longestFrame) throw new RangeError('a part longer than any tile')
      body = new Uint8Array(length)
      filled = 0
      headFilled = 0
    }
    return from + taken
  }
  const fill = (into: Uint8Array, piece: Uint8Array, from: number): number => {
    const taken = Math.min(into.byteLength - filled, piece.byteLength - from)
    into.set(piece.subarray(from, from + taken), filled)
    filled += taken
    return from + taken
  }
  return {
    push(piece) {
      const parts: Uint8Array<ArrayBuffer>[] = []
      let at = 0
      while (at < piece.byteLength || (body && filled === body.byteLength)) {
        at = body ? fill(body, piece, at) : begin(piece, at)
        if (!body || filled < body.byteLength) continue
        parts.push(body)
        body = undefined
      }
      return parts
    },
    whole: () => body === undefined && headFilled === 0,
  }
}
