import { labOfBytes } from '../colour/lab.ts'
import { lumaOf, type Plane } from '../luma.ts'
import type { Pixels } from '../verdict.ts'
import { addTexture, gradientsOf, radialsOf, textureBins, type Zone } from './texture.ts'

/** Longer side, px, at which pictures are described; a description at another size means nothing. */
export const describedLongPx = 256
/** Numbers in a description. */
export const describedDimensions = 256
/** Raised whenever a number of the description changes its meaning: descriptions of two versions are never compared. */
export const describedVersion = 'cutis-describe/1'

const colourBins = 16
const radii = [1, 2, 3, 4] as const
/** Colour says most, then texture, then the layout of edges. */
const weights = { colour: 1, texture: 0.9, edges: 0.6 }

/** Middle of the first and of the last bin of L*, a*, b*: skin and what lies on it never leaves these. */
const spans = [
  [5, 95],
  [-15, 60],
  [-25, 50],
] as const

/** A value is shared by the two bins beside it, so that a small shift of colour is a small shift of the description. */
function addSoft(bins: Float64Array, offset: number, share: number): void {
  const at = Math.min(Math.max(share, 0), 1) * (colourBins - 1)
  const low = Math.min(Math.floor(at), colourBins - 2)
  bins[offset + low]! += 1 - (at - low)
  bins[offset + low + 1]! += at - low
}

function coloursOf({ width, height, data }: Pixels, zone: Zone) {
  const zones = { inner: new Float64Array(3 * colourBins), outer: new Float64Array(3 * colourBins) }
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p += 4) {
      const bins = zones[zone(x, y)]
      for (const [i, value] of labOfBytes([data[p]!, data[p + 1]!, data[p + 2]!]).entries()) {
        const [from, to] = spans[i]!
        addSoft(bins, i * colourBins, (value - from) / (to - from))
      }
    }
  }
  return zones
}

function texturesOf(luma: Plane, zone: Zone): Float64Array[] {
  return radii.flatMap(radius => {
    const into = { inner: new Float64Array(textureBins), outer: new Float64Array(textureBins), zone }
    addTexture(luma, radius, into)
    return [into.inner, into.outer]
  })
}

/** Square roots of shares: their Euclidean distance is Hellinger's, which lets no single full bin drown the others. */
function addBlock(
  into: Float32Array,
  offset: number,
  { bins, weight }: { bins: Float64Array; weight: number },
): number {
  const sum = bins.reduce((all, value) => all + value, 0)
  for (let i = 0; i < bins.length; i++) into[offset + i] = sum > 0 ? weight * Math.sqrt(bins[i]! / sum) : 0
  return offset + bins.length
}

/** The ellipse that holds half of each side: where a lesion lies when somebody photographs it. */
const zoneOf =
  ({ width, height }: Pixels): Zone =>
  (x, y) =>
    ((2 * x) / width - 1) ** 2 + ((2 * y) / height - 1) ** 2 < 0.36 ? 'inner' : 'outer'

/**
 * Describes a picture by its colours, texture and edges as `describedDimensions` numbers, for the distance between two pictures.
 * `pixels`: the whole picture with its longer side at `describedLongPx`. It says how pictures look alike, never what they show.
 */
export function describe(pixels: Pixels): Float32Array {
  const zone = zoneOf(pixels)
  const luma = lumaOf(pixels)
  const colours = coloursOf(pixels, zone)
  const textures = texturesOf(luma, zone)
  const blocks = [
    ...[colours.inner, colours.outer].map(bins => ({ bins, weight: weights.colour })),
    ...textures.map(bins => ({ bins, weight: weights.texture / Math.sqrt(textures.length / 2) })),
    { bins: gradientsOf(luma), weight: weights.edges },
    { bins: radialsOf(luma), weight: weights.edges },
  ]
  const into = new Float32Array(describedDimensions)
  blocks.reduce((offset, block) => addBlock(into, offset, block), 0)
  return into
}
