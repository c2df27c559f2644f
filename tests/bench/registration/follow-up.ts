import sharp from 'sharp'
import { randomFrom } from '../../../src-shared/imaging/draw/noise.ts'
import { type Plane, planeOf, sampleAt } from '../../../src-shared/imaging/register/plane.ts'
import type { Point } from '../../../src-shared/imaging/register/types.ts'
import type { Pixels } from '../../../src-shared/imaging/verdict.ts'

/** How far a made-up follow-up departs from its picture; ranges are drawn from, px at a longer side of 1024. */
export interface Hardness {
  readonly turnDeg: number
  readonly scale: readonly [number, number]
  readonly shift: number
  readonly elasticPx: number
  readonly growth: readonly [number, number]
  readonly gamma: readonly [number, number]
  readonly blur: readonly [number, number]
  readonly hairs: readonly [number, number]
  readonly glare: readonly [number, number]
  readonly quality: number
}

/** The three sets of imaging.md §2. */
export const hardnesses: Record<'L1' | 'L2' | 'L3', Hardness> = {
  L1: {
    turnDeg: 25,
    scale: [0.9, 1.1],
    shift: 0.03,
    elasticPx: 0,
    growth: [0, 0],
    gamma: [0.9, 1.1],
    blur: [0, 0],
    hairs: [0, 10],
    glare: [0, 0],
    quality: 92,
  },
  L2: {
    turnDeg: 180,
    scale: [0.8, 1.25],
    shift: 0.1,
    elasticPx: 3,
    growth: [0, 0],
    gamma: [0.85, 1.2],
    blur: [0, 0.8],
    hairs: [0, 30],
    glare: [0, 15],
    quality: 88,
  },
  L3: {
    turnDeg: 60,
    scale: [0.78, 1.28],
    shift: 0.1,
    elasticPx: 8,
    growth: [0.03, 0.1],
    gamma: [0.7, 1.4],
    blur: [1.5, 4],
    hairs: [20, 60],
    glare: [10, 40],
    quality: 75,
  },
}

export interface FollowUp {
  readonly jpeg: Buffer
  /** Where a follow-up's pixel comes from in the picture it was made of. */
  readonly truth: (point: Point) => Point
}

type Random = () => number
const between = (random: Random, [low, high]: readonly [number, number]): number => low + (high - low) * random()

/** A smooth field of which the longest arrow is `longest` px: a few nodes across, cubic between them. */
const elasticOf = (random: Random, longest: number, { width, height }: Pixels): ((point: Point) => Point) => {
  const nodes = 6
  const values = [0, 1].map(() => Array.from({ length: nodes * nodes }, () => 2 * random() - 1)) as [number[], number[]]
  const weight = (t: number): number => {
    const d = Math.abs(t)
    return d >= 2 ? 0 : d >= 1 ? (2 - d) ** 3 / 6 : 2 / 3 - d * d + (d * d * d) / 2
  }
  const plain = ({ x, y }: Point): Point => {
    const [u, v] = [1 + ((nodes - 3) * x) / width, 1 + ((nodes - 3) * y) / height]
    let [sx, sy] = [0, 0]
    for (let j = 0; j < nodes; j++) {
      for (let i = 0; i < nodes; i++) {
        const w = weight(u - i) * weight(v - j)
        sx += w * (values[0][j * nodes + i] ?? 0)
        sy += w * (values[1][j * nodes + i] ?? 0)
      }
    }
    return { x: sx, y: sy }
  }
  let most = 1e-9
  for (let i = 0; i < 400; i++) {
    const { x, y } = plain({ x: ((i % 20) * width) / 19, y: (Math.floor(i / 20) * height) / 19 })
    most = Math.max(most, Math.hypot(x, y))
  }
  return point => {
    const { x, y } = plain(point)
    return { x: (x * longest) / most, y: (y * longest) / most }
  }
}

const truthOf = (random: Random, size: Pixels, hard: Hardness): FollowUp['truth'] => {
  const { width, height } = size
  const turn = ((2 * random() - 1) * hard.turnDeg * Math.PI) / 180
  const scale = between(random, hard.scale)
  const shift = { x: (2 * random() - 1) * hard.shift * width, y: (2 * random() - 1) * hard.shift * height }
  const elastic = elasticOf(random, hard.elasticPx, size)
  const growth = between(random, hard.growth)
  const middle = { x: width / 2, y: height / 2 }
  const lesion = 0.3 * Math.min(width, height)
  const [c, s] = [Math.cos(turn) / scale, Math.sin(turn) / scale]
  return point => {
    const bend = elastic(point)
    const [dx, dy] = [point.x + bend.x - middle.x - shift.x, point.y + bend.y - middle.y - shift.y]
    const [u, v] = [c * dx + s * dy, c * dy - s * dx]
    // A lesion that grew: what lies in it comes from nearer its middle, less so towards the skin around it.
    const shrink = 1 - growth * Math.exp(-((u * u + v * v) / lesion ** 2))
    return { x: middle.x + u * shrink, y: middle.y + v * shrink }
  }
}

