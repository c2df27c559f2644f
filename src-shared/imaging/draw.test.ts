import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canvasOf } from './draw/canvas.ts'
import { drawRuler } from './draw/overlay.ts'
import { type Dermoscopy, drawDermoscopy, lesionAt, poseAt } from './draw.ts'
import { drawPortrait } from './draw-portrait.ts'
import { drawRegion, molesOf } from './draw-region.ts'
import type { Pixels } from './verdict.ts'

const small: Dermoscopy = { seed: 1, visit: 0, tone: 2, widthPx: 160, heightPx: 120, ruler: false }
const green = ({ data, width }: Pixels, x: number, y: number): number => data[4 * (y * width + x) + 1] ?? 0
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const all = (pixels: Pixels): number[] =>
  Array.from({ length: pixels.width * pixels.height }, (_, at) => pixels.data[4 * at + 1] ?? 0)
/** Pixels clearly darker than the skin around. */
const lesionArea = (pixels: Pixels): number => {
  const values = all(pixels)
  const skin = values.slice().sort((a, b) => a - b)[Math.floor(values.length * 0.7)] ?? 0
  return values.filter(value => value < skin * 0.82).length
}

test('the same wish draws the same bytes; another seed, another picture', () => {
  expect(drawDermoscopy(small)).toEqual(drawDermoscopy(small))
  expect(drawDermoscopy({ ...small, seed: 2 }).data).not.toEqual(drawDermoscopy(small).data)
  expect(drawPortrait({ seed: 5, tone: 3, sizePx: 64 })).toEqual(drawPortrait({ seed: 5, tone: 3, sizePx: 64 }))
  expect(drawRegion({ seed: 5, visit: 1, tone: 3, widthPx: 90, heightPx: 60 })).toEqual(
    drawRegion({ seed: 5, visit: 1, tone: 3, widthPx: 90, heightPx: 60 }),
  )
})

test('tones go from light to dark', () => {
  const brightness = ([1, 2, 3, 4, 5, 6] as const).map(tone => mean(all(drawDermoscopy({ ...small, tone }))))
  expect(brightness).toEqual(brightness.slice().sort((a, b) => b - a))
  expect((brightness[0] ?? 0) / (brightness[5] ?? 1)).toBeGreaterThan(2)
})

test('there is a lesion in the middle and skin at the rim', () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const picture = drawDermoscopy({ ...small, seed })
    const middle = mean(
      Array.from({ length: 40 }, (_, i) => green(picture, 70 + (i % 20), 57 + Math.floor(i / 20) * 5)),
    )
    const rim = mean(Array.from({ length: 40 }, (_, i) => green(picture, 4 + (i % 20), 4 + Math.floor(i / 20) * 5)))
    expect(middle, `seed ${seed}`).toBeLessThan(rim * 0.9)
  }
})

test('a lesion only grows, by a few percent a visit, and stays itself', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(6), (seed, visit) => {
      const [before, after] = [lesionAt(seed, visit), lesionAt(seed, visit + 1)]
      expect(after.radiusMm).toBeGreaterThanOrEqual(before.radiusMm)
      expect(after.radiusMm / before.radiusMm).toBeLessThan(1.06)
      expect({ ...after, radiusMm: 0, pigment: 0, wander: 0 }).toEqual({
        ...before,
        radiusMm: 0,
        pigment: 0,
        wander: 0,
      })
      expect(Math.abs(poseAt(seed, visit).shiftMm[0])).toBeLessThan(1.2)
    }),
  )
  const growing =
    Array.from({ length: 40 }, (_, seed) => seed).find(
      seed => lesionAt(seed, 1).radiusMm > 1.04 * lesionAt(seed, 0).radiusMm,
    ) ?? 0
  const drawn = [0, 8].map(visit => lesionArea(drawDermoscopy({ ...small, seed: growing, tone: 1, visit })))
  expect(drawn[1]).toBeGreaterThan(1.2 * (drawn[0] ?? 0))
})

test('the ruler is exactly to scale', () => {
  const canvas = canvasOf(500, 60)
  canvas.light.fill(0.8)
  drawRuler({ canvas, pxPerMm: 30 }, 10)
  const row = Math.round(60 * 0.93 - 0.3 * 30)
  const dark = Array.from({ length: 500 - 90 }, (_, i) => 90 + i).filter(
    x => (canvas.light[3 * (row * 500 + x)] ?? 1) < 0.5,
  )
  const ticks = dark.filter((x, i) => x - (dark[i - 1] ?? -9) > 3)
  expect(ticks.length).toBe(11)
  for (const [i, tick] of ticks.entries()) expect(Math.abs(tick - (ticks[0] ?? 0) - 30 * i)).toBeLessThanOrEqual(1)
})

test('with a ring the corners are black; hair and bubbles change the picture', () => {
  const ringed = drawDermoscopy({ ...small, ring: true })
  expect(green(ringed, 1, 1)).toBeLessThan(16)
  expect(drawDermoscopy({ ...small, hairs: 5 }).data).not.toEqual(drawDermoscopy(small).data)
  expect(drawDermoscopy({ ...small, bubbles: 5 }).data).not.toEqual(drawDermoscopy(small).data)
})

test('moles stay where they are between visits; only the lesion in question changes', () => {
  const [first, later] = [molesOf(4, 0), molesOf(4, 3)]
  expect(later.slice(1)).toEqual(first.slice(1))
  expect(later[0]?.lesion.radiusMm).toBeGreaterThanOrEqual(first[0]?.lesion.radiusMm ?? 9)
})

test('a portrait fills its square and shows skin of its tone', () => {
  const faces = ([1, 6] as const).map(tone => drawPortrait({ seed: 9, tone, sizePx: 80 }))
  const cheek = faces.map(face => green(face, 40, 44))
  expect(cheek[0]).toBeGreaterThan((cheek[1] ?? 0) + 60)
  for (const face of faces) expect(all(face).every(value => value > 0)).toBe(true)
})
