import { expect, test } from 'vitest'
import { drawDermoscopy } from '../draw.ts'
import type { Pixels } from '../verdict.ts'
import { mapPoint } from './map.ts'
import { apply, similarityOf } from './matrix.ts'
import { planeOf, sampleAt } from './plane.ts'
import { register, type View } from './register.ts'
import { Registration as Schema } from './schema.ts'
import type { Matrix } from './types.ts'

const viewOf = (pixels: Pixels): View => ({ pixels, widthPx: pixels.width, heightPx: pixels.height })
const drawn = (seed: number): Pixels =>
  drawDermoscopy({ seed, visit: 0, tone: 2, widthPx: 512, heightPx: 384, hairs: 3, ruler: false })

const flat = (width: number, height: number, level = 180): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 4).fill(level),
})

/** A picture seen through a map to it, its light changed by a gamma. */
const reposed = ({ width, height, data }: Pixels, toPicture: Matrix, gamma: number): Pixels => {
  const into = flat(width, height, 255)
  for (let k = 0; k < 3; k++) {
    const plane = planeOf(width, height)
    for (let i = 0; i < plane.data.length; i++) plane.data[i] = data[4 * i + k] ?? 0
    for (let at = 0; at < width * height; at++) {
      const { x, y } = apply(toPicture, { x: (at % width) + 0.5, y: Math.floor(at / width) + 0.5 })
      const value = sampleAt(plane, Math.min(width - 1, Math.max(1, x)), Math.min(height - 1, Math.max(1, y)))
      into.data[4 * at + k] = 255 * (value / 255) ** gamma
    }
  }
  return into
}

test('Turned by 7°, enlarged by 5 %, shifted by 30 px and darker: the corners are where they belong', () => {
  const fixed = drawn(3)
  const truth = similarityOf(1.05, 7, { x: 30, y: -12 })
  const found = register(viewOf(reposed(fixed, truth, 1.2)), viewOf(fixed))
  expect(found.reasons).toEqual([])
  expect(found.inliers).toBeGreaterThan(20)
  for (const corner of [
    { x: 0, y: 0 },
    { x: 512, y: 0 },
    { x: 0, y: 384 },
    { x: 512, y: 384 },
  ]) {
    const [is, should] = [mapPoint(found, corner, 'affine'), apply(truth, corner)]
    expect(Math.hypot(is.x - should.x, is.y - should.y)).toBeLessThan(2)
  }
  expect(found.fit?.scale).toBeCloseTo(1.05, 2)
  expect(found.fit?.residual.affinePx).toBeLessThan(1)
  expect(Schema.parse(JSON.parse(JSON.stringify(found)))).toEqual(found)
}, 120_000)

test('Different lesions are refused, and then there is no fit', () => {
  const found = register(viewOf(drawn(5)), viewOf(drawn(11)))
  expect(found.verdict).toBe('refused')
  expect(found.fit).toBeUndefined()
}, 120_000)

test('Blank, tiny, and ruler-only pictures are refused by their names', () => {
  const lesion = viewOf(drawn(3))
  expect(register(viewOf(flat(512, 384)), lesion).reasons).toEqual(['blank'])
  expect(register(lesion, viewOf(flat(40, 30))).reasons).toEqual(['too-small'])
  const ruler = flat(512, 384, 200)
  const dot = (x: number, y: number) => ruler.data.fill(20, 4 * (y * 512 + x), 4 * (y * 512 + x) + 3)
  for (let x = 60; x < 460; x++) {
    for (let y = 300; y < 303; y++) dot(x, y)
    if (x % 20 < 3) for (let y = 280; y < 300; y++) dot(x, y)
  }
  expect(register(viewOf(ruler), lesion).reasons).toEqual(['ruler-only'])
}, 120_000)

test('A large picture is reduced, and told in the px of its original', () => {
  const found = register({ pixels: flat(3_000, 2_000), widthPx: 6_000, heightPx: 4_000 }, viewOf(flat(512, 384)))
  expect(found).toMatchObject({ verdict: 'refused', moving: { widthPx: 6_000, heightPx: 4_000 } })
}, 120_000)