const channelsOf = ({ width, height, data }: Pixels): Plane[] =>
  [0, 1, 2].map(k => {
    const plane = planeOf(width, height)
    for (let i = 0; i < plane.data.length; i++) plane.data[i] = data[4 * i + k] ?? 0
    return plane
  })

const warped = (pixels: Pixels, truth: FollowUp['truth']): Pixels => {
  const channels = channelsOf(pixels)
  const { width, height } = pixels
  const data = new Uint8ClampedArray(width * height * 4)
  const clamp = (value: number, side: number): number => {
    // What lay outside the picture is mirrored in: skin goes on.
    const folded = Math.abs(((((value - side) % (2 * side)) + 2 * side) % (2 * side)) - side)
    return Math.min(side - 0.51, Math.max(0.51, folded))
  }
  for (let at = 0; at < width * height; at++) {
    const { x, y } = truth({ x: (at % width) + 0.5, y: Math.floor(at / width) + 0.5 })
    const [u, v] = [clamp(x, width), clamp(y, height)]
    channels.forEach((plane, k) => {
      data[4 * at + k] = sampleAt(plane, u, v)
    })
    data[4 * at + 3] = 255
  }
  return { width, height, data }
}

const spots = (random: Random, pixels: Pixels, count: number): void => {
  const { width, height, data } = pixels
  for (let n = 0; n < count; n++) {
    const [cx, cy, r] = [random() * width, random() * height, 2 + 6 * random()]
    for (let y = Math.max(0, Math.floor(cy - r)); y < Math.min(height, cy + r); y++) {
      for (let x = Math.max(0, Math.floor(cx - r)); x < Math.min(width, cx + r); x++) {
        if ((x - cx) ** 2 + (y - cy) ** 2 > r * r) continue
        for (let k = 0; k < 3; k++) data[4 * (y * width + x) + k] = 250
      }
    }
  }
}

const hairsOver = (random: Random, { width, height }: Pixels, count: number): Buffer => {
  const strokes = Array.from({ length: count }, () => {
    const [x, y, turn, length] = [random() * width, random() * height, random() * 6.28, 100 + 400 * random()]
    const sag = (random() - 0.5) * 0.5 * length
    const [ex, ey] = [x + length * Math.cos(turn), y + length * Math.sin(turn)]
    const [mx, my] = [(x + ex) / 2 - sag * Math.sin(turn), (y + ey) / 2 + sag * Math.cos(turn)]
    const dark = Math.round(20 + 40 * random())
    return `<path d="M${x} ${y}Q${mx} ${my} ${ex} ${ey}" stroke="rgb(${dark},${dark - 8},${dark - 12})" stroke-width="${1.5 + 2 * random()}" fill="none" stroke-opacity="0.85"/>`
  })
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${strokes.join('')}</svg>`,
  )
}

/** Makes a follow-up of a picture: re-posed, bent, grown, in other light, with other hair and glare. Repeatable by seed. */
export async function followUpOf(picture: Pixels, hard: Hardness, seed: number): Promise<FollowUp> {
  const random = randomFrom(seed, 4_001)
  const truth = truthOf(random, picture, hard)
  const pixels = warped(picture, truth)
  const { width, height } = pixels
  const [gamma, gain] = [between(random, hard.gamma), between(random, [0.92, 1.06])]
  for (let i = 0; i < pixels.data.length; i++) {
    if (i % 4 < 3) pixels.data[i] = 255 * gain * ((pixels.data[i] ?? 0) / 255) ** gamma
  }
  const hairs = hairsOver(random, pixels, Math.round(between(random, hard.hairs)))
  spots(random, pixels, Math.round(between(random, hard.glare)))
  const blur = between(random, hard.blur)
  const raw = { raw: { width, height, channels: 4 as const } }
  const over = await sharp(pixels.data, raw)
    .composite([{ input: hairs }])
    .raw()
    .toBuffer()
  const soft = blur > 0.3 ? await sharp(over, raw).blur(blur).raw().toBuffer() : over
  return { jpeg: await sharp(soft, raw).removeAlpha().jpeg({ quality: hard.quality }).toBuffer(), truth }
}
