import { deltaE2000 } from '../colour/delta-e.ts'
import { type Lab, labOfLight, lightOfByte } from '../colour/lab.ts'
import { blurred, type Plane } from '../luma.ts'
import type { Pixels } from '../verdict.ts'
import { rimOf } from './rim.ts'

export interface DifferenceNeeds {
  readonly fixed: Pixels
  readonly moving: Pixels
  /** Takes a place of `fixed` (px of these pixels) to its place on `moving`; canvas order: x' = a x + c y + e. */
  readonly matrix: readonly [number, number, number, number, number, number]
  /** Of the registration at this matrix, px of `fixed`. */
  readonly residualPx: number
}

/** Why nothing is compared at a place: 0 where it is, `noReach` where the moving picture has no pixel, `rim` where optics are dark. */
export const leftOut = { noReach: 1, rim: 2 } as const

/** How far the colour of two registered pictures differs at each place of the fixed one. It describes; it is no score of change. */
export interface DifferenceMap {
  readonly width: number
  readonly height: number
  /** CIEDE2000; NaN where nothing is compared. */
  readonly deltaE: Float32Array
  /** Of each place: 0, or one of `leftOut`. */
  readonly left: Uint8Array
  /** What misalignment by the residual, and the camera's noise, make by themselves at this place, same unit. */
  readonly floor: Float32Array
  /** 95 % of what is compared have a lower floor than this. */
  readonly noiseFloor: number
  /** Share of the fixed picture that the moving one covers, 0–1. */
  readonly overlap: number
  /** Share of the fixed picture left out for the dark rim of a dermatoscope: together, on the fixed one, and on the moving one, 0–1. */
  readonly rim: Readonly<Record<'share' | 'fixed' | 'moving', number>>
  /** What the light of the moving picture was multiplied by to look as lit as the fixed one: red, green, blue. */
  readonly gains: readonly [number, number, number]
}

/** Noise of a camera and of JPEG after the light blur below, Delta-E: measured on two drawn pictures of one place. */
const cameraNoise = 1
/** Nearer than this to the moving picture's edge its pixels say nothing, px. */
const edgePx = 2
const rowsEach = 16

interface Light {
  readonly width: number
  readonly height: number
  /** Linear, 0–1: red, green, blue. */
  readonly planes: readonly [Float32Array, Float32Array, Float32Array]
}

const emptyLight = (width: number, height: number): Light => ({
  width,
  height,
  planes: [new Float32Array(width * height), new Float32Array(width * height), new Float32Array(width * height)],
})

const lightOf = ({ width, height, data }: Pixels): Light => {
  const light = emptyLight(width, height)
  for (const [channel, plane] of light.planes.entries())
    for (let at = 0; at < plane.length; at++) plane[at] = lightOfByte[data[4 * at + channel] ?? 0] ?? 0
  return light
}

/** Light of one channel between four pixels. */
const between = ({ data, width }: Pixels, [x, y]: readonly [number, number], channel: number): number => {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const at = 4 * (top * width + left) + channel
  const light = (offset: number): number => lightOfByte[data[at + offset] ?? 0] ?? 0
  const [u, v] = [x - left, y - top]
  const upper = light(0) * (1 - u) + light(4) * u
  const lower = light(4 * width) * (1 - u) + light(4 * width + 4) * u
  return upper * (1 - v) + lower * v
}

/** The moving picture as the fixed one sees it; where it is not compared, the fixed one's own light. */
interface Laid {
  readonly over: Light
  readonly left: Uint8Array
  readonly rim: DifferenceMap['rim']
}

/** Px at which a rim lies that the moving picture reaches. */
interface Rims {
  readonly fixed: Uint8Array
  readonly moving: Uint8Array
}

const placeOn = ([a, b, c, d, e, f]: DifferenceNeeds['matrix'], x: number, y: number): readonly [number, number] => [
  a * (x + 0.5) + c * (y + 0.5) + e - 0.5,
  b * (x + 0.5) + d * (y + 0.5) + f - 0.5,
]

