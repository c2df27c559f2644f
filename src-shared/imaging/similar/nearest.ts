/** Writes into `into[i]` the squared Euclidean distance of `query` to row i of `rows` (row-major, query.length wide). */
export type Distances = (rows: Float32Array, query: Float32Array, into: Float32Array) => void

/** The kernel in TypeScript: four running sums, so that the processor need not wait for one addition before the next. */
export const distances: Distances = (rows, query, into) => {
  const dimensions = query.length
  if (dimensions === 0 || rows.length !== into.length * dimensions) {
    throw new RangeError('rows, query and distances do not fit together')
  }
  const whole = dimensions - (dimensions % 4)
  for (let row = 0, at = 0; row < into.length; row++, at += dimensions) {
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let i = 0; i < whole; i += 4) {
      const one = rows[at + i]! - query[i]!
      const two = rows[at + i + 1]! - query[i + 1]!
      const three = rows[at + i + 2]! - query[i + 2]!
      const four = rows[at + i + 3]! - query[i + 3]!
      a += one * one
      b += two * two
      c += three * three
      d += four * four
    }
    for (let i = whole; i < dimensions; i++) a += (rows[at + i]! - query[i]!) ** 2
    into[row] = a + b + (c + d)
  }
}

export interface Neighbour {
  /** Row of the neighbour. */
  readonly row: number
  /** Euclidean distance, in the descriptor's own units. */
  readonly distance: number
}

/** The `count` nearest of the rows that `may` lets through, nearest first, ties by row: exact, no row is left out. */
export function nearestOf(
  squared: Float32Array,
  count: number,
  may: (row: number) => boolean = () => true,
): readonly Neighbour[] {
  const best: { row: number; squared: number }[] = []
  const worst = (): number => (best.length < count ? Number.POSITIVE_INFINITY : (best.at(-1)?.squared ?? 0))
  for (let row = 0; row < squared.length; row++) {
    const value = squared[row]!
    if (!(value < worst()) || !may(row)) continue
    let at = best.length
    while (at > 0 && (best[at - 1]?.squared ?? 0) > value) at--
    best.splice(at, 0, { row, squared: value })
    if (best.length > count) best.pop()
  }
  return best.map(one => ({ row: one.row, distance: Math.sqrt(one.squared) }))
}
