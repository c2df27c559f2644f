import { describe, expect, it } from 'vitest'
import { labOfLight } from '../colour/lab.ts'
import { randomFrom } from '../draw/noise.ts'
import type { Pixels } from '../verdict.ts'
import { type Corners, corrected, fitCard, patchesSeen, placeOnCard } from './fit.ts'
import { cardLight } from './reference.ts'

type Light = readonly [number, number, number]
const [width, height] = [360, 240]
const corners: Corners = [
  [30, 20],
  [330, 20],
  [330, 220],
  [30, 220],
]
const byteOf = (light: number): number => {
  const held = Math.min(1, Math.max(0, light))
  return 255 * (held <= 0.0031308 ? 12.92 * held : 1.055 * held ** (1 / 2.4) - 0.055)
}

/** The card seen through a camera that turns its light into something else. */
const seen = (camera: (light: Light) => Light, noise = 1): Pixels => {
  const random = randomFrom(4, 4)
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [(at % width) - 30, Math.floor(at / width) - 20]
    const inside = x >= 0 && y >= 0 && x < 300 && y < 200
    const light = inside
      ? (cardLight[6 * Math.floor(y / 50) + Math.floor(x / 50)] ?? [0, 0, 0])
      : ([0.02, 0.02, 0.02] as const)
    data.set([...camera(light).map(value => byteOf(value) + noise * 2 * (random() - 0.5)), 255], 4 * at)
  }
  return { width, height, data }
}

const mixing = ([red, green, blue]: Light): Light => [
  0.7 * red + 0.08 * green + 0.03 * blue + 0.006,
  0.06 * red + 0.55 * green + 0.05 * blue + 0.006,
  0.02 * red + 0.1 * green + 0.45 * blue + 0.006,
]

describe('the colour card', () => {
  it('lies where the standard puts its white and its grey', () => {
    const [lightness, a, b] = labOfLight(...(cardLight[21] ?? [0, 0, 0]))
    expect([lightness, a, b]).toEqual([expect.closeTo(50.76, 1), expect.closeTo(0, 0), expect.closeTo(0, 0)])
  })

  it('undoes a known mix of channels', () => {
    const fit = fitCard(seen(mixing), corners)
    expect(fit.ok).toBe(true)
    if (!fit.ok) return
    expect(fit.before.mean).toBeGreaterThan(8)
    expect(fit.after.mean).toBeLessThan(1)
    const again = fitCard(corrected(seen(mixing), fit), corners)
    // What was made right must not be clipped away: the cyan patch lies outside sRGB, white close to its end.
    expect(again.ok ? again.before.mean : 0).toBeLessThan(1.2)
  })

  it('says white balance and exposure', () => {
    const fit = fitCard(
      seen(([red, green, blue]) => [0.25 * red, 0.5 * green, 0.5 * blue]),
      corners,
      'root-polynomial',
    )
    if (!fit.ok) throw new Error(fit.reason)
    expect(fit.exposure).toBeCloseTo(-1, 1)
    expect(fit.whiteBalance[0]).toBeCloseTo(2, 1)
    expect(fit.after.mean).toBeLessThan(1.5)
  })
})

describe('what is no card, or no card to fit', () => {
  it('refuses what cannot be fitted, and why', () => {
    const same = (light: Light): Light => light
    expect(
      fitCard(
        seen(([red, green, blue]) => [1.6 * red, 1.6 * green, 1.6 * blue]),
        corners,
      ),
    ).toEqual({ ok: false, reason: 'clipped' })
    expect(
      fitCard(
        seen(([red, green, blue]) => [red / 40, green / 40, blue / 40]),
        corners,
      ),
    ).toEqual({ ok: false, reason: 'dark' })
    const [a, b, c, d] = corners
    expect(fitCard(seen(same), [c, d, a, b])).toMatchObject({ ok: false })
    expect(fitCard(seen(same), [[-5, 0], b, c, d])).toEqual({ ok: false, reason: 'outside' })
  })

  it('takes no plain wall and no fall of light for a card', () => {
    const flat = { width, height, data: new Uint8ClampedArray(width * height * 4).fill(128) }
    expect(fitCard(flat, corners)).toEqual({ ok: false, reason: 'no-card' })
    const falling = { ...flat, data: flat.data.map((_, i) => (i % 4 === 3 ? 255 : 240 - ((i >> 2) % width) / 2)) }
    expect(fitCard(falling, corners)).toEqual({ ok: false, reason: 'no-card' })
  })

  it('shows each patch beside its reference, and where it was taken', () => {
    const patches = patchesSeen(
      seen(light => light, 0),
      corners,
    )
    expect(patches).toHaveLength(24)
    // Cyan lies outside sRGB; every other patch is seen as it is, to a byte's rounding.
    for (const [i, { deltaE }] of patches.entries()) if (i !== 17) expect(deltaE).toBeLessThan(0.6)
    expect(placeOnCard(corners, [0.5, 0.25])).toEqual([180, 70])
  })
})
