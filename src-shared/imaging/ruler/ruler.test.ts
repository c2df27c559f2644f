import { describe, expect, it } from 'vitest'
import { lengthOf, scaleOfRuler } from '../calibration/scale.ts'
import { wordsOf } from '../calibration/words.ts'
import { randomFrom } from '../draw/noise.ts'
import { drawDermoscopy } from '../draw.ts'
import type { Pixels } from '../verdict.ts'
import { findRuler } from './find.ts'

interface Target {
  readonly pxPerMm: number
  readonly degrees: number
  readonly noise: number
  readonly gaps?: number
  readonly ticks?: boolean
}

const [width, height] = [900, 700]
type Segment = readonly [x1: number, y1: number, x2: number, y2: number]

const farFrom = ([x1, y1, x2, y2]: Segment, x: number, y: number): number => {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy)
}

/** Where a mark of the ruler's own millimetres, from its middle, lies on the picture. */
const turned = ({ pxPerMm, degrees }: Target, [x, y]: readonly [number, number]): [number, number] => {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180) * pxPerMm, Math.sin((degrees * Math.PI) / 180) * pxPerMm]
  return [width / 2 + x * c - y * s, height / 2 + x * s + y * c]
}

/** A plain 10 mm ruler, half-millimetre and tenth ticks included, over noisy skin. */
const drawn = (target: Target): Pixels => {
  const { gaps = 10, ticks = true } = target
  const random = randomFrom(Math.round(7 + target.degrees + target.pxPerMm), 3)
  const of = ([x1, y1, x2, y2]: Segment): Segment => [
    ...turned(target, [x1 - gaps / 2, y1]),
    ...turned(target, [x2 - gaps / 2, y2]),
  ]
  const tenths = ticks ? Array.from({ length: 10 * gaps + 1 }, (_, k) => k) : []
  const segments = [
    of([0, 0, gaps, 0]),
    ...tenths.map(k => of([k / 10, 0, k / 10, k % 10 === 0 ? -0.5 : k % 5 === 0 ? -0.27 : -0.16])),
  ]
  const ink = new Float32Array(width * height)
  const half = 0.5 * Math.max(1, 0.04 * target.pxPerMm)
  for (const [x1, y1, x2, y2] of segments) {
    for (let y = Math.max(0, Math.floor(Math.min(y1, y2)) - 3); y < Math.min(height, Math.max(y1, y2) + 3); y++) {
      for (let x = Math.max(0, Math.floor(Math.min(x1, x2)) - 3); x < Math.min(width, Math.max(x1, x2) + 3); x++) {
        const cover = Math.max(0, Math.min(1, half + 0.5 - farFrom([x1, y1, x2, y2], x + 0.5, y + 0.5)))
        ink[y * width + x] = Math.max(ink[y * width + x] ?? 0, cover)
      }
    }
  }
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at++) {
    const grain = target.noise * (random() + random() + random() - 1.5) * 2
    const light = 1 - 0.7 * (ink[at] ?? 0)
    data.set([205 * light + grain, 165 * light + grain, 140 * light + grain, 255], 4 * at)
  }
  return { width, height, data }
}

describe('the known target', () => {
  it.each([
    { pxPerMm: 30, degrees: 0, noise: 3 },
    { pxPerMm: 56, degrees: -17, noise: 5 },
    { pxPerMm: 42.5, degrees: 90, noise: 4 },
    { pxPerMm: 63.3, degrees: 33, noise: 2 },
    { pxPerMm: 48, degrees: 171, noise: 8 },
  ])('of 10.0 mm measures 10.0 ± 0.2 mm: %o', target => {
    const ruler = findRuler(drawn(target))
    expect(ruler).toMatchObject({ found: true, ticks: 11 })
    if (!ruler.found) return
    expect(Math.abs(ruler.pxPerMm / target.pxPerMm - 1)).toBeLessThan(0.005)
    const ten = lengthOf(10 * target.pxPerMm, scaleOfRuler(ruler), 1)
    expect(Math.abs(ten.value - 10)).toBeLessThan(0.1)
    expect(ten.uncertainty).toBeLessThanOrEqual(0.2)
    expect(wordsOf(ten)).toMatch(/^(?:10\.0|9\.9|10\.1)\d? ± 0\.\d+ mm$/u)
    const [[x1, y1], [x2, y2]] = ruler.ends
    expect(Math.hypot(x2 - x1, y2 - y1) / ruler.pxPerMm).toBeCloseTo(10, 1)
    const ends = [turned(target, [-5, 0]), turned(target, [5, 0])]
    for (const [x, y] of ends)
      expect(Math.min(Math.hypot(x - x1, y - y1), Math.hypot(x - x2, y - y2))).toBeLessThan(0.15 * target.pxPerMm)
  })
})

describe('the ruler finder', () => {
  it('finds the ruler of a drawn picture under hair', () => {
    const widthPx = 1600
    const found = findRuler(drawDermoscopy({ seed: 2, visit: 0, tone: 2, widthPx, heightPx: 1200, hairs: 6 }))
    expect(found).toMatchObject({ found: true })
    if (found.found) expect(Math.abs(found.pxPerMm / (widthPx / 20) - 1)).toBeLessThan(0.005)
  })

  it('claims none where there is none: skin with hair, a bare line, half a ruler, too few pixels', () => {
    const bare = { seed: 1, visit: 0, tone: 3, widthPx: 640, heightPx: 480, ruler: false } as const
    expect(findRuler(drawDermoscopy({ ...bare, hairs: 25, bubbles: 10 })).found).toBe(false)
    expect(findRuler(drawn({ pxPerMm: 50, degrees: 5, noise: 3, ticks: false })).found).toBe(false)
    expect(findRuler(drawn({ pxPerMm: 50, degrees: 5, noise: 3, gaps: 5 })).found).toBe(false)
    const dot = { width: 20, height: 20, data: new Uint8ClampedArray(1600) }
    expect(findRuler(dot)).toEqual({ found: false, reason: 'too-small' })
    const blank = { width: 640, height: 480, data: new Uint8ClampedArray(640 * 480 * 4).fill(200) }
    expect(findRuler(blank)).toEqual({ found: false, reason: 'no-line' })
  })
})
