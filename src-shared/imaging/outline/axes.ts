import type { Lab } from '../colour/lab.ts'
import { apart, type Mask, mirrored, type Read } from './inside.ts'
import { axesOf } from './shape.ts'
import type { Corner } from './suggestion.ts'

/** An axis through the lesion's centre and how far its two sides differ. */
export interface AxisFound {
  /** From edge to edge, px of the original. */
  readonly line: readonly [Corner, Corner]
  /** Share of the surface whose mirror image lies outside, 0–1. */
  readonly shape: number
  /** Mean ΔE*ab between patches and their mirror images. */
  readonly colour: number
  /** Beyond one of the two limits. */
  readonly asymmetric: boolean
}

/** An axis that leaves more of the surface without an image, or a larger difference of colour, divides unlike halves. Clinic policy of this product, not a published standard. */
export const axisLimits = { shape: 0.1, colour: 8 } as const

/** Pairs of axes that are tried, over a quarter turn. */
const turns = 12
/** Cells that make a patch along a side: finer than this is texture, which no mirror repeats. */
const patchCells = 8
/** Every so many cells the shape is looked at. */
const stride = 3

interface Patch {
  readonly at: Corner
  readonly lab: Lab
}

/** Mean colour of each patch of cells. */
function patchesOf({ left, top, cell, inside }: Mask, read: Read) {
  const side = cell * patchCells
  const keyOf = ({ x, y }: Corner): string => `${Math.floor((x - left) / side)} ${Math.floor((y - top) / side)}`
  const sums = new Map<string, { x: number; y: number; lab: [number, number, number]; count: number }>()
  for (const spot of inside) {
    const lab = read(spot)
    if (!lab) continue
    const sum = sums.get(keyOf(spot)) ?? { x: 0, y: 0, lab: [0, 0, 0], count: 0 }
    sum.x += spot.x
    sum.y += spot.y
    for (const channel of [0, 1, 2] as const) sum.lab[channel] += lab[channel]
    sum.count++
    sums.set(keyOf(spot), sum)
  }
  const patches = new Map<string, Patch>()
  for (const [key, { x, y, lab, count }] of sums) {
    // A patch of a few cells at the edge is mostly edge.
    if (count < (patchCells * patchCells) / 3) continue
    patches.set(key, { at: { x: x / count, y: y / count }, lab: [lab[0] / count, lab[1] / count, lab[2] / count] })
  }
  return { patches, under: (spot: Corner) => patches.get(keyOf(spot)) }
}

type Patches = ReturnType<typeof patchesOf>

/** Where the axis enters and leaves: its outermost places inside. */
function lineOf({ inside, cell }: Mask, centre: Corner, angle: number): readonly [Corner, Corner] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const near = inside.filter(({ x, y }) => Math.abs((y - centre.y) * c - (x - centre.x) * s) <= cell)
  const along = near.map(({ x, y }) => (x - centre.x) * c + (y - centre.y) * s)
  const on = (far: number): Corner => ({ x: centre.x + far * c, y: centre.y + far * s })
  return [
    on(along.reduce((least, one) => Math.min(least, one), 0)),
    on(along.reduce((most, one) => Math.max(most, one), 0)),
  ]
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)

/** How unlike the two sides of one axis are. */
function unlike({ inside, holds }: Mask, { patches, under }: Patches, mirror: (spot: Corner) => Corner) {
  const some = inside.filter((_, at) => at % stride === 0)
  const shape = 1 - some.filter(spot => holds(mirror(spot))).length / Math.max(1, some.length)
  const differences = [...patches.values()].flatMap(({ at, lab }) => {
    const image = under(mirror(at))
    return image ? [apart(lab, image.lab)] : []
  })
  return { shape, colour: meanOf(differences) }
}

/** 1 where a limit is reached. */
const weightOf = ({ shape, colour }: { shape: number; colour: number }): number =>
  Math.max(shape / axisLimits.shape, colour / axisLimits.colour)

/** First by how many of the two are asymmetric, then by the better one: turning a pair takes from one what it gives to the other. */
function standingOf(pair: readonly [{ shape: number; colour: number }, { shape: number; colour: number }]): number {
  const [one, other] = pair.map(weightOf) as [number, number]
  const count = Number(one > 1) + Number(other > 1)
  return 1000 * count + Math.min(one, other)
}

/**
 * Of all pairs of axes at right angles through the centre, the one with the least asymmetry of outline and colour; structure is not
 * looked at. It describes; it does not tick.
 */
export function leastAsymmetry(ring: readonly Corner[], mask: Mask, read: Read): readonly [AxisFound, AxisFound] {
  const { centre, angle: start } = axesOf(ring)
  const patches = patchesOf(mask, read)
  const about = (angle: number) => ({ angle, ...unlike(mask, patches, spot => mirrored(spot, centre, angle)) })
  const pairs = Array.from({ length: turns }, (_, turn) => {
    const angle = start + (turn * Math.PI) / (2 * turns)
    const pair = [about(angle), about(angle + Math.PI / 2)] as const
    return { pair, standing: standingOf(pair) }
  })
  const [first = pairs[0]] = pairs.toSorted((one, other) => one.standing - other.standing)
  const found = ({ angle, shape, colour }: ReturnType<typeof about>): AxisFound => ({
    line: lineOf(mask, centre, angle),
    shape,
    colour,
    asymmetric: weightOf({ shape, colour }) > 1,
  })
  const [one, other] = first?.pair ?? [about(start), about(start + Math.PI / 2)]
  return [found(one), found(other)]
}
