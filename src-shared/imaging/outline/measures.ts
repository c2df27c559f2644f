import type { Quantity } from '../calibration/scale.ts'
import { deltaE2000 } from '../colour/delta-e.ts'
import type { Lab } from '../colour/lab.ts'
import { apart, type Mask, maskOf, mirrored, type OutlineGiven, type Read, readerOf } from './inside.ts'
import { axesOf, type BadOutline, badOutline, irregularityOf, lengthsOf, outlineArea, type ShapeName } from './shape.ts'
import type { Corner } from './suggestion.ts'

/**
 * The six colours of dermoscopy with a reference each (L*a*b*, D65) and how far from it a place may lie (ΔE*ab) to be counted.
 * The references and limits are clinic policy of this product, not a published standard.
 */
export const dermoscopicColours = {
  white: { lab: [92, 2, 4], within: 14 },
  red: { lab: [50, 42, 22], within: 24 },
  lightBrown: { lab: [58, 17, 30], within: 20 },
  darkBrown: { lab: [32, 14, 18], within: 18 },
  blueGrey: { lab: [45, 0, -6], within: 18 },
  black: { lab: [12, 2, 2], within: 14 },
} as const satisfies Readonly<Record<string, { readonly lab: Lab; readonly within: number }>>
export type ColourName = keyof typeof dermoscopicColours
const colourNames = Object.keys(dermoscopicColours) as readonly ColourName[]

/** Where the border's two sides are looked at, and the ring outside, as shares of the equivalent diameter. */
const beside = 0.05
const ringOutside = [0.1, 0.15, 0.2] as const
const octants = 8

export interface ColourMeasures {
  /** Mean L*a*b* (D65) inside, and in the ring outside; spread is the mean ΔE*ab from that mean. */
  readonly inside: { readonly mean: Lab; readonly spread: number }
  readonly outside: { readonly mean: Lab; readonly spread: number } | undefined
  /** CIEDE2000 between the two means. */
  readonly contrast: number | undefined
  /** CIEDE2000 across the border per eighth, from the picture's right clockwise; undefined where the picture ends. */
  readonly abruptness: readonly (number | undefined)[]
  /** Share of the surface near each colour, 0–1: a suggestion only. */
  readonly shares: Readonly<Record<ColourName, number>>
}

/** About the major and the minor axis. */
export interface Asymmetry {
  /** Share of the surface whose mirror image lies outside, 0–1. */
  readonly shape: readonly [major: number, minor: number]
  /** Mean ΔE*ab between places and their mirror images. */
  readonly colour: readonly [major: number, minor: number]
}

export type OutlineMeasures =
  | { readonly good: false; readonly reason: BadOutline }
  | {
      readonly good: true
      readonly lengths: Readonly<Record<ShapeName, Quantity>>
      readonly area: Quantity
      readonly irregularity: number
      readonly asymmetry: Asymmetry
      readonly colour: ColourMeasures
    }

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)

function tone(labs: readonly Lab[]): { mean: Lab; spread: number } | undefined {
  if (labs.length === 0) return undefined
  const mean = [0, 1, 2].map(at => meanOf(labs.map(lab => lab[at] ?? 0))) as unknown as Lab
  return { mean, spread: meanOf(labs.map(lab => apart(lab, mean))) }
}

function asymmetryOf(ring: readonly Corner[], { holds, inside }: Mask, read: Read): Asymmetry {
  const { centre, angle } = axesOf(ring)
  const about = (axis: number) => {
    const pairs = inside.map(spot => [spot, mirrored(spot, centre, axis)] as const)
    const both = pairs.filter(([, image]) => holds(image))
    const differences = both.flatMap(([spot, image]) => {
      const [one, other] = [read(spot), read(image)]
      return one && other ? [apart(one, other)] : []
    })
    return { shape: 1 - both.length / Math.max(1, pairs.length), colour: meanOf(differences) }
  }
  const [major, minor] = [about(angle), about(angle + Math.PI / 2)]
  return { shape: [major.shape, minor.shape], colour: [major.colour, minor.colour] }
}

