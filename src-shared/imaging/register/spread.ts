import type { Pair } from './match.ts'

/** Cells a side that spread is counted in. */
const cells = 6
/** Below this share of the longer side the inliers lie on a line or in one spot, whatever they are. */
const leastBreadth = 0.035

/** Deviation of places across their main axis, px. */
const breadthOf = (places: readonly { x: number; y: number }[]): number => {
  const n = Math.max(1, places.length)
  const mx = places.reduce((sum, { x }) => sum + x, 0) / n
  const my = places.reduce((sum, { y }) => sum + y, 0) / n
  const xx = places.reduce((sum, { x }) => sum + (x - mx) ** 2, 0) / n
  const yy = places.reduce((sum, { y }) => sum + (y - my) ** 2, 0) / n
  const xy = places.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0) / n
  return Math.sqrt(Math.max(0, (xx + yy) / 2 - Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy)))
}

/** Share of the fixed picture's 6 × 6 cells in which inliers lie, 0–1; 0 where they lie on a line or in one spot. */
export const spreadOf = (inliers: readonly Pair[], { width, height }: { width: number; height: number }): number => {
  const places = inliers.map(({ fixed }) => fixed)
  if (breadthOf(places) < leastBreadth * Math.max(width, height)) return 0
  const taken = new Set(
    places.map(({ x, y }) => cells * Math.floor((cells * y) / height) + Math.floor((cells * x) / width)),
  )
  return taken.size / cells ** 2
}
