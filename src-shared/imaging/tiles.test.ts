import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  boxOf,
  framed,
  indexOf,
  levelFor,
  mostTiles,
  openFrames,
  type TileName,
  tiledFromPx,
  tileIndexOf,
  tilesIn,
  tilesOver,
  tilesPath,
  wordOf,
} from './tiles.ts'

const side = fc.integer({ min: 1, max: 20_000 })
const large = fc
  .tuple(side, side)
  .map(([width, height]) => indexOf(width, height))
  .filter(index => index !== undefined)

describe('the index', () => {
  test('24 megapixels are cut into two levels, and a small picture into none', () => {
    expect(indexOf(6000, 4000)).toEqual({
      tileSize: 512,
      mediaType: 'image/jpeg',
      levels: [
        { widthPx: 6000, heightPx: 4000, columns: 12, rows: 8 },
        { widthPx: 3000, heightPx: 2000, columns: 6, rows: 4 },
      ],
    })
    expect(indexOf(tiledFromPx, tiledFromPx)).toBeUndefined()
    expect(indexOf(tiledFromPx + 1, 1)?.levels).toHaveLength(1)
  })

  test('is always one that the schema takes', () => {
    fc.assert(
      fc.property(large, index => {
        expect(tileIndexOf(index)).toEqual(index)
      }),
    )
  })
})

describe('the level', () => {
  test('has at least the pixels asked for, and is the coarsest that has them', () => {
    fc.assert(
      fc.property(large, fc.double({ min: 0.001, max: 8, noNaN: true }), (index, scale) => {
        const level = levelFor(index, scale)
        const longPx = Math.max(index.levels[0]?.widthPx ?? 0, index.levels[0]?.heightPx ?? 0)
        if (level === undefined) expect(scale * longPx).toBeLessThanOrEqual(1600.001)
        else if (level > 0) expect(2 ** -level).toBeGreaterThanOrEqual(scale)
        if (level !== undefined && level + 1 < index.levels.length) expect(2 ** -(level + 1)).toBeLessThan(scale)
      }),
    )
  })
})

describe('tiles over a rectangle', () => {
  test('every pixel of the picture lies in exactly one tile of each level', () => {
    fc.assert(
      fc.property(large, fc.nat(), fc.nat(), (index, someX, someY) => {
        const full = index.levels[0] ?? { widthPx: 1, heightPx: 1 }
        const [x, y] = [someX % full.widthPx, someY % full.heightPx]
        for (const level of index.levels.keys()) {
          const [only, ...others] = tilesOver(index, level, { x: x + 0.25, y: y + 0.25, width: 0.5, height: 0.5 })
          expect(others).toEqual([])
          const box = boxOf(index, only ?? { level, column: -1, row: -1 })
          expect(x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height).toBe(true)
        }
      }),
    )
  })

  test('the whole picture is every tile, nothing is none', () => {
    fc.assert(
      fc.property(large, index => {
        for (const [level, { columns, rows, widthPx, heightPx }] of index.levels.entries()) {
          const whole = { x: 0, y: 0, width: widthPx * 2 ** level, height: heightPx * 2 ** level }
          const tiles = tilesOver(index, level, whole)
          expect(new Set(tiles.map(wordOf)).size).toBe(columns * rows)
          expect(tiles).toHaveLength(columns * rows)
          expect(tilesOver(index, level, { ...whole, width: 0 })).toEqual([])
          expect(tilesOver(index, level, { ...whole, x: whole.width + 512 * 2 ** level })).toEqual([])
          expect(tilesOver(index, level, { ...whole, x: -whole.width })).toEqual([])
        }
      }),
      { numRuns: 30 },
    )
  })

  test('the middle comes first', () => {
    const index = indexOf(6000, 4000) ?? expect.fail('no index')
    const box = { x: 1000, y: 1000, width: 3000, height: 1600 }
    const [first] = tilesOver(index, 0, box)
    expect(first).toEqual({ level: 0, column: 4, row: 3 })
  })
})

const name = fc.record({ level: fc.nat(15), column: fc.nat(9999), row: fc.nat(9999) })

describe('addresses', () => {
  test('name the tiles they were made of', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: mostTiles }), (tiles: TileName[]) => {
        expect(tilesIn(tilesPath(tiles))).toEqual(tiles)
        expect(tilesIn(`tile-${wordOf(tiles[0] ?? { level: 0, column: 0, row: 0 })}`)).toEqual(tiles.slice(0, 1))
      }),
    )
  })

  test.each([
    '',
    'tiles',
    'tile-',
    'tile-1-2',
    'tile-1-2-3,1-2-4',
    'tiles-1-2-3,',
    'tile--1-2-3',
    'tile-100-0-0',
    'tile-0-0-99999',
  ])('%j names none', path => expect(tilesIn(path)).toBeUndefined())

  test('more than an answer carries are none', () => {
    const tiles = Array.from({ length: mostTiles + 1 }, (_, row) => ({ level: 0, column: 0, row }))
    expect(tilesIn(tilesPath(tiles))).toBeUndefined()
    fc.assert(fc.property(fc.string(), text => void tilesIn(`tiles-${text}`)))
  })
})

describe('frames', () => {
  test('come out as they went in, however the stream is cut', () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 })
    fc.assert(
      fc.property(parts, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (all, cuts) => {
        const stream = Uint8Array.from(all.flatMap(part => [...framed(part)]))
        const frames = openFrames()
        const got: Uint8Array[] = []
        for (let at = 0, cut = 0; at < stream.length; cut++) {
          const end = at + (cuts[cut % cuts.length] ?? 1)
          got.push(...frames.push(stream.subarray(at, end)))
          at = end
        }
        expect(got).toEqual(all)
        expect(frames.whole()).toBe(true)
      }),
    )
  })

  test('one cut short is not whole, and an absurd length is refused', () => {
    const frames = openFrames()
    expect(frames.push(framed(Uint8Array.of(1, 2, 3)).subarray(0, 6))).toEqual([])
    expect(frames.whole()).toBe(false)
    expect(() => openFrames().push(Uint8Array.of(255, 0, 0, 0))).toThrow(RangeError)
  })
})
