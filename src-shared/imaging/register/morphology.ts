import { type Plane, planeOf, wideBlur } from './plane.ts'

/**
 * The largest (or smallest) of each pixel's row neighbours. Maxima grow from both ends of blocks as long as the reach is wide, and
 * each pixel takes the larger of two of them (van Herk 1992): three comparisons a pixel, however wide.
 */
const extremeAcross = ({ width, data }: Plane, reach: number, sign: 1 | -1): Float32Array => {
  const across = new Float32Array(data.length)
  const block = 2 * reach + 1
  const length = Math.ceil((width + 2 * reach) / block) * block
  const [line, ahead, back] = [new Float32Array(length), new Float32Array(length), new Float32Array(length)]
  line.fill(Number.NEGATIVE_INFINITY)
  for (let start = 0; start < data.length; start += width) {
    for (let x = 0; x < width; x++) line[x + reach] = sign * (data[start + x] as number)
    for (let at = 0; at < length; at++)
      ahead[at] = at % block === 0 ? (line[at] as number) : larger(line[at], ahead[at - 1])
    for (let at = length - 1; at >= 0; at--) {
      back[at] = at % block === block - 1 ? (line[at] as number) : larger(line[at], back[at + 1])
    }
    for (let x = 0; x < width; x++) across[start + x] = larger(back[x], ahead[x + block - 1])
  }
  return across
}

/** Comparisons, as `Math.max` takes twice as long over them. */
const larger = (a: number | undefined, b: number | undefined): number =>
  (a as number) > (b as number) ? (a as number) : (b as number)

const extreme = (plane: Plane, reach: number, sign: 1 | -1): Plane => {
  const { width, height } = plane
  const across = extremeAcross(plane, reach, sign)
  const down = planeOf(width, height)
  for (let y = 0; y < height; y++) {
    const [first, last] = [Math.max(0, y - reach), Math.min(height - 1, y + reach)]
    const best = across.slice(first * width, (first + 1) * width)
    for (let row = (first + 1) * width; row <= last * width; row += width) {
      for (let x = 0; x < width; x++) {
        const value = across[row + x] as number
        if (value > (best[x] as number)) best[x] = value
      }
    }
    for (let x = 0; x < width; x++) down.data[y * width + x] = sign * (best[x] as number)
  }
  return down
}

/** How much darker than its surroundings a pixel is, where the dark thing is thinner than 2 · reach px (black-hat). */
export const thinDark = (plane: Plane, reach: number): Float32Array => {
  const closed = extreme(extreme(plane, reach, 1), reach, -1)
  return closed.data.map((value, i) => value - (plane.data[i] as number))
}

/** As `thinDark`, for thin bright things: glare. */
export const thinBright = (plane: Plane, reach: number): Float32Array => {
  const opened = extreme(extreme(plane, reach, -1), reach, 1)
  return opened.data.map((value, i) => (plane.data[i] as number) - value)
}

/** 1 where the test holds, else 0. A plain loop: `from` with a function walks an iterator and takes ten times as long. */
export function maskWhere(values: Float32Array, test: (value: number, at: number) => boolean): Uint8Array {
  const mask = new Uint8Array(values.length)
  for (let i = 0; i < mask.length; i++) mask[i] = test(values[i] as number, i) ? 1 : 0
  return mask
}

/** A mask (1 or 0) grown by about `px`. */
export function grown(mask: Uint8Array, width: number, px: number): Uint8Array {
  const plane = { width, height: mask.length / width, data: new Float32Array(mask) }
  return maskWhere(wideBlur(plane, px / 2).data, value => value > 1e-4)
}

/** A connected piece of a mask: its pixels and how they lie. */
export interface Piece {
  readonly pixels: readonly number[]
  /** Extent along and across its main axis, px. */
  readonly length: number
  readonly breadth: number
  readonly centre: { readonly x: number; readonly y: number }
  /** Direction of the main axis, radians. */
  readonly axis: number
}

const measured = (pixels: readonly number[], width: number): Piece => {
  let [mx, my, xx, xy, yy] = [0, 0, 0, 0, 0]
  for (const at of pixels) {
    mx += (at % width) / pixels.length
    my += Math.floor(at / width) / pixels.length
  }
  for (const at of pixels) {
    const [dx, dy] = [(at % width) - mx, Math.floor(at / width) - my]
    xx += dx * dx
    xy += dx * dy
    yy += dy * dy
  }
  const axis = Math.atan2(2 * xy, xx - yy) / 2
  const [c, s] = [Math.cos(axis), Math.sin(axis)]
  let [left, right, top, bottom] = [0, 0, 0, 0]
  for (const at of pixels) {
    const [dx, dy] = [(at % width) - mx, Math.floor(at / width) - my]
    const [u, v] = [c * dx + s * dy, c * dy - s * dx]
    left = Math.min(left, u)
    right = Math.max(right, u)
    top = Math.min(top, v)
    bottom = Math.max(bottom, v)
  }
  return { pixels, length: right - left + 1, breadth: bottom - top + 1, centre: { x: mx, y: my }, axis }
}

/** The eight-connected pieces of a mask. `start` limits them to those that reach one of these pixels. */
export function piecesOf(mask: Uint8Array, width: number, start?: readonly number[]): Piece[] {
  const left = Uint8Array.from(mask)
  const pieces: Piece[] = []
  const flood = (first: number): number[] => {
    const found = [first]
    left[first] = 0
    for (const at of found) {
      const x = at % width
      for (let row = -1; row <= 1; row++) {
        for (let hop = x === 0 ? 0 : -1; hop <= (x === width - 1 ? 0 : 1); hop++) {
          const next = at + row * width + hop
          if (left[next] !== 1) continue
          left[next] = 0
          found.push(next)
        }
      }
    }
    return found
  }
  for (const at of start ?? left.keys()) if (left[at] === 1) pieces.push(measured(flood(at), width))
  return pieces
}
