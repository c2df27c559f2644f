import { blend, type Canvas, type Colour, linear } from './canvas.ts'
import { type Random, ramp } from './noise.ts'

/** A canvas with its scale, px per mm. */
export interface Sheet {
  readonly canvas: Canvas
  readonly pxPerMm: number
}

const ink = linear([34, 32, 34])

interface Dab {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly colour: Colour
  readonly cover: number
}

/** A round soft dab; x, y, radius in px. */
const dab = (canvas: Canvas, { x, y, radius, colour, cover }: Dab): void => {
  const { width, height } = canvas
  const reach = Math.ceil(radius + 1)
  for (let py = Math.max(0, Math.floor(y - reach)); py <= Math.min(height - 1, y + reach); py++) {
    for (let px = Math.max(0, Math.floor(x - reach)); px <= Math.min(width - 1, x + reach); px++) {
      const covered = 1 - ramp(radius - 0.7, radius + 0.7, Math.sqrt((px - x) ** 2 + (py - y) ** 2))
      if (covered > 0) blend(canvas, py * width + px, { colour, cover: cover * covered })
    }
  }
}

type Bend = readonly [from: readonly [number, number], over: readonly [number, number], to: readonly [number, number]]

const onBend = ([a, b, c]: Bend, t: number): [number, number] => {
  const mixOf = (axis: 0 | 1): number => (1 - t) ** 2 * a[axis] + 2 * t * (1 - t) * b[axis] + t ** 2 * c[axis]
  return [mixOf(0), mixOf(1)]
}

/** Draws `count` hairs at random over the field: thin, curved, tapering. */
export const drawHair = ({ canvas, pxPerMm }: Sheet, count: number, random: Random): void => {
  const colour = linear([46 + 30 * random(), 34 + 16 * random(), 28])
  for (let i = 0; i < count; i++) {
    const start: [number, number] = [random() * canvas.width, random() * canvas.height]
    const length = (3 + 9 * random()) * pxPerMm
    const angle = 2 * Math.PI * (0.1 + 0.25 * random())
    const end: [number, number] = [start[0] + length * Math.cos(angle), start[1] + length * Math.sin(angle)]
    const sag = (random() - 0.5) * 0.5 * length
    const over: [number, number] = [
      (start[0] + end[0]) / 2 - sag * Math.sin(angle),
      (start[1] + end[1]) / 2 + sag * Math.cos(angle),
    ]
    const thick = (0.022 + 0.02 * random()) * pxPerMm
    const dabs = Math.ceil(length / Math.max(0.5, thick * 0.6))
    for (let k = 0; k <= dabs; k++) {
      const [x, y] = onBend([start, over, end], k / dabs)
      dab(canvas, { x, y, radius: thick * (1 - 0.6 * (k / dabs)) + 0.25, colour, cover: 0.75 })
    }
  }
}

const stroke = (
  canvas: Canvas,
  from: readonly [number, number],
  { to, thick }: { to: readonly [number, number]; thick: number },
): void => {
  const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / Math.max(0.5, thick * 0.5))
  for (let k = 0; k <= steps; k++) {
    const t = k / steps
    dab(canvas, {
      x: from[0] + t * (to[0] - from[0]),
      y: from[1] + t * (to[1] - from[1]),
      radius: thick / 2,
      colour: ink,
      cover: 0.55,
    })
  }
}

// The letters mm, as strokes in a box one unit high.
const letters: readonly (readonly [number, number, number, number])[] = [0, 1.2].flatMap(left => [
  [left, 0, left, 1],
  [left, 0.15, left + 0.25, 0],
  [left + 0.25, 0, left + 0.45, 0.2],
  [left + 0.45, 0.2, left + 0.45, 1],
  [left + 0.45, 0.2, left + 0.7, 0],
  [left + 0.7, 0, left + 0.9, 0.2],
  [left + 0.9, 0.2, left + 0.9, 1],
])

/** Prints a ruler of `lengthMm` with a tick every mm, longer every 5, along the lower edge; it lies exactly to scale. */
export const drawRuler = ({ canvas, pxPerMm }: Sheet, lengthMm: number): void => {
  const left = (canvas.width - lengthMm * pxPerMm) / 2
  const base = canvas.height * 0.93
  const thick = Math.max(1, 0.055 * pxPerMm)
  stroke(canvas, [left, base], { to: [left + lengthMm * pxPerMm, base], thick })
  for (let mm = 0; mm <= lengthMm; mm++) {
    const x = left + mm * pxPerMm
    stroke(canvas, [x, base], { to: [x, base - (mm % 5 === 0 ? 0.85 : 0.5) * pxPerMm], thick })
  }
  for (const [ax, ay, bx, by] of letters) {
    const place = (x: number, y: number): [number, number] => [
      left + (x * 0.5 - 1.5) * pxPerMm,
      base + (y * 0.5 - 0.5) * pxPerMm,
    ]
    stroke(canvas, place(ax, ay), { to: place(bx, by), thick })
  }
}

/** Air bubbles in the contact gel: a thin dark rim, a bright spot, seldom large. */
export const drawBubbles = ({ canvas, pxPerMm }: Sheet, count: number, random: Random): void => {
  for (let i = 0; i < count; i++) {
    const [x, y] = [random() * canvas.width, random() * canvas.height]
    const radius = (0.06 + 0.32 * random() ** 3) * pxPerMm
    for (let k = 0; k < 40; k++) {
      const angle = (k / 40) * 2 * Math.PI
      const lit = Math.max(0, Math.cos(angle + 2.2))
      const edge = { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle), radius: 0.02 * pxPerMm + 0.6 }
      dab(canvas, { ...edge, colour: lit > 0.5 ? [0.95, 0.93, 0.9] : linear([96, 70, 60]), cover: 0.1 + 0.3 * lit })
    }
    dab(canvas, {
      x: x - radius * 0.4,
      y: y - radius * 0.4,
      radius: radius * 0.16 + 0.5,
      colour: [1, 1, 1],
      cover: 0.85,
    })
  }
}

/** Light falls off towards the rim; with `ring` the instrument's round field ends in black. */
export const drawField = (
  { canvas }: Sheet,
  { ring, gain, warmth }: { ring: boolean; gain: number; warmth: number },
): void => {
  const { width, height, light } = canvas
  const radius = 0.5 * Math.hypot(width, height) * (ring ? 0.8 : 1.08)
  const tint: Colour = [gain * (1 + warmth), gain, gain * (1 - warmth)]
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [(at % width) - width / 2, Math.floor(at / width) - height / 2]
    const far = Math.sqrt(x * x + y * y) / radius
    const open = (1 - 0.16 * far * far) * (ring ? 1 - ramp(0.97, 1.02, far) : 1)
    for (let c = 0; c < 3; c++) light[3 * at + c] = (light[3 * at + c] ?? 0) * open * (tint[c] ?? 1) + 0.002
  }
}
