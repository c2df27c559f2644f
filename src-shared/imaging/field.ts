import { lightOfByte } from './colour/lab.ts'
import type { Pixels } from './verdict.ts'

/** Colour and framing of a picture, estimated coarsely: enough to warn by while the patient is there, not to measure by. */
export interface Field {
  /**
   * How far the field's mean light departs from any skin's towards blue or green, natural log of a ratio, 0 up. Skin returns more red than
   * green and more green than blue, whatever its tone; a grey-world mean that does not is a cast.
   */
  readonly cast: number
  /** Share of the dark central thing's outline that runs along the edge of the picture or of the round field, 0 to 1. */
  readonly edgeShare: number
  /** How much darker that thing is than what lies around it, grey levels. */
  readonly standsOut: number
}

const columns = 48
/** Darker than this all over is the instrument's frame, grey levels. */
const frameLevel = 26
const nothing: Field = { cast: 0, edgeShare: 0, standsOut: 0 }

interface Grid {
  readonly width: number
  readonly height: number
  /** Mean green of each cell, 0–255: pigment and blood are both dark in it. */
  readonly levels: Float32Array
  /** Linear light of the cells that are no frame. */
  readonly light: readonly [number, number, number]
}

/** Mean green of each cell. */
const levelsOf = ({ width, height, data }: Pixels, rows: number): Float32Array => {
  const step = width / columns
  const [sums, counts] = [new Float32Array(columns * rows), new Float32Array(columns * rows)]
  for (let y = 0; y < height; y += 2) {
    const row = Math.min(rows - 1, Math.floor(y / step)) * columns
    for (let x = 0; x < width; x += 2) {
      const cell = row + Math.min(columns - 1, Math.floor(x / step))
      sums[cell] = (sums[cell] ?? 0) + (data[4 * (y * width + x) + 1] ?? 0)
      counts[cell] = (counts[cell] ?? 0) + 1
    }
  }
  return sums.map((sum, i) => sum / Math.max(1, counts[i] ?? 1))
}

/** Sum of the linear light of every fourth pixel that is neither frame nor clipped. */
const lightOf = ({ data }: Pixels): [number, number, number] => {
  const light: [number, number, number] = [0, 0, 0]
  for (let at = 0; at < data.length; at += 16) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]
    if (Math.max(red, green, blue) < frameLevel || Math.min(red, green, blue) >= 250) continue
    light[0] += lightOfByte[red] ?? 0
    light[1] += lightOfByte[green] ?? 0
    light[2] += lightOfByte[blue] ?? 0
  }
  return light
}

const cellsOf = (pixels: Pixels): Grid => {
  const height = Math.max(1, Math.floor((pixels.height * columns) / pixels.width))
  return { width: columns, height, levels: levelsOf(pixels, height), light: lightOf(pixels) }
}

const castOf = ([red, green, blue]: Grid['light']): number =>
  red + green + blue === 0
    ? 0
    : Math.max(0, Math.log((blue + 1e-6) / (red + 1e-6)), Math.log((green + 1e-6) / (red + 1e-6)))

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** Level between dark and light cells, by the means of the two sides until they rest. */
const levelBetween = (levels: readonly number[]): number => {
  let level = meanOf(levels)
  for (let round = 0; round < 20; round++) {
    const [dark, bright] = [levels.filter(value => value < level), levels.filter(value => value >= level)]
    level = dark.length === 0 || bright.length === 0 ? level : (meanOf(dark) + meanOf(bright)) / 2
  }
  return level
}

const neighboursOf = ({ width, height }: Grid, cell: number): (number | undefined)[] => {
  const [x, y] = [cell % width, Math.floor(cell / width)]
  return [
    x > 0 ? cell - 1 : undefined,
    x < width - 1 ? cell + 1 : undefined,
    y > 0 ? cell - width : undefined,
    y < height - 1 ? cell + width : undefined,
  ]
}

/** The cells joined to `seed` that satisfy `isIn`. */
const joined = (grid: Grid, seed: number, isIn: (cell: number) => boolean): Set<number> => {
  const found = new Set([seed])
  for (const cell of found) {
    for (const next of neighboursOf(grid, cell)) if (next !== undefined && isIn(next)) found.add(next)
  }
  return found
}

const centreFirst = ({ width, height }: Grid, cells: readonly number[]): number | undefined => {
  const far = (cell: number): number =>
    Math.hypot((cell % width) - width / 2 + 0.5, Math.floor(cell / width) - height / 2 + 0.5)
  return cells.reduce<number | undefined>(
    (best, cell) => (best === undefined || far(cell) < far(best) ? cell : best),
    undefined,
  )
}

/** Measures colour and framing on a picture at its working size. */
export const fieldOf = (pixels: Pixels): Field => {
  if (pixels.width < 2 * columns || pixels.height < columns) return nothing
  const grid = cellsOf(pixels)
  const level = (cell: number): number => grid.levels[cell] ?? 0
  const cells = [...grid.levels.keys()].filter(cell => level(cell) >= frameLevel)
  const limit = levelBetween(cells.map(level))
  const isDark = (cell: number): boolean => level(cell) >= frameLevel && level(cell) < limit
  const seed = centreFirst(grid, cells.filter(isDark))
  const cast = castOf(grid.light)
  if (seed === undefined) return { ...nothing, cast }
  const thing = joined(grid, seed, isDark)
  let [outline, edge] = [0, 0]
  for (const next of [...thing].flatMap(cell => neighboursOf(grid, cell))) {
    if (next !== undefined && thing.has(next)) continue
    outline++
    if (next === undefined || level(next) < frameLevel) edge++
  }
  const rest = cells.filter(cell => !thing.has(cell)).map(level)
  return {
    cast,
    edgeShare: edge / Math.max(1, outline),
    standsOut: Math.max(0, meanOf(rest) - meanOf([...thing].map(level))),
  }
}
