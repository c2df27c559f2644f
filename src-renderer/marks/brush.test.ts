import { describe, expect, it } from 'vitest'
import { type Brush, brushKeyed, resized, ringBrushed } from './brush.ts'
import type { Spot } from './spot.ts'

const brush: Brush = { act: 'add', radiusCss: 16 }
const extent = { widthPx: 1000, heightPx: 800 }
const ring: readonly Spot[] = [
  [700, 100],
  [980, 100],
  [980, 400],
  [700, 400],
]

describe('the brush in the hand', () => {
  it('is made smaller and larger by brackets, within bounds', () => {
    expect(brushKeyed(brush, '[')?.radiusCss).toBeLessThan(16)
    expect(brushKeyed(brush, ']')?.radiusCss).toBeGreaterThan(16)
    let small = brush
    for (let step = 0; step < 40; step++) small = resized(small, -1)
    expect(small.radiusCss).toBe(3)
  })

  it('is turned from adding to erasing and back', () => {
    expect(brushKeyed(brush, 'x')).toEqual({ act: 'erase', radiusCss: 16 })
    expect(brushKeyed({ ...brush, act: 'erase' }, 'X')?.act).toBe('add')
    expect(brushKeyed(brush, 'q')).toBeUndefined()
  })
})

describe('a ring under the brush', () => {
  it('never leaves the picture', () => {
    const next = ringBrushed(ring, { act: 'add', path: [[990, 250]], radius: 60 }, extent) ?? []
    expect(Math.max(...next.map(([x]) => x))).toBe(1000)
  })

  it('that it does not meet is the same ring', () => {
    expect(ringBrushed(ring, { act: 'erase', path: [[100, 700]], radius: 40 }, extent)).toBe(ring)
  })
})
