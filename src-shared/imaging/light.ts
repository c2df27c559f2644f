import { lumaOf, type Plane } from './luma.ts'
import type { Pixels } from './verdict.ts'

/** How light falls on the central field, an ellipse of 84 % of the width and height (dermatoscopes darken the corners). */
export interface Light {
  /** Share with luma at most 16 of 255. */
  readonly darkShare: number
  /** Share with every channel at least 250 of 255. */
  readonly brightShare: number
  /** 95th percentile of luma over 255. */
  readonly highlight: number
  /** Share covered by blobs of bright, colourless pixels that outshine their surroundings: mirror-like reflections. */
  readonly glareShare: number
}

const radius = 0.42
// A blob smaller than a speck is noise; one larger than this share is a white object (ruler, sticker), not a reflection.
const leastBlobPx = 8
const mostBlobShare = 0.05
/** A reflection outshines the mean around it by this much, grey levels; pale skin does not. */
const outshines = 30
const cells = 16

/** Mean luma of each of 16 × 16 cells. */
const cellMeans = ({ width, height, data }: Plane): Float32Array => {
  const sums = new Float32Array(cells * cells)
  const counts = new Float32Array(cells * cells)
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * cells) / height) * cells
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor((x * cells) / width)
      sums[cell] = (sums[cell] ?? 0) + (data[y * width + x] ?? 0)
      counts[cell] = (counts[cell] ?? 0) + 1
    }
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell] ?? 1))
}

/** Mean of each cell with its neighbours, edges repeated. */
const surroundings = (means: Float32Array): Float32Array =>
  means.map((_, cell) => {
    let sum = 0
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const y = Math.min(cells - 1, Math.max(0, Math.floor(cell / cells) + dy))
        sum += means[y * cells + Math.min(cells - 1, Math.max(0, (cell % cells) + dx))] ?? 0
      }
    }
    return sum / 9
  })

/** Sizes of the 4-connected blobs of a mask, which is emptied on the way. */
const blobSizes = (mask: Uint8Array, width: number): number[] => {
  const sizes: number[] = []
  const stack: number[] = []
  const visit = (at: number): void => {
    if (mask[at] !== 1) return
    mask[at] = 0
    stack.push(at)
  }
  for (let seed = 0; seed < mask.length; seed++) {
    if (mask[seed] !== 1) continue
    let size = 0
    visit(seed)
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      size++
      visit(at - width)
      visit(at + width)
      if (at % width > 0) visit(at - 1)
      if (at % width < width - 1) visit(at + 1)
    }
    sizes.push(size)
  }
  return sizes
}

const percentile = (histogram: Uint32Array, wanted: number): number => {
  let seen = 0
  for (let value = 0; value < 256; value++) {
    seen += histogram[value] ?? 0
    if (seen >= wanted) return value
  }
  return 255
}

/** Calls back for every pixel of the central ellipse with its index. */
const eachCentral = ({ width, height }: Pixels, use: (at: number) => void): void => {
  for (let y = 0; y < height; y++) {
    const down = (y + 0.5 - height / 2) / (radius * height)
    const reach = Math.sqrt(Math.max(0, 1 - down * down)) * radius * width
    for (let x = Math.ceil(width / 2 - reach); x < width / 2 + reach; x++) use(y * width + x)
  }
}

const glareMask = (pixels: Pixels, luma: Plane): Uint8Array => {
  const { width, height, data } = pixels
  const mask = new Uint8Array(width * height)
  const around = surroundings(cellMeans(luma))
  eachCentral(pixels, at => {
    const [red, green, blue] = [data[4 * at] ?? 0, data[4 * at + 1] ?? 0, data[4 * at + 2] ?? 0]
    const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)]
    if (most < 235 || least < 0.88 * most) return
    const cell =
      Math.floor((Math.floor(at / width) * cells) / height) * cells + Math.floor(((at % width) * cells) / width)
    if ((luma.data[at] ?? 0) >= (around[cell] ?? 0) + outshines) mask[at] = 1
  })
  return mask
}

/** Measures light on a picture at its working size. */
export const lightOf = (pixels: Pixels): Light => {
  const luma = lumaOf(pixels)
  const histogram = new Uint32Array(256)
  let [count, bright] = [0, 0]
  eachCentral(pixels, at => {
    const level = Math.round(luma.data[at] ?? 0)
    histogram[level] = (histogram[level] ?? 0) + 1
    count++
    if (Math.min(pixels.data[4 * at] ?? 0, pixels.data[4 * at + 1] ?? 0, pixels.data[4 * at + 2] ?? 0) >= 250) bright++
  })
  const blobs = blobSizes(glareMask(pixels, luma), pixels.width)
  const glare = blobs.filter(size => size >= leastBlobPx && size <= mostBlobShare * count)
  const share = (part: number): number => part / Math.max(1, count)
  return {
    darkShare: share(histogram.slice(0, 17).reduce((sum, value) => sum + value, 0)),
    brightShare: share(bright),
    highlight: percentile(histogram, 0.95 * count) / 255,
    glareShare: share(glare.reduce((sum, size) => sum + size, 0)),
  }
}
