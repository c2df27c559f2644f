import { expect, test } from 'vitest'
import type { Pixels } from '../../src-shared/imaging/quality.ts'
import { judgeLive } from './judge.ts'
import { facets, levelOf, reasonOf } from './quality-words.ts'

/** A field of round spots, fine and coarse, moved sideways. */
const frame = (shift: number): Pixels => {
  const [width, height] = [512, 384]
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const wave = (step: number) => Math.sin((x + shift) / step) * Math.sin(y / step)
      const value = 150 + 50 * wave(14) + 25 * wave(3) + 20 * wave(1.3)
      data.set([value, value * 0.8, value * 0.7, 255], 4 * (y * width + x))
    }
  return { width, height, data }
}

const size = { width: 1920, height: 1080 }

test('a hand that moves between two looks is told as motion, a steady one is not', () => {
  const steady = judgeLive(frame(0), frame(0), size)
  const moving = judgeLive(frame(0), frame(30), size)
  expect(reasonOf(steady, 'motion')).toBeUndefined()
  expect(reasonOf(moving, 'motion')).toBe('motion')
  expect(moving.verdict).not.toBe('good')
  expect(moving.measures['movement']).toBeGreaterThan(0.25)
  expect(levelOf(moving, 'motion')).toBeLessThan(levelOf(steady, 'motion'))
})

test('a frame of another size is no measure of movement', () => {
  const other = { ...frame(0), width: 256, height: 768 }
  expect(judgeLive(frame(0), other, size).measures).not.toHaveProperty('movement')
})

test('every bar is between empty and full', () => {
  const verdict = judgeLive(frame(0), undefined, { width: 640, height: 480 })
  for (const facet of facets) {
    expect(levelOf(verdict, facet)).toBeGreaterThanOrEqual(0)
    expect(levelOf(verdict, facet)).toBeLessThanOrEqual(1)
  }
  expect(reasonOf(verdict, 'size')).toBe('too-small')
})
