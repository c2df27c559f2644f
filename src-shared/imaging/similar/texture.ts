import type { Plane } from '../luma.ts'

/** Where a pixel lies: 0 in the middle of the picture to 1 and more outside the inner ellipse. */
export type Zone = (x: number, y: number) => 'inner' | 'outer'

const neighbours = 8
/** Bin of each of the 256 patterns: number of ones where the ring changes at most twice, else the last bin (riu2, Ojala 2002). */
const uniformBins = Uint8Array.from({ length: 256 }, (_, pattern) => {
  let [changes, ones] = [0, 0]
  for (let i = 0; i < neighbours; i++) {
    const bit = (pattern >> i) & 1
    ones += bit
    changes += bit ^ ((pattern >> ((i + 1) % neighbours)) & 1)
  }
  return changes <= 2 ? ones : neighbours + 1
})
export const textureBins = neighbours + 2

const ring = Array.from({ length: neighbours }, (_, i) => [
  Math.cos((2 * Math.PI * i) / neighbours),
  Math.sin((2 * Math.PI * i) / neighbours),
])

/** Adds each pixel's rotation-invariant local binary pattern at `radius` px to the histogram of its zone. */
export function addTexture(
  { width, height, data }: Plane,
  radius: number,
  into: { readonly inner: Float64Array; readonly outer: Float64Array; readonly zone: Zone },
): void {
  const offsets = ring.map(([x = 0, y = 0]) => Math.round(x * radius) + Math.round(y * radius) * width)
  // Differences below this are the sensor's noise.
  const noise = 1.5
  for (let y = radius; y < height - radius; y++) {
    for (let x = radius; x < width - radius; x++) {
      const at = y * width + x
      const floor = data[at]! + noise
      let pattern = 0
      for (let i = 0; i < neighbours; i++) if (data[at + offsets[i]!]! > floor) pattern |= 1 << i
      const bin = uniformBins[pattern]!
      into[into.zone(x, y)][bin]! += 1
    }
  }
}

export const gridSide = 3
export const directions = 8

/** Histograms of gradient directions (0–180°) in a 3 × 3 grid, weighted by strength, row by row. */
export function gradientsOf({ width, height, data }: Plane): Float64Array {
  const bins = new Float64Array(gridSide * gridSide * directions)
  for (let y = 1; y < height - 1; y++) {
    const row = Math.floor((y * gridSide) / height)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const dx = data[at + 1]! - data[at - 1]!
      const dy = data[at + width]! - data[at - width]!
      const cell = row * gridSide + Math.floor((x * gridSide) / width)
      bins[cell * directions + directionOf(dx, dy)]! += Math.hypot(dx, dy)
    }
  }
  return bins
}

/** How strongly edges point to the middle, by angle between edge and radius: it stays when the picture is turned. */
export function radialsOf({ width, height, data }: Plane): Float64Array {
  const bins = new Float64Array(directions)
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2]
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const dx = data[at + 1]! - data[at - 1]!
      const dy = data[at + width]! - data[at - width]!
      const [rx, ry] = [x - middleX, y - middleY]
      // The gradient in the frame of the radius.
      bins[directionOf(dx * rx + dy * ry, dy * rx - dx * ry)]! += Math.hypot(dx, dy)
    }
  }
  return bins
}

function directionOf(dx: number, dy: number): number {
  const share = Math.atan2(dy, dx) / Math.PI
  return Math.floor((share < 0 ? share + 1 : share) * directions) % directions
}