/** What of one row is left out, and for whose rim. */
function leaveOut(
  { fixed, moving, matrix }: DifferenceNeeds,
  rims: Rims,
  { left, y }: { left: Uint8Array; y: number },
) {
  const { width } = fixed
  const counts = { share: 0, fixed: 0, moving: 0 }
  for (let x = 0; x < width; x++) {
    const at = y * width + x
    const [u, v] = placeOn(matrix, x, y)
    if (!(Math.min(u, v, moving.width - 1 - u, moving.height - 1 - v) >= edgePx)) {
      left[at] = leftOut.noReach
      continue
    }
    const [own, other] = [rims.fixed[at] ?? 0, rims.moving[Math.round(v) * moving.width + Math.round(u)] ?? 0]
    if (own + other > 0) left[at] = leftOut.rim
    counts.fixed += own
    counts.moving += other
    counts.share += Math.max(own, other)
  }
  return counts
}

function* laid(needs: DifferenceNeeds, under: Light): Generator<void, Laid> {
  const { fixed, moving, matrix } = needs
  const { width, height } = fixed
  const rims = { fixed: rimOf(fixed), moving: rimOf(moving) }
  yield
  const over = emptyLight(width, height)
  const left = new Uint8Array(width * height)
  const rim = { share: 0, fixed: 0, moving: 0 }
  for (let y = 0; y < height; y++) {
    const counts = leaveOut(needs, rims, { left, y })
    for (const name of ['share', 'fixed', 'moving'] as const) rim[name] += counts[name] / left.length
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const place = placeOn(matrix, x, y)
      for (const [channel, plane] of over.planes.entries())
        plane[at] = left[at] === 0 ? between(moving, place, channel) : (under.planes[channel]?.[at] ?? 0)
    }
    if (y % rowsEach === 0) yield
  }
  return { over, left, rim }
}

const middleOf = (values: number[]): number => values.sort((one, other) => one - other)[values.length >> 1] ?? 1

/** Of each channel the median ratio of light over the overlap: a lesion that changed covers less than half of it. */
const gainsOf = (under: Light, over: Light, left: Uint8Array): readonly [number, number, number] => {
  const step = Math.max(1, Math.floor(left.length / 20_000))
  const ratio = (channel: 0 | 1 | 2): number => {
    const ratios: number[] = []
    for (let at = 0; at < left.length; at += step) {
      const [one, other] = [under.planes[channel][at] ?? 0, over.planes[channel][at] ?? 0]
      if (left[at] === 0 && Math.min(one, other) > 0.004 && Math.max(one, other) < 0.98) ratios.push(one / other)
    }
    return ratios.length < 100 ? 1 : middleOf(ratios)
  }
  return [ratio(0), ratio(1), ratio(2)]
}

const softened = ({ width, height, planes }: Light, gains: readonly number[]): Light => {
  const soft = planes.map((data, channel) => {
    const plane: Plane = { width, height, data: data.map(value => value * (gains[channel] ?? 1)) }
    return blurred(plane, 1).data
  })
  return { width, height, planes: soft as unknown as Light['planes'] }
}

const labAt = ({ planes: [red, green, blue] }: Light, at: number): Lab =>
  labOfLight(red[at] ?? 0, green[at] ?? 0, blue[at] ?? 0)

/** What a shift by the residual does to the fixed picture itself: the colour step to its neighbours, as far as the residual reaches. */
const floorAt = (light: Light, [x, y]: readonly [number, number], residualPx: number): number => {
  const hop = Math.max(1, Math.ceil(residualPx))
  const right = Math.min(light.width - 1, x + hop) + y * light.width
  const below = x + Math.min(light.height - 1, y + hop) * light.width
  const own = labAt(light, y * light.width + x)
  const step = Math.max(deltaE2000(own, labAt(light, right)), deltaE2000(own, labAt(light, below)))
  return cameraNoise + (step * residualPx) / hop
}

