/** One number a cell of a grid that is laid over a whole picture; above zero is lesion. */
export interface Field {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

interface Flood {
  readonly field: Field
  readonly labels: Int32Array
  readonly inside: (cell: number) => boolean
  readonly steps: readonly (readonly [number, number])[]
}

const sides = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const
const around = [...sides, [1, 1], [1, -1], [-1, 1], [-1, -1]] as const

/** Gives every cell joined to `start` the label; answers those cells. */
function flood({ field: { width, height }, labels, inside, steps }: Flood, start: number, label: number): number[] {
  const cells = [start]
  labels[start] = label
  for (let next = 0; next < cells.length; next++) {
    const cell = cells[next] ?? 0
    const [x, y] = [cell % width, Math.floor(cell / width)]
    for (const [right, down] of steps) {
      if (x + right < 0 || x + right >= width || y + down < 0 || y + down >= height) continue
      const neighbour = cell + down * width + right
      if (labels[neighbour] !== 0 || !inside(neighbour)) continue
      labels[neighbour] = label
      cells.push(neighbour)
    }
  }
  return cells
}

/** Size of a part, weighted by how near the middle of the field it lies: the lesion was aimed at. */
const weightOf = (cells: readonly number[], { width, height }: Field): number =>
  cells.reduce((sum, cell) => {
    const x = ((cell % width) + 0.5) / width - 0.5
    const y = (Math.floor(cell / width) + 0.5) / height - 0.5
    return sum + 1.25 - Math.hypot(x, y)
  }, 0)

/** The cells of the weightiest joined part above zero; none where nothing is. */
function mainPart(field: Field): readonly number[] {
  const inside = (cell: number): boolean => (field.data[cell] ?? 0) > 0
  const one: Flood = { field, labels: new Int32Array(field.data.length), inside, steps: sides }
  let best: readonly number[] = []
  let most = 0
  for (let cell = 0; cell < field.data.length; cell++) {
    if (one.labels[cell] !== 0 || !inside(cell)) continue
    const part = flood(one, cell, 1)
    const weight = weightOf(part, field)
    if (weight > most) [best, most] = [part, weight]
  }
  return best
}

/** Labels of the cells that are outside of the part and joined to the border: what is not among them is filled. */
function outsideOf(field: Field, part: readonly number[]): Int32Array {
  const { width, height } = field
  const within = new Uint8Array(field.data.length)
  for (const cell of part) within[cell] = 1
  const one: Flood = {
    field,
    labels: new Int32Array(field.data.length),
    inside: cell => within[cell] === 0,
    steps: around,
  }
  for (let cell = 0; cell < field.data.length; cell++) {
    const [x, y] = [cell % width, Math.floor(cell / width)]
    const rim = x === 0 || y === 0 || x === width - 1 || y === height - 1
    if (rim && one.labels[cell] === 0 && within[cell] === 0) flood(one, cell, 1)
  }
  return one.labels
}

/** The field with its weightiest part alone above zero and no hole in it, and that part's share of all cells. */
export function alone(field: Field): { readonly field: Field; readonly share: number } {
  const outside = outsideOf(field, mainPart(field))
  let cells = 0
  const data = field.data.map((value, cell) => {
    const size = Math.max(1e-6, Math.abs(value))
    if (outside[cell] === 1) return -size
    cells++
    return size
  })
  return { field: { ...field, data }, share: cells / data.length }
}
