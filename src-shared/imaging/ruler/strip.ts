import type { Plane } from '../luma.ts'
import type { Line } from './lines.ts'

/** A band along a line, straightened: row `half` is the line itself, columns run along it, 1 px each. */
export interface Strip {
  readonly plane: Plane
  readonly half: number
  /** Place on the working picture of column `along`, row `half + away`, px. */
  readonly placeOf: (along: number, away: number) => readonly [number, number]
}

const sampled = ({ width, height, data }: Plane, x: number, y: number): number => {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return 0
  const [u, v] = [x - left, y - top]
  const at = top * width + left
  const upper = (1 - u) * (data[at] ?? 0) + u * (data[at + 1] ?? 0)
  const lower = (1 - u) * (data[at + width] ?? 0) + u * (data[at + width + 1] ?? 0)
  return (1 - v) * upper + v * lower
}

/** First and last distance along the line, from its foot, at which it lies in the picture. */
const extentOf = ({ width, height }: Plane, { angle, offset }: Line): readonly [number, number] => {
  const [nx, ny] = [Math.cos(angle), Math.sin(angle)]
  let [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const clip = (start: number, slope: number, most: number): void => {
    if (Math.abs(slope) < 1e-9) return
    const ends = [-start / slope, (most - start) / slope].sort((a, b) => a - b)
    from = Math.max(from, ends[0] ?? from)
    to = Math.min(to, ends[1] ?? to)
  }
  clip(offset * nx, -ny, width - 1)
  clip(offset * ny, nx, height - 1)
  return [from, to]
}

/** Straightens the band of `half` px to both sides of a line; undefined where the line hardly crosses the picture. */
export const stripOf = (plane: Plane, line: Line, half: number): Strip | undefined => {
  const [from, to] = extentOf(plane, line)
  const width = Math.floor(to - from) + 1
  if (!(width > 60)) return undefined
  const [nx, ny] = [Math.cos(line.angle), Math.sin(line.angle)]
  const placeOf = (along: number, away: number): readonly [number, number] => [
    (line.offset + away) * nx - (from + along) * ny,
    (line.offset + away) * ny + (from + along) * nx,
  ]
  const data = new Float32Array(width * (2 * half + 1))
  for (let row = 0; row <= 2 * half; row++) {
    for (let along = 0; along < width; along++) {
      const [x, y] = placeOf(along, row - half)
      data[row * width + along] = sampled(plane, x, y)
    }
  }
  return { plane: { width, height: 2 * half + 1, data }, half, placeOf }
}
