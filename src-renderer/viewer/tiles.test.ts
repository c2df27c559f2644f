import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boxOf, indexOf, type TileName, tilesOver, wordOf } from '../../src-shared/imaging/tiles.ts'
import { planOf, seenBox } from './draw-tiles.ts'
import { matrixOf } from './matrix.ts'
import { openPicture, type PictureNeeds } from './picture.ts'
import type { Coming } from './tile-requests.ts'
import { openTiles, type TilesNeeds } from './tiles.ts'
import { compose, fitPose, shift, turnAbout, zoomAbout } from './transform.ts'

const settled = async () => {
  for (let turn = 0; turn < 12; turn += 1) await new Promise(resolve => setTimeout(resolve, 0))
}

const tile = (column: number, row = 0, level = 0): TileName => ({ level, column, row })

/** A door whose answers wait until they are let go; bitmaps of 512 px that are counted while open. */
const bench = (own: Partial<TilesNeeds> = {}) => {
  const asked: { id: string; words: string; on: Coming; answer: () => void; refuse: (error: unknown) => void }[] = []
  const open = new Set<number>()
  let made = 0
  let running = 0
  let most = 0
  const tiles = openTiles({
    load: (id, names, on) =>
      new Promise((resolve, reject) => {
        on.signal.addEventListener('abort', () => reject(on.signal.reason))
        const answer = () => {
          for (const at of names.keys()) on.tile(at, new Uint8Array([at + 1]))
          resolve()
        }
        asked.push({ id, words: names.map(wordOf).join(' '), on, answer, refuse: reject })
      }),
    decode: async () => {
      most = Math.max(most, ++running)
      await new Promise(resolve => setTimeout(resolve, 0))
      running--
      const name = made++
      open.add(name)
      return { width: 512, height: 512, close: () => void open.delete(name) } as ImageBitmap
    },
    ...own,
  })
  return { tiles, asked, open, mostDecodes: () => most, made: () => made }
}

const pane = {}

describe('tiles on their way', () => {
  test('are asked for many at once, most wanted first, and told as they come', async () => {
    const { tiles, asked, mostDecodes } = bench()
    let came = 0
    tiles.hear('a', { came: () => void came++, failed: () => {} })
    tiles.want('a', [tile(2), tile(1), tile(3)], pane)
    expect(asked.map(({ id, words }) => `${id} ${words}`)).toEqual(['a 0-2-0 0-1-0 0-3-0'])
    asked[0]?.answer()
    await settled()
    expect(came).toBe(3)
    expect(tiles.got('a', tile(1))?.width).toBe(512)
    expect(mostDecodes()).toBeLessThanOrEqual(3)
    tiles.want('a', [tile(1), tile(2)], pane)
    expect(asked).toHaveLength(1)
  })

  test('are called off when nothing of an answer is in view any more', async () => {
    const { tiles, asked, open } = bench()
    tiles.want('a', [tile(0), tile(1)], pane)
    tiles.want('a', [tile(1), tile(2)], pane)
    expect(asked[0]?.on.signal.aborted).toBe(false)
    expect(asked[1]?.words).toBe('0-2-0')
    tiles.want('a', [tile(5)], pane)
    expect(asked.map(({ on }) => on.signal.aborted)).toEqual([true, true, false])
    await settled()
    expect(open.size).toBe(0)
  })

  test('that left the view while they came are not decoded', async () => {
    const { tiles, asked, made } = bench()
    tiles.want('a', [tile(0), tile(1)], pane)
    tiles.want('a', [tile(1)], pane)
    asked[0]?.answer()
    await settled()
    expect(made()).toBe(1)
  })

  test('two panes of one picture take turns', () => {
    const { tiles, asked } = bench()
    tiles.want('a', [tile(0), tile(1)], pane)
    tiles.want('a', [tile(7), tile(8)], {})
    expect(asked.map(({ words }) => words)).toEqual(['0-0-0 0-1-0', '0-7-0 0-8-0'])
  })

  test('a failure is told once and nothing is asked for again by itself', async () => {
    const { tiles, asked } = bench()
    const failures: unknown[] = []
    tiles.hear('a', { came: () => {}, failed: error => failures.push(error) })
    tiles.want('a', [tile(0)], pane)
    asked[0]?.refuse(new Error('broken seal'))
    await settled()
    expect(failures).toHaveLength(1)
    expect(asked).toHaveLength(1)
  })
})

