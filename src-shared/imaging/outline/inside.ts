import type { PixelScale } from '../calibration/scale.ts'
import { type Lab, labOfBytes } from '../colour/lab.ts'
import type { Pixels } from '../verdict.ts'
import type { Corner } from './suggestion.ts'

/** Cells along the longer side of the outline's box. */
export const cells = 160

export interface OutlineGiven {
  /** px of the upright original. */
  readonly ring: readonly Corner[]
  /** The original's size, px. */
  readonly widthPx: number
  readonly heightPx: number
  /** The whole picture at a working size (about 512 px on its longer side). */
  readonly pixels: Pixels
  readonly scale?: PixelScale | undefined
  /** How well the line is known, px of the original, k = 2. */
  readonly placePx?: number
}

/** ΔE*ab of two colours. */
export const apart = (a: Lab, b: Lab): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])

/** Reads the colour under a place of the original. */
export const readerOf =
  ({ pixels, widthPx, heightPx }: OutlineGiven) =>
  ({ x, y }: Corner): Lab | undefined => {
    if (x < 0 || y < 0 || x >= widthPx || y >= heightPx) return undefined
    const { width, height, data } = pixels
    const at = 4 * (Math.floor((y / heightPx) * height) * width + Math.floor((x / widthPx) * width))
    return labOfBytes([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0])
  }

/** Where a row enters and leaves the ring. */
const crossings = (ring: readonly Corner[], y: number): readonly number[] =>
  ring
    .flatMap((a, at) => {
      const b = ring[(at + 1) % ring.length] ?? a
      return a.y > y === b.y > y ? [] : [a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)]
    })
    .sort((one, other) => one - other)

/** The ring laid over cells of its own, so that its size and place on the picture do not matter. */
export function maskOf(ring: readonly Corner[]) {
  const [xs, ys] = [ring.map(({ x }) => x), ring.map(({ y }) => y)]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const cell = Math.max(Math.max(...xs) - left, Math.max(...ys) - top) / cells
  const rows = Array.from({ length: cells }, (_, row) => crossings(ring, top + (row + 0.5) * cell))
  const holds = ({ x, y }: Corner): boolean =>
    (rows[Math.floor((y - top) / cell)] ?? []).filter(edge => edge <= x).length % 2 === 1
  const spots = rows.flatMap((_, row) =>
    Array.from({ length: cells }, (__, column) => ({ x: left + (column + 0.5) * cell, y: top + (row + 0.5) * cell })),
  )
  return { left, top, cell, holds, inside: spots.filter(holds) }
}

export type Mask = ReturnType<typeof maskOf>
export type Read = ReturnType<typeof readerOf>

/** A place's image in the line through the centre at an angle, radians from x towards y. */
export const mirrored = ({ x, y }: Corner, centre: Corner, angle: number): Corner => {
  const [dx, dy] = [x - centre.x, y - centre.y]
  const [cos, sin] = [Math.cos(2 * angle), Math.sin(2 * angle)]
  return { x: centre.x + dx * cos + dy * sin, y: centre.y + dx * sin - dy * cos }
}
