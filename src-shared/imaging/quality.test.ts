import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomFrom } from './draw/noise.ts'
import { judge, movementBetween, type Pixels, type ReasonCode } from './quality.ts'

type Paint = (x: number, y: number) => readonly [number, number, number]

const painted = (width: number, height: number, paint: Paint): Pixels => {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at++) data.set([...paint(at % width, Math.floor(at / width)), 255], 4 * at)
  return { width, height, data }
}

const enough = { width: 4000, height: 3000 }
const codes = (pixels: Pixels, size = enough): ReasonCode[] => judge(pixels, size).reasons.map(({ code }) => code)

/** Speckled skin: blobs of many sizes, down to one pixel. */
const speckled = (shift = 0): Pixels => {
  const random = randomFrom(7)
  const fine = Float32Array.from({ length: 1024 * 768 }, () => random())
  return painted(1024, 768, (x, y) => {
    const at = (step: number): number => (fine[Math.floor(y / step) * 1024 + Math.floor((x + shift) / step)] ?? 0) - 0.5
    const value = 150 + 30 * at(4) + 30 * at(8) + 24 * at(16) + 8 * at(1)
    return [value + 30, value, value - 20]
  })
}
const crisp = speckled()

const averaged = (pixels: Pixels, reach: readonly [number, number]): Pixels =>
  painted(pixels.width, pixels.height, (x, y) => {
    const [dx, dy] = [Math.sign(reach[0]), Math.sign(reach[1])]
    const count = Math.max(...reach)
    const sums = [0, 1, 2].map(c => {
      let sum = 0
      for (let k = 0; k < count; k++) {
        const at = Math.min(pixels.height - 1, y + k * dy) * pixels.width + Math.min(pixels.width - 1, x + k * dx)
        sum += pixels.data[4 * at + c] ?? 0
      }
      return sum / count
    })
    return [sums[0] ?? 0, sums[1] ?? 0, sums[2] ?? 0]
  })

test('a crisp, well lit, large picture is good', () => {
  expect(judge(crisp, enough)).toMatchObject({ verdict: 'good', reasons: [], formula: 'cutis-quality/2' })
})

test.each([
  [{ width: 599, height: 4000 }, ['too-small']],
  [{ width: 799, height: 799 }, ['too-small']],
  [{ width: 800, height: 600 }, ['small']],
  [{ width: 1024, height: 767 }, ['small']],
  [{ width: 768, height: 1024 }, []],
])('size %o of the original: %o', (size, wanted) => {
  expect(codes(crisp, size).filter(code => code === 'small' || code === 'too-small')).toEqual(wanted)
})

test('blur is out of focus; a smear along one direction is motion', () => {
  const blurred = averaged(averaged(crisp, [13, 0]), [0, 13])
  expect(judge(blurred, enough).verdict).toBe('retake')
  expect(codes(blurred)).toEqual(['out-of-focus'])
  const moved = averaged(averaged(crisp, [0, 4]), [25, 0])
  expect(judge(moved, enough).measures.smear).toBeGreaterThan(2 * judge(crisp, enough).measures.smear)
  expect(codes(moved)).toEqual(['motion'])
})

test('light: too little, too much, and reflections; dark skin in good light is none of these', () => {
  const lit = (gain: number): Pixels => ({
    ...crisp,
    data: crisp.data.map((value, i) => (i % 4 === 3 ? 255 : value * gain)),
  })
  expect(codes(lit(0.2))).toContain('too-dark')
  expect(codes(lit(2.6))).toContain('too-bright')
  expect(codes(lit(0.6)).filter(code => code === 'too-dark')).toEqual([])
  const spots = painted(1024, 768, (x, y) => {
    const at = 4 * (y * 1024 + x)
    if ((x % 170) ** 2 + (y % 170) ** 2 < 600) return [255, 254, 252]
    return [crisp.data[at] ?? 0, crisp.data[at + 1] ?? 0, crisp.data[at + 2] ?? 0]
  })
  expect(codes(spots)).toContain('glare')
  expect(codes(crisp)).not.toContain('glare')
})

/** A dark round spot on speckled skin, radius 140 px. */
const spot = (cx: number, cy: number): Pixels =>
  painted(1024, 768, (x, y) => {
    const at = 4 * (y * 1024 + x)
    const gain = (x - cx) ** 2 + (y - cy) ** 2 < 140 ** 2 ? 0.35 : 1
    return [gain * (crisp.data[at] ?? 0), gain * (crisp.data[at + 1] ?? 0), gain * (crisp.data[at + 2] ?? 0)]
  })

test('a lesion that reaches the edge is said, only where one was aimed at; one well inside is not', () => {
  const aimed = { ...enough, lesion: true }
  expect(codes(spot(512, 384), aimed)).toEqual([])
  expect(codes(spot(512, 20), aimed)).toEqual(['cut-off'])
  expect(codes(spot(512, 20))).toEqual([])
})

test('a blue or green cast is said; skin of any tone has none', () => {
  const tinted = (red: number, green: number, blue: number): Pixels => ({
    ...crisp,
    data: crisp.data.map((value, i) => (i % 4 === 3 ? 255 : value * ([red, green, blue][i % 4] ?? 1))),
  })
  expect(codes(tinted(0.6, 0.8, 1.1))).toContain('cast')
  expect(codes(tinted(0.6, 1, 0.8))).toContain('cast')
  expect(codes(tinted(0.5, 0.4, 0.35))).not.toContain('cast')
})

test('two frames of a still hand differ less than two of a moving one', () => {
  expect(movementBetween(crisp, crisp)).toBe(0)
  expect(movementBetween(crisp, speckled(40))).toBeGreaterThan(0.25)
})

const arbitrary = fc.record({
  width: fc.nat(90),
  height: fc.nat(90),
  bytes: fc.uint8Array({ maxLength: 400 }),
  side: fc.nat(5000),
})

test('any pixels of any size get a verdict that agrees with its reasons', () => {
  fc.assert(
    fc.property(arbitrary, ({ width, height, bytes, side }) => {
      const data = Uint8ClampedArray.from(
        { length: width * height * 4 },
        (_, i) => bytes[i % Math.max(1, bytes.length)] ?? 0,
      )
      const { verdict, reasons, measures } = judge({ width, height, data }, { width: side, height: side })
      const weights = new Set(reasons.map(({ weight }) => weight))
      expect(verdict).toBe(weights.has('refuse') ? 'retake' : weights.has('warn') ? 'usable' : 'good')
      for (const value of Object.values(measures)) expect(Number.isFinite(value)).toBe(true)
      for (const share of [measures.focus, measures.darkShare, measures.brightShare, measures.glareShare]) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
      }
    }),
  )
})
