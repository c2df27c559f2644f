import { grown, maskWhere, piecesOf } from './morphology.ts'
import type { Plane } from './plane.ts'

/** Of every eighth value: as true as of all of them, and much sooner. */
export const medianOf = (values: Float32Array): number => {
  const some = Float32Array.from({ length: Math.ceil(values.length / 8) }, (_, i) => values[8 * i] as number).sort()
  return some[some.length >> 1] ?? 0
}

/** Pictures often carry a light line of some px around them: the frame begins behind it. */
const rimPx = 6

const borderOf = (width: number, height: number): number[] => {
  const rim = Array.from({ length: Math.min(rimPx, height, width) }, (_, i) => i)
  return rim.flatMap(inset => [
    ...Array.from({ length: width }, (_, x) => [inset * width + x, (height - 1 - inset) * width + x]).flat(),
    ...Array.from({ length: height }, (_, y) => [y * width + inset, y * width + width - 1 - inset]).flat(),
  ])
}

/** The black round of the optics: 1 where the luma is dark and joined to the border. The longer side should be about 512 px. */
export const frameOf = ({ width, height, data }: Plane): Uint8Array => {
  const limit = Math.max(24, 0.35 * medianOf(data))
  const dark = maskWhere(data, value => value < limit)
  const frame = new Uint8Array(data.length)
  for (const { pixels } of piecesOf(dark, width, borderOf(width, height))) {
    // Hair that runs to the border is dark and joined to it, but thin.
    if (pixels.length > 300) for (const at of pixels) frame[at] = 1
  }
  return grown(frame, width, 10)
}
