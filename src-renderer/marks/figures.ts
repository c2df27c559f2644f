import type { Figure, Scale } from '../../src-shared/contract/marks.ts'
import { areaOf as areaIn, lengthOf as lengthIn, type Quantity } from '../../src-shared/imaging/calibration/scale.ts'
import type { Tool } from './drawing.ts'
import { angleAt, areaOf, distance, perimeterOf, type Spot } from './spot.ts'

/** UCUM has no picture element; the clinic gets it as an annotation. */
export const pxUnit = '{pixel}'
export const squarePxUnit = '{pixel}2'

export type Figures = Readonly<Record<string, Figure>>

/** How a drawing is turned into numbers. */
export interface Ruling {
  readonly scale: Scale | undefined
  /** How far a set point may lie from where it was meant, px of the original, k = 2: the hand at the zoom of drawing. */
  readonly placePx: number
}

const units = { mm: 'mm', mm2: 'mm2', '[px]': pxUnit, '[px]2': squarePxUnit } as const
/** A quantity as it is kept and shown: its unit by the code that stands in records. */
export const figureOf = ({ unit, ...figure }: Quantity): Figure => ({ ...figure, unit: units[unit] })

const lengthOf = (px: number, { scale, placePx }: Ruling): Figure => figureOf(lengthIn(px, scale, placePx))
const surfaceOf = (px: number, aroundPx: number, { scale, placePx }: Ruling): Figure =>
  figureOf(areaIn({ px, aroundPx }, scale, placePx))

const widest = (ring: readonly Spot[]): number =>
  ring.reduce(
    (most, one, at) => ring.slice(at + 1).reduce((far, other) => Math.max(far, distance(one, other)), most),
    0,
  )

/** Circumference of an ellipse by its half axes (Ramanujan 1914, second approximation). */
const around = (a: number, b: number): number => {
  const h = a + b === 0 ? 0 : ((a - b) / (a + b)) ** 2
  return Math.PI * (a + b) * (1 + (3 * h) / (10 + Math.sqrt(4 - 3 * h)))
}

function ellipse([from, to, side, other]: readonly Spot[], ruling: Ruling): Figures {
  if (!from || !to || !side || !other) return {}
  const [a, b] = [distance(from, to), distance(side, other)]
  const area = surfaceOf((Math.PI * a * b) / 4, around(a / 2, b / 2), ruling)
  return { long: lengthOf(Math.max(a, b), ruling), short: lengthOf(Math.min(a, b), ruling), area }
}

function angle([one, corner, other]: readonly Spot[], { placePx }: Ruling): Figures {
  if (!one || !corner || !other) return {}
  const [a, b] = [distance(one, corner), distance(other, corner)]
  const uncertainty = Math.min(180, (Math.hypot(placePx / a, placePx / b) * 180) / Math.PI)
  return { angle: { value: angleAt(one, corner, other), unit: 'deg', uncertainty } }
}

const makers: Readonly<Record<Tool, (points: readonly Spot[], ruling: Ruling) => Figures>> = {
  length: ([from, to], ruling) => (from && to ? { length: lengthOf(distance(from, to), ruling) } : {}),
  ellipse,
  angle,
  polygon: (ring, ruling) => ({
    area: surfaceOf(areaOf(ring), perimeterOf(ring), ruling),
    perimeter: lengthOf(perimeterOf(ring), ruling),
    diameter: lengthOf(widest(ring), ruling),
  }),
  colour: () => ({}),
  region: () => ({}),
}

/** The numbers of a drawing, with k = 2 uncertainty: in mm where the picture has a scale, else in px. */
export const figuresOf = (tool: Tool, points: readonly Spot[], ruling: Ruling): Figures => makers[tool](points, ruling)
