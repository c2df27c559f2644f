/** A number of a row; columns beyond it hold nothing. */
const at = (row: readonly number[] | undefined, column: number): number => row?.[column] ?? 0

/** Brings the row with the largest number in `column`, from that row down, to its place. */
const pivoted = (rows: number[][], column: number): void => {
  let best = column
  for (let r = column; r < rows.length; r++)
    if (Math.abs(at(rows[r], column)) > Math.abs(at(rows[best], column))) best = r
  const [row, other] = [rows[column], rows[best]]
  if (row && other) [rows[column], rows[best]] = [other, row]
}

/** Takes the pivot's row off the others, so that only it holds something in `column`. */
const cleared = (rows: readonly number[][], column: number): void => {
  const pivot = rows[column]
  for (const [r, row] of rows.entries()) {
    const share = r === column ? 0 : at(row, column) / at(pivot, column)
    for (let c = column; c < row.length; c++) row[c] = at(row, c) - share * at(pivot, c)
  }
}

/** Solves a square system, rows with the right side last (Gauss with pivots); undefined where it has no single answer. */
const solved = (given: readonly (readonly number[])[]): number[] | undefined => {
  const rows = given.map(row => [...row])
  for (let column = 0; column < rows.length; column++) {
    pivoted(rows, column)
    if (Math.abs(at(rows[column], column)) < 1e-12) return undefined
    cleared(rows, column)
  }
  return rows.map((row, i) => at(row, rows.length) / at(row, i))
}

/** Weights that bring `features` closest to `wanted` (least squares with a trace of ridge); undefined where they do not say. */
export const leastSquares = (
  features: readonly (readonly number[])[],
  wanted: readonly number[],
): number[] | undefined => {
  const n = features[0]?.length ?? 0
  const rows = Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (_unused, j) =>
      features.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), i === j ? 1e-8 : 0),
    ),
    features.reduce((sum, row, k) => sum + (row[i] ?? 0) * (wanted[k] ?? 0), 0),
  ])
  return solved(rows)
}