/** Places along the border with the direction across it. */
function borderOf(ring: readonly Corner[], step: number) {
  return ring.flatMap((a, at) => {
    const b = ring[(at + 1) % ring.length] ?? a
    const long = Math.hypot(b.x - a.x, b.y - a.y)
    const count = long === 0 ? 0 : Math.max(1, Math.round(long / step))
    return Array.from({ length: count }, (_, one) => {
      const part = (one + 0.5) / count
      return {
        x: a.x + part * (b.x - a.x),
        y: a.y + part * (b.y - a.y),
        nx: (b.y - a.y) / long,
        ny: (a.x - b.x) / long,
      }
    })
  })
}

/** Colours beside the border, at a distance on both of its sides: told apart by the mask, whichever way the ring runs. */
function besideOf(ring: readonly Corner[], { holds }: Mask, read: Read) {
  const { centre, majorPx, minorPx } = axesOf(ring)
  const diameter = Math.sqrt(majorPx * minorPx)
  const border = borderOf(ring, diameter / 100)
  return (share: number) =>
    border.flatMap(({ x, y, nx, ny }) =>
      [-1, 1].flatMap(way => {
        const spot = { x: x + way * share * diameter * nx, y: y + way * share * diameter * ny }
        const lab = read(spot)
        const turn = (Math.atan2(y - centre.y, x - centre.x) / (2 * Math.PI) + 1) % 1
        return lab ? [{ lab, inside: holds(spot), octant: Math.floor(turn * octants) % octants }] : []
      }),
    )
}

/** The nearest of the six colours, if it is near enough. */
export const namedOf = (lab: Lab): ColourName | undefined => {
  const near = colourNames
    .map(name => ({ name, off: apart(lab, dermoscopicColours[name].lab) }))
    .filter(({ name, off }) => off <= dermoscopicColours[name].within)
  return near.sort((one, other) => one.off - other.off)[0]?.name
}

function sharesOf(labs: readonly Lab[]): Readonly<Record<ColourName, number>> {
  const named = labs.map(namedOf)
  const share = (name: ColourName): number => named.filter(one => one === name).length / Math.max(1, labs.length)
  return Object.fromEntries(colourNames.map(name => [name, share(name)])) as Record<ColourName, number>
}

function colourOf(ring: readonly Corner[], mask: Mask, read: Read): ColourMeasures {
  const within = mask.inside.map(read).filter(lab => lab !== undefined)
  const at = besideOf(ring, mask, read)
  const near = at(beside)
  const outside = tone(ringOutside.flatMap(at).flatMap(({ lab, inside }) => (inside ? [] : [lab])))
  const inside = tone(within) ?? { mean: [0, 0, 0], spread: 0 }
  const abruptness = Array.from({ length: octants }, (_, octant) => {
    const [inner, outer] = [true, false].map(side =>
      tone(near.filter(one => one.octant === octant && one.inside === side).map(({ lab }) => lab)),
    )
    return inner && outer ? deltaE2000(inner.mean, outer.mean) : undefined
  })
  const contrast = outside && deltaE2000(inside.mean, outside.mean)
  return { inside, outside, contrast, abruptness, shares: sharesOf(within) }
}

/** Measures and describes what lies in an outline; refuses one that cannot be measured. It says nothing of what the lesion is. */
export function outlineMeasures(given: OutlineGiven): OutlineMeasures {
  const { ring, widthPx, heightPx, scale, placePx } = given
  const reason = badOutline(ring, { width: widthPx, height: heightPx })
  if (reason) return { good: false, reason }
  const [mask, read] = [maskOf(ring), readerOf(given)]
  return {
    good: true,
    lengths: lengthsOf(ring, scale, placePx),
    area: outlineArea(ring, scale, placePx),
    irregularity: irregularityOf(ring),
    asymmetry: asymmetryOf(ring, mask, read),
    colour: colourOf(ring, mask, read),
  }
}
