/** A well-mixed 32-bit number for a lattice point; the same for the same three numbers, everywhere. */
const mix = (x: number, y: number, seed: number): number => {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1)
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const unit = (x: number, y: number, seed: number): number => mix(x, y, seed) / 4_294_967_296

export type Random = () => number

/** A stream of numbers in [0, 1) that depends on the seed alone. */
export const randomFrom = (seed: number, stream = 0): Random => {
  let count = 0
  return () => unit(++count, stream, seed)
}

/** Smooth value noise in [0, 1) with features of size 1. */
export const noiseAt = (x: number, y: number, seed: number): number => {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [fx, fy] = [x - left, y - top]
  const [u, v] = [fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)]
  const upper = unit(left, top, seed) * (1 - u) + unit(left + 1, top, seed) * u
  const lower = unit(left, top + 1, seed) * (1 - u) + unit(left + 1, top + 1, seed) * u
  return upper * (1 - v) + lower * v
}

/** Noise over several octaves, in [0, 1), mean about 0.5. */
export const cloudAt = (x: number, y: number, { seed, octaves }: { seed: number; octaves: number }): number => {
  let [sum, weight, total] = [0, 1, 0]
  let scale = 1
  for (let i = 0; i < octaves; i++) {
    sum += weight * noiseAt(x * scale, y * scale, seed + i * 101)
    total += weight
    weight *= 0.5
    scale *= 2.03
  }
  return sum / total
}

/** Distances to the nearest and second nearest of one scattered point per unit cell, and a number that belongs to the nearest. */
export interface Cell {
  near: number
  next: number
  own: number
}

/** Fills `cell` for a place: borders are where near ≈ next, middles where near is small. No allocation: it runs per pixel. */
export const cellAt = (x: number, y: number, { seed, cell }: { seed: number; cell: Cell }): void => {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  cell.near = cell.next = 9
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const h = mix(left + dx, top + dy, seed)
      const px = left + dx + 0.15 + (0.7 * (h & 0xffff)) / 65_536 - x
      const py = top + dy + 0.15 + (0.7 * (h >>> 16)) / 65_536 - y
      const distance = Math.sqrt(px * px + py * py)
      if (distance < cell.near) {
        cell.next = cell.near
        cell.near = distance
        cell.own = (h & 0xff) / 256
      } else if (distance < cell.next) {
        cell.next = distance
      }
    }
  }
}

/** 0 below `from`, 1 above `to`, smooth between. */
export const ramp = (from: number, to: number, value: number): number => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}
