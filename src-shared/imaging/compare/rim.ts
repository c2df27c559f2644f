import { blurred, lumaOf, type Plane } from '../luma.ts'
import { frameOf } from '../register/frame.ts'
import { grown } from '../register/morphology.ts'
import type { Pixels } from '../verdict.ts'

/** Rings that the picture is looked at in, from its middle outwards. */
const rings = 48
/** A ring of fewer px than this says nothing. */
const fewest = 24
/** Below this share of the lightest ring's luma three quarters of a ring lie in the shade of the optics. */
const shaded = 0.8
/** A px of such a ring that is as light as this is none of it. */
const lit = 0.92
/** Towards the middle the shade begins softly, rings. */
const shoulder = 1

/** The middle of what the optics show: a black round seldom lies in the middle of the picture. */
function middleOf(frame: Uint8Array, width: number): readonly [number, number] {
  let [x, y, count] = [0, 0, 0]
  for (let at = 0; at < frame.length; at++) {
    if (frame[at] === 1) continue
    x += at % width
    y += Math.floor(at / width)
    count++
  }
  return count === 0 ? [0, 0] : [x / count, y / count]
}

/** Which ring each px lies in. */
function ringsOf({ width, height }: Plane, [x, y]: readonly [number, number]): Uint8Array {
  const far = Math.hypot(Math.max(x, width - x), Math.max(y, height - y))
  const ring = new Uint8Array(width * height)
  for (let at = 0; at < ring.length; at++)
    ring[at] = Math.min(rings - 1, (rings * Math.hypot((at % width) - x, Math.floor(at / width) - y)) / far)
  return ring
}

/** The upper quartile of each ring's luma, undefined where a ring has too few px: a lesion at one side does not darken it. */
function lightOfRings({ data }: Plane, ring: Uint8Array): readonly (number | undefined)[] {
  const counts = Array.from({ length: rings }, () => new Uint32Array(256))
  const totals = new Uint32Array(rings)
  for (let at = 0; at < ring.length; at++) {
    const [one, luma] = [ring[at] ?? 0, Math.min(255, Math.floor(data[at] ?? 0))]
    const count = counts[one]
    if (count) count[luma] = (count[luma] ?? 0) + 1
    totals[one] = (totals[one] ?? 0) + 1
  }
  return counts.map((count, one) => {
    const total = totals[one] ?? 0
    if (total < fewest) return undefined
    let above = 0
    return count.findLastIndex(many => (above += many) >= total / 4)
  })
}

/** The ring in which the shade begins that goes on to the border; `rings` where there is none. */
function shadeFrom(lights: readonly (number | undefined)[], lightest: number): number {
  const inner = lights.findLastIndex(light => light !== undefined && light >= shaded * lightest)
  const hasShade = lights.slice(inner + 1).some(light => light !== undefined)
  return hasShade ? Math.max(0, inner + 1 - shoulder) : rings
}

/**
 * Where a picture shows the dark rim of a dermatoscope and its shade instead of lit skin: 1 there, 0 elsewhere. The black round is
 * what registration leaves out, too; the shade is where the light falls off all around to the border.
 */
export function rimOf(pixels: Pixels): Uint8Array {
  const luma = lumaOf(pixels)
  const { width } = luma
  const rim = frameOf(luma)
  const soft = blurred(luma, 1)
  const ring = ringsOf(luma, middleOf(rim, width))
  const lights = lightOfRings(soft, ring)
  const lightest = Math.max(1, ...lights.map(light => light ?? 0))
  const from = shadeFrom(lights, lightest)
  if (from === rings) return rim
  for (let at = 0; at < rim.length; at++)
    if ((ring[at] ?? 0) >= from && (soft.data[at] ?? 0) < lit * lightest) rim[at] = 1
  return grown(rim, width, 2)
}