interface Sheets {
  readonly under: Light
  readonly over: Light
  readonly left: Uint8Array
}

function* measured(
  { under, over, left }: Sheets,
  residualPx: number,
): Generator<void, Pick<DifferenceMap, 'deltaE' | 'floor'>> {
  const { width, height } = under
  const deltaE = new Float32Array(width * height).fill(Number.NaN)
  const floor = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      if (left[at] !== 0) continue
      deltaE[at] = deltaE2000(labAt(under, at), labAt(over, at))
      floor[at] = floorAt(under, [x, y], residualPx)
    }
    if (y % rowsEach === 0) yield
  }
  return { deltaE, floor }
}

/**
 * Works out the colour difference of a registered pair, in small steps so that a screen stays awake: run it to its end, or leave it.
 * Light is evened out first (one gain a channel), then both are blurred by about one pixel against noise.
 */
export function* differenceSteps(needs: DifferenceNeeds): Generator<void, DifferenceMap> {
  const { width, height } = needs.fixed
  const bare = lightOf(needs.fixed)
  yield
  const { over: raw, left, rim } = yield* laid(needs, bare)
  const gains = gainsOf(bare, raw, left)
  const [under, over] = [softened(bare, [1, 1, 1]), softened(raw, gains)]
  yield
  const { deltaE, floor } = yield* measured({ under, over, left }, needs.residualPx)
  const floors = floor.filter((_, at) => left[at] === 0).sort()
  return {
    width,
    height,
    deltaE,
    floor,
    noiseFloor: floors[Math.floor(0.95 * (floors.length - 1))] ?? 0,
    left,
    overlap: left.filter(why => why !== leftOut.noReach).length / left.length,
    rim,
    gains,
  }
}

/** The whole map at once, about half a second for 640 × 480. */
export function differenceOf(needs: DifferenceNeeds): DifferenceMap {
  const steps = differenceSteps(needs)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Delta-E at which the overlay is as strong as it gets; twice the difference a layman calls another colour. */
export const strongestDeltaE = 20
/** From neutral grey to one hue that skin does not have. */
const weak = [150, 150, 150] as const
const strong = [0, 205, 255] as const
const mostCover = 0.9

/** Colour (sRGB) and cover (0–1) of a difference; nothing is drawn below its floor. */
export function inkOf(
  deltaE: number,
  floor: number,
): { readonly colour: readonly [number, number, number]; readonly cover: number } {
  if (!(deltaE > floor)) return { colour: weak, cover: 0 }
  const share = Math.min(1, deltaE / strongestDeltaE)
  const mix = (channel: 0 | 1 | 2): number => Math.round(weak[channel] + (strong[channel] - weak[channel]) * share)
  return { colour: [mix(0), mix(1), mix(2)], cover: mostCover * share }
}

/** Hatching where nothing is compared: grey, and how much of it covers, 0–255. */
const hatch = { grey: 128, line: 150, between: 70 } as const

/** Hatched one way where the moving picture does not reach, the other way on a rim. */
const isOnLine = (why: number, x: number, y: number): boolean => (why === leftOut.rim ? x - y + 80_000 : x + y) % 8 < 2

/** The map as an overlay of the fixed picture: RGBA; hatched grey where nothing is compared. */
export function overlayOf({ width, height, deltaE, floor, left }: DifferenceMap): Pixels {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < deltaE.length; at++) {
    const [value, why] = [deltaE[at] ?? 0, left[at] ?? 0]
    if (why !== 0) {
      data.fill(hatch.grey, 4 * at, 4 * at + 3)
      data[4 * at + 3] = isOnLine(why, at % width, Math.floor(at / width)) ? hatch.line : hatch.between
    } else if (value > (floor[at] ?? 0)) {
      const { colour, cover } = inkOf(value, floor[at] ?? 0)
      data.set(colour, 4 * at)
      data[4 * at + 3] = Math.round(255 * cover)
    }
  }
  return { width, height, data }
}
