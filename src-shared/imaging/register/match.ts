import type { Features } from './features.ts'
import type { Point } from './types.ts'

/** A feature seen in both pictures, px of the working pictures. */
export interface Pair {
  readonly moving: Point
  readonly fixed: Point
}

/** For each row of `a`: its nearest row of `b` and how much nearer it is than the next. */
interface Nearest {
  readonly index: Int32Array
  readonly ratio: Float32Array
}

const wordLength = 128

/** Columns multiplied at once. */
const block = 4

/**
 * Products of all rows with all columns. Four columns stand side by side as float64, so that a row's numbers are read once for four and
 * none is converted in the innermost loop: together nearly half of the time.
 */
const likenesses = (a: Float32Array, b: Float32Array): Float32Array => {
  const [rows, columns] = [a.length / wordLength, b.length / wordLength]
  const table = new Float32Array(rows * columns)
  const wide = new Float64Array(a)
  const four = new Float64Array(block * wordLength)
  for (let j = 0; j < columns; j += block) {
    const count = Math.min(block, columns - j)
    for (let k = 0; k < wordLength; k++) {
      for (let n = 0; n < count; n++) four[block * k + n] = b[(j + n) * wordLength + k] as number
    }
    multiplied(wide, four, { table, columns, at: j, count })
  }
  return table
}

const multiplied = (
  wide: Float64Array,
  four: Float64Array,
  { table, columns, at, count }: { table: Float32Array; columns: number; at: number; count: number },
): void => {
  const rows = wide.length / wordLength
  for (let i = 0; i < rows; i++) {
    const first = i * wordLength
    let s = 0
    let t = 0
    let u = 0
    let v = 0
    for (let k = 0; k < wordLength; k++) {
      const value = wide[first + k] as number
      const from = block * k
      s += value * (four[from] as number)
      t += value * (four[from + 1] as number)
      u += value * (four[from + 2] as number)
      v += value * (four[from + 3] as number)
    }
    const into = i * columns + at
    table[into] = s
    if (count > 1) table[into + 1] = t
    if (count > 2) table[into + 2] = u
    if (count > 3) table[into + 3] = v
  }
}

// Words have length 1, so their distance follows from the product: d² = 2 − 2 s.
const distance = (likeness: number): number => Math.sqrt(Math.max(0, 2 - 2 * likeness))

const nearestOf = (table: Float32Array, count: { rows: number; columns: number }, along: 'row' | 'column'): Nearest => {
  const [outer, inner] = along === 'row' ? [count.rows, count.columns] : [count.columns, count.rows]
  const [outerHop, innerHop] = along === 'row' ? [count.columns, 1] : [1, count.columns]
  const nearest = { index: new Int32Array(outer).fill(-1), ratio: new Float32Array(outer).fill(1) }
  for (let i = 0; i < outer; i++) {
    let [best, second, index] = [-2, -2, -1]
    for (let j = 0; j < inner; j++) {
      const likeness = table[i * outerHop + j * innerHop] as number
      if (likeness > best) {
        second = best
        best = likeness
        index = j
      } else if (likeness > second) second = likeness
    }
    nearest.index[i] = index
    nearest.ratio[i] = distance(best) / Math.max(1e-6, distance(second))
  }
  return nearest
}

/** Pairs of features that are each other's nearest, and clearly nearer than the next one (Lowe's ratio). */
export function matched(moving: Features, fixed: Features, ratio: number): Pair[] {
  const count = { rows: moving.list.length, columns: fixed.list.length }
  if (count.rows < 2 || count.columns < 2) return []
  const table = likenesses(moving.words, fixed.words)
  const there = nearestOf(table, count, 'row')
  const back = nearestOf(table, count, 'column')
  const pairs: Pair[] = []
  moving.list.forEach((feature, i) => {
    const j = there.index[i] ?? -1
    const other = fixed.list[j]
    if (other === undefined || back.index[j] !== i) return
    if (Math.min(there.ratio[i] ?? 1, back.ratio[j] ?? 1) > ratio) return
    pairs.push({ moving: { x: feature.x, y: feature.y }, fixed: { x: other.x, y: other.y } })
  })
  return pairs
}
