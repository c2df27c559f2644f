import { type Colour, linear } from './canvas.ts'
import { type Cell, cellAt, cloudAt, ramp } from './noise.ts'

/** Skin tones from very light to very dark, in the order of Fitzpatrick types I–VI (drawn, not measured). */
export type Tone = 1 | 2 | 3 | 4 | 5 | 6

const tones: Readonly<Record<Tone, Colour>> = {
  1: linear([236, 204, 190]),
  2: linear([226, 188, 168]),
  3: linear([208, 166, 138]),
  4: linear([178, 130, 100]),
  5: linear([134, 93, 70]),
  6: linear([94, 64, 51]),
}

// How strongly melanin and blood absorb red, green and blue light (relative; they give brown and pink).
const melanin: Colour = [0.55, 1, 1.55]
const blood: Colour = [0.12, 1, 0.75]

/** What colours one place: melanin, melanin lying deep (seen blue-grey), blood. Optical densities, 0 = none. */
export interface Pigment {
  melanin: number
  deep: number
  blood: number
}

const cell: Cell = { near: 0, next: 0, own: 0 }

/** Adds the skin's own variation at a place in mm: mottling, furrows, a few freckles. */
export const addSkin = (pigment: Pigment, { x, y, seed }: { x: number; y: number; seed: number }): void => {
  pigment.blood += 0.3 * (cloudAt(x / 2.6, y / 2.6, { seed, octaves: 4 }) - 0.42)
  pigment.melanin += 0.16 * (cloudAt(x / 4, y / 4, { seed: seed + 7, octaves: 3 }) - 0.5)
  pigment.melanin += 0.05 * (cloudAt(x / 0.16, y / 0.16, { seed: seed + 13, octaves: 2 }) - 0.5)
  const bend = 0.5 * cloudAt(x / 1.3, y / 1.3, { seed: seed + 19, octaves: 2 })
  cellAt(x / 0.75 + bend, y / 0.6 + bend, { seed: seed + 23, cell })
  pigment.melanin += 0.045 * (1 - ramp(0, 0.14, cell.next - cell.near))
  cellAt(x / 3.4, y / 3.4, { seed: seed + 29, cell })
  if (cell.own > 0.72) pigment.melanin += 0.5 * (cell.own - 0.7) * (1 - ramp(0.02, 0.16, cell.near))
}

/** Writes the light that skin of a tone gives back under this pigment into `into[at…at+2]`. */
export const shine = (tone: Tone, pigment: Pigment, { into, at }: { into: Float32Array; at: number }): void => {
  const skin = tones[tone]
  const shade = Math.exp(-0.9 * pigment.deep)
  for (let c = 0; c < 3; c++) {
    const absorbed = Math.max(-0.4, pigment.melanin * (melanin[c] ?? 1) + pigment.blood * (blood[c] ?? 1))
    // Light scattered back above deep pigment is bluish whatever lies below.
    const veil = (1 - shade) * ([0.09, 0.12, 0.17][c] ?? 0)
    into[at + c] = (skin[c] ?? 0) * Math.exp(-absorbed) * (shade + 0.25 * (1 - shade)) + veil
  }
}
