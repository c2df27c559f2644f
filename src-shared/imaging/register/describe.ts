import type { Blob } from './features.ts'
import { firstBlur, levels, type Slopes } from './scale-space.ts'

const bins = 36
const full = 2 * Math.PI

const blurOf = ({ level }: Blob): number => firstBlur * 2 ** (level / levels)

/** The gradients within `reach` of a blob: the planes they lie in, and the pixels from and to which. */
interface Near extends Slopes {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** Whoever reads them loops by himself: there are millions, and a call for each cost a fifth of describing. */
const near = ({ octave, level, x, y }: Blob, reach: number): Near => {
  const slopes = octave.slopes(Math.min(levels + 2, Math.max(0, Math.round(level))))
  return {
    ...slopes,
    top: Math.max(1, Math.ceil(y - reach)),
    left: Math.max(1, Math.ceil(x - reach)),
    bottom: Math.min(slopes.height - 2, y + reach),
    right: Math.min(slopes.width - 2, x + reach),
  }
}

const smoothed = (histogram: Float32Array): Float32Array => {
  const get = (i: number): number => histogram[(i + bins) % bins] as number
  return histogram.map((_, i) => (get(i - 2) + get(i + 2)) / 16 + (get(i - 1) + get(i + 1)) / 4 + (6 * get(i)) / 16)
}

/** How strong the gradients around a blob are in each direction. */
function directionsOf(blob: Blob, sigma: number): Float32Array {
  const raw = new Float32Array(bins)
  const { width, size, turn, top, bottom, left, right } = near(blob, 3 * sigma)
  for (let y = top; y <= bottom; y++) {
    const dy = y - blob.y
    for (let x = left; x <= right; x++) {
      const dx = x - blob.x
      const at = y * width + x
      const bin = Math.round((bins * (turn[at] as number)) / full + bins) % bins
      raw[bin] = (raw[bin] as number) + (size[at] as number) * Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma))
    }
  }
  return raw
}

/** The main directions of a blob's gradients, radians: one, or two or three where they are nearly as strong. */
export function turnsOf(blob: Blob): number[] {
  const sigma = 1.5 * blurOf(blob)
  const histogram = smoothed(directionsOf(blob, sigma))
  const highest = Math.max(...histogram)
  const turns: number[] = []
  for (let i = 0; i < bins; i++) {
    const [before, here, after] = [i + bins - 1, i, i + 1].map(k => histogram[k % bins] as number) as [
      number,
      number,
      number,
    ]
    if (here < 0.8 * highest || here <= before || here <= after) continue
    turns.push(((i + (before - after) / (2 * (before - 2 * here + after))) * full) / bins)
  }
  return turns.slice(0, 3)
}

/** Shares `size` among the eight neighbouring bins of the 4 × 4 places × 8 directions. */
const share = (word: Float32Array, size: number, place: Place): void => {
  const row = Math.floor(place.row)
  const column = Math.floor(place.column)
  const turn = Math.floor(place.turn)
  const p = place.row - row
  const q = place.column - column
  const r = place.turn - turn
  const first = turn & 7
  const second = (turn + 1) & 7
  for (let i = 0; i < 2; i++) {
    if (row + i < 0 || row + i > 3) continue
    for (let j = 0; j < 2; j++) {
      if (column + j < 0 || column + j > 3) continue
      const part = size * (i === 0 ? 1 - p : p) * (j === 0 ? 1 - q : q)
      const cell = ((row + i) * 4 + column + j) * 8
      word[cell + first] = (word[cell + first] as number) + part * (1 - r)
      word[cell + second] = (word[cell + second] as number) + part * r
    }
  }
}

/** Where a gradient lies in the grid of a word; always the same object, as there are millions of them. */
interface Place {
  row: number
  column: number
  turn: number
}

/** Length 1, no single direction loud, then the square root of each: distances become those of Hellinger. */
const settled = (word: Float32Array): Float32Array => {
  const length = Math.sqrt(word.reduce((sum, value) => sum + value * value, 0)) || 1
  let sum = 0
  for (let i = 0; i < word.length; i++) {
    const value = Math.min(0.2, (word[i] as number) / length)
    word[i] = value
    sum += value
  }
  for (let i = 0; i < word.length; i++) word[i] = Math.sqrt((word[i] as number) / (sum || 1))
  return word
}

/** What a blob looks like, turned upright by `turn`: 128 numbers of length 1. */
export function describe(blob: Blob, turn: number): Float32Array {
  const word = new Float32Array(128)
  const cell = 3 * blurOf(blob)
  const [c, s] = [Math.cos(turn) / cell, Math.sin(turn) / cell]
  const { width, size, turn: turns, top, bottom, left, right } = near(blob, cell * Math.SQRT2 * 2.5)
  const place: Place = { row: 0, column: 0, turn: 0 }
  for (let y = top; y <= bottom; y++) {
    const dy = y - blob.y
    for (let x = left; x <= right; x++) {
      const dx = x - blob.x
      const u = c * dx + s * dy
      const v = c * dy - s * dx
      if (u >= 2.5 || u <= -2.5 || v >= 2.5 || v <= -2.5) continue
      const at = y * width + x
      const direction = (8 * ((turns[at] as number) - turn)) / full
      place.row = v + 1.5
      place.column = u + 1.5
      place.turn = direction < 0 ? direction + 16 : direction + 8
      share(word, (size[at] as number) * Math.exp(-(u * u + v * v) / 8), place)
    }
  }
  return settled(word)
}
