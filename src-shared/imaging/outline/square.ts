import type { Pixels } from '../verdict.ts'

/** Red, green and blue, 0–1, one after the other in each cell. */
export interface Square {
  readonly side: number
  readonly rgb: Float32Array
}

/** Where each source line falls on `side` cells: first line, lines, and the share of the first and last that lies within. */
const spans = (length: number, side: number) =>
  Array.from({ length: side }, (_, cell) => {
    const [from, to] = [(cell * length) / side, ((cell + 1) * length) / side]
    const first = Math.floor(from)
    const last = Math.min(length, Math.ceil(to))
    return Array.from({ length: last - first }, (_unused, i) => {
      const line = first + i
      return { line, share: (Math.min(to, line + 1) - Math.max(from, line)) / (to - from) }
    })
  })

/** A picture squeezed onto a square by areas, whatever its shape. */
export function squareOf({ width, height, data }: Pixels, side: number): Square {
  const rgb = new Float32Array(3 * side * side)
  const columns = spans(width, side)
  for (const [y, lines] of spans(height, side).entries()) {
    for (const [x, cells] of columns.entries()) {
      const into = 3 * (y * side + x)
      for (const row of lines) {
        for (const column of cells) {
          const from = 4 * (row.line * width + column.line)
          const share = (row.share * column.share) / 255
          for (let c = 0; c < 3; c++) rgb[into + c] = (rgb[into + c] ?? 0) + share * (data[from + c] ?? 0)
        }
      }
    }
  }
  return { side, rgb }
}

const power = 6

/** The light's colour divided out by shades of grey, Minkowski norm 6 (Finlayson and Trezzi 2004); mean brightness stays. */
export function greyed({ side, rgb }: Square): Square {
  const sums = [0, 0, 0]
  for (const [i, value] of rgb.entries()) sums[i % 3] = (sums[i % 3] ?? 0) + value ** power
  const norms = sums.map(sum => Math.max(1e-4, (sum / (side * side)) ** (1 / power)))
  const mean = norms.reduce((sum, norm) => sum + norm, 0) / 3
  return { side, rgb: rgb.map((value, i) => Math.min(1, value * (mean / (norms[i % 3] ?? mean)))) }
}

/** True where nothing is to be seen: all cells alike to less than one grey level of 255 on average. */
export function isBlank({ rgb }: Square): boolean {
  const mean = rgb.reduce((sum, value) => sum + value, 0) / rgb.length
  const spread = rgb.reduce((sum, value) => sum + Math.abs(value - mean), 0) / rgb.length
  return !(spread > 1 / 255)
}