describe('the budget', () => {
  test('holds whatever is looked at; what is in view stays; everything is given back', async () => {
    const steps = fc.array(
      fc.record({ id: fc.constantFrom('a', 'b'), from: fc.integer({ min: 0, max: 60 }), by: fc.constantFrom(0, 1) }),
      { maxLength: 20 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async all => {
        const budgetBytes = 20 * 4 * 512 * 512
        const load: TilesNeeds['load'] = async (_id, names, { tile: on }) => {
          for (const at of names.keys()) on(at, new Uint8Array(1))
        }
        const { tiles, open } = bench({ budgetBytes, load })
        const panes = [{}, {}]
        for (const { id, from, by } of all) {
          const wanted = [0, 1, 2, 3].map(step => tile(from + step))
          tiles.want(id, wanted, panes[by] ?? {})
          await settled()
          for (const one of wanted) expect(tiles.got(id, one)).toBeDefined()
          expect(tiles.bytes()).toBeLessThanOrEqual(budgetBytes)
          expect(open.size * 4 * 512 * 512).toBe(tiles.bytes())
        }
        tiles.drop('a')
        tiles.drop('b')
        expect(open.size).toBe(0)
      }),
      { numRuns: 15 },
    )
  })
})

describe('what is in view', () => {
  const views = fc.record({
    zoom: fc.double({ min: 0.5, max: 40, noNaN: true }),
    degrees: fc.integer({ min: 0, max: 359 }),
    x: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    y: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  })
  test('is covered by the tiles wanted, at any zoom, turn and shift', () => {
    const size = { width: 8001, height: 6003 }
    const index = indexOf(size.width, size.height)
    if (!index) throw new Error('large')
    const frame = { pane: { width: 900, height: 700 }, picture: size }
    fc.assert(
      fc.property(views, fc.tuple(fc.nat(899), fc.nat(699)), ({ zoom, degrees, x, y }, [left, top]) => {
        const turned = compose(turnAbout(degrees, { x: 0, y: 0 }), fitPose(frame))
        const matrix = matrixOf(frame, compose(shift(x, y), compose(zoomAbout(zoom, { x: 0, y: 0 }), turned)))
        const box = seenBox(frame.pane, matrix, size)
        let wanted: readonly TileName[] = []
        const tiled = { index, got: () => undefined, want: (tiles: readonly TileName[]) => void (wanted = tiles) }
        const { level } = planOf(tiled, size, { canvas: frame.pane, matrix })
        expect(wanted.map(wordOf)).toEqual(level === undefined ? [] : tilesOver(index, level, box).map(wordOf))
        if (level === undefined) return
        // Any px of the pane that shows the picture lies in one of them.
        const { a, b, c, d, e, f } = matrix
        const area = a * d - b * c
        const [dx, dy] = [left - e, top - f]
        const point = { x: (d * dx - c * dy) / area, y: (a * dy - b * dx) / area }
        if (point.x < 0 || point.y < 0 || point.x >= size.width || point.y >= size.height) return
        const holds = wanted.some(name => {
          const one = boxOf(index, name)
          return point.x >= one.x && point.x < one.x + one.width && point.y >= one.y && point.y < one.y + one.height
        })
        expect(holds).toBe(true)
      }),
    )
  })
})

describe('a large picture', () => {
  const needsOf = (index: PictureNeeds['index'], own: Partial<TilesNeeds> = {}) => {
    const { tiles, asked, open } = bench(own)
    const loads: string[] = []
    const needs: PictureNeeds = {
      load: async (_id, level) => {
        loads.push(level)
        return new Blob([level])
      },
      decode: async blob => {
        const long = (await blob.text()) === 'full' ? 6000 : 1600
        return { width: long, height: (long * 2) / 3, close: () => {} } as ImageBitmap
      },
      ...(index && { index }),
      tiles,
    }
    return { needs, loads, asked, open }
  }
  const ref = { id: 'a', longPx: 6000, size: { width: 6000, height: 4000 } }

  test('is never loaded whole where it has tiles', async () => {
    const { needs, loads } = needsOf(async () => indexOf(6000, 4000))
    const picture = openPicture(ref, needs)
    picture.want('full')
    await settled()
    expect(loads).toEqual(['screen'])
    expect(picture.state()).toEqual({ kind: 'shown', sharpest: 'full', size: ref.size, reduced: false })
    expect(picture.tiles()?.index.levels).toHaveLength(2)
  })

  test('is loaded whole where it has none, or none that read', async () => {
    const without = needsOf(async () => undefined)
    openPicture(ref, without.needs).want('full')
    await settled()
    expect(without.loads).toEqual(['screen', 'full'])

    const { needs, loads, asked } = needsOf(async () => indexOf(6000, 4000))
    const picture = openPicture(ref, needs)
    picture.want('full')
    await settled()
    picture.tiles()?.want([tile(0)], pane)
    asked[0]?.refuse(Object.assign(new Error(''), { code: 'vault.blobDamaged' }))
    await settled()
    expect(loads).toEqual(['screen', 'full'])
    expect(picture.tiles()).toBeUndefined()
    expect(picture.pixelsFor(6000)?.width).toBe(6000)
  })

  test('known to be damaged is not asked for at all', async () => {
    const { needs, loads } = needsOf(async () => indexOf(6000, 4000))
    const picture = openPicture({ ...ref, damaged: true }, needs)
    picture.want('full')
    await settled()
    expect(picture.state()).toEqual({ kind: 'damaged' })
    expect(loads).toEqual([])
  })
})
