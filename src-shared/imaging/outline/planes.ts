import type { Field } from './field.ts'
import type { Square } from './square.ts'

/** Side of the model's input, px. */
export const side = 192
/** Pictures in one run of the model: the square and its three mirror images. */
export const views = 4
const planesEach = 5

/** Cell of a view that shows a cell of the square: view 1 is mirrored left to right, 2 top to bottom, 3 both. */
const seenAt = (view: number, x: number, y: number): number =>
  (view & 2 ? side - 1 - y : y) * side + (view & 1 ? side - 1 - x : x)

/** The model's input, as it was trained (training/pictures.py): colours about zero, and where in the field a cell lies. */
export function planesOf({ rgb }: Square): Float32Array {
  const cells = side * side
  const into = new Float32Array(views * planesEach * cells)
  for (let view = 0; view < views; view++) {
    const start = view * planesEach * cells
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const cell = start + seenAt(view, x, y)
        const from = 3 * (y * side + x)
        for (let c = 0; c < 3; c++) into[cell + c * cells] = ((rgb[from + c] ?? 0) - 0.6) * 4
        into[start + 3 * cells + y * side + x] = ((x + 0.5) / side) * 2 - 1
        into[start + 4 * cells + y * side + x] = ((y + 0.5) / side) * 2 - 1
      }
    }
  }
  return into
}

/** The mean of the model's answers to the four views. */
export function fieldOf(logits: Float32Array): Field {
  const data = new Float32Array(side * side)
  for (let view = 0; view < views; view++) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const cell = y * side + x
        data[cell] = (data[cell] ?? 0) + (logits[view * side * side + seenAt(view, x, y)] ?? 0) / views
      }
    }
  }
  return { width: side, height: side, data }
}
