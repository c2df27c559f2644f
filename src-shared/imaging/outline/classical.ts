import type { Pixels } from '../verdict.ts'
import type { Field } from './field.ts'
import { ringOf } from './ring.ts'
import { greyed, isBlank, squareOf } from './square.ts'
import type { Suggestion } from './suggestion.ts'

const side = 160
const maker = { name: 'blue-otsu', version: '1' }

type Fold = (...values: number[]) => number

/** Each cell the largest or smallest within `reach` cells along one direction. */
function folded(plane: Float32Array, [right, down]: readonly [number, number], fold: Fold): Float32Array {
  const reach = 4
  return plane.map((_, cell) => {
    const [x, y] = [cell % side, Math.floor(cell / side)]
    let value = plane[cell] ?? 0
    for (let i = -reach; i <= reach; i++) {
      const [column, row] = [x + i * right, y + i * down]
      if (column >= 0 && row >= 0 && column < side && row < side) value = fold(value, plane[row * side + column] ?? 0)
    }
    return value
  })
}

/** Dark lines thinner than a hair's width filled from both sides: the largest of the closings in four directions. */
function hairless(plane: Float32Array): Float32Array {
  const closings = (
    [
      [1, 0],
      [0, 1],
      [1, 1],
      [1, -1],
    ] as const
  ).map(way => folded(folded(plane, way, Math.max), way, Math.min))
  return plane.map((value, cell) => {
    const closed = Math.max(...closings.map(one => one[cell] ?? 0))
    return closed - value > 0.06 ? closed : value
  })
}

/** Mean over a window of 2 × `reach` + 1 cells, twice, which is near to a Gaussian. */
function smooth(plane: Float32Array, reach: number): Float32Array {
  const along = (from: Float32Array, step: number): Float32Array =>
    from.map((_, cell) => {
      const at = step === 1 ? cell % side : Math.floor(cell / side)
      let sum = 0
      for (let i = -reach; i <= reach; i++)
        sum += from[cell + (Math.min(side - 1, Math.max(0, at + i)) - at) * step] ?? 0
      return sum / (2 * reach + 1)
    })
  return along(along(along(along(plane, 1), side), 1), side)
}

/** The value that parts a plane's values best in two (Otsu 1979). */
function partedAt(values: readonly number[]): number {
  const bins = new Float64Array(256)
  for (const value of values) {
    const bin = Math.min(255, Math.max(0, Math.floor(value * 256)))
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  const total = bins.reduce((sum, count, bin) => sum + count * bin, 0)
  let [below, sum, best, at] = [0, 0, 0, 0]
  for (const [bin, count] of bins.entries()) {
    below += count
    sum += count * bin
    const above = values.length - below
    if (below === 0 || above === 0) continue
    const between = below * above * (sum / below - (total - sum) / above) ** 2
    if (between > best) [best, at] = [between, bin]
  }
  return (at + 1) / 256
}

/** How much darker in blue than the parting value each cell is; the dark corners of a tube count as skin. */
function darkness(blue: Float32Array): Field {
  const soft = smooth(hairless(blue), 2)
  const inField = (cell: number): boolean => {
    const x = ((cell % side) + 0.5) / side - 0.5
    const y = (Math.floor(cell / side) + 0.5) / side - 0.5
    return Math.hypot(x, y) < 0.55
  }
  const limit = partedAt([...soft].filter((_, cell) => inField(cell)))
  return { width: side, height: side, data: soft.map((value, cell) => (inField(cell) ? limit - value : -1)) }
}

/** An outline without a model, by Otsu's threshold in blue: used where the model cannot run, and said to be so. */
export function classicalOutline(pixels: Pixels): Suggestion {
  const square = squareOf(pixels, side)
  const made = { origin: 'classical', maker } as const
  if (isBlank(square)) return { ...made, found: false, reason: 'blank' }
  const { rgb } = greyed(square)
  const blue = Float32Array.from({ length: side * side }, (_, cell) => rgb[3 * cell + 2] ?? 0)
  return { ...made, ...ringOf(darkness(blue), pixels) }
}
