import { blend, type Canvas, type Colour, canvasOf, developed, linear } from './draw/canvas.ts'
import { addLesion, type Lesion, lesionAt, poseAt } from './draw/lesion.ts'
import { cloudAt, ramp, randomFrom } from './draw/noise.ts'
import { addSkin, type Pigment, shine, type Tone } from './draw/skin.ts'
import type { Pixels } from './verdict.ts'

/** A regional view to draw: a stretch of limb or trunk, the lesion of this seed in the middle, other moles around it. */
export interface Region {
  readonly seed: number
  readonly visit: number
  readonly tone: Tone
  readonly widthPx: number
  readonly heightPx: number
  /** Width of the picture, mm; 150 unless told. A close-up is the same with about 50. */
  readonly fieldMm?: number
  readonly moles?: number
}

interface Mole {
  readonly lesion: Lesion
  readonly x: number
  readonly y: number
}

/** Where the moles of this seed are, mm from the middle; the first is the lesion itself. The same at every visit. */
export const molesOf = (seed: number, visit: number, others = 9): Mole[] => {
  const random = randomFrom(seed, 2)
  const main = { lesion: lesionAt(seed, visit), x: 0, y: 0 }
  const rest = Array.from({ length: others }, (_, i): Mole => {
    const angle = 2.4 * i + random()
    const far = 16 + 48 * random()
    const lesion = { ...lesionAt(seed * 31 + i, 0), radiusMm: 0.5 + 1.6 * random() ** 2, pigment: 0.4 + 0.6 * random() }
    return { lesion, x: far * Math.cos(angle), y: 0.8 * far * Math.sin(angle) }
  })
  return [main, ...rest]
}

const cloth = linear([118, 124, 128])

/** Half-width of the body at a height, and how far a place lies from its middle as a share of that, −1 to 1. */
const acrossAt = ({ seed, fieldMm = 150 }: Region, x: number, y: number): number => {
  const bend = 6 * (cloudAt(y / 60 + seed, seed, { seed, octaves: 2 }) - 0.5)
  return (x - bend) / (Math.max(54, 0.3 * fieldMm) + 0.05 * y)
}

interface Place {
  readonly wanted: Region
  readonly moles: readonly Mole[]
  readonly x: number
  readonly y: number
  readonly at: number
}

const paintSkin = (canvas: Canvas, pigment: Pigment, { wanted, moles, x, y, at }: Place): void => {
  const { seed, tone } = wanted
  addSkin(pigment, { x, y, seed })
  pigment.blood += 0.35 * (cloudAt(x / 28, y / 28, { seed: seed + 3, octaves: 3 }) - 0.5)
  for (const mole of moles) addLesion(pigment, mole.lesion, { x: x - mole.x, y: y - mole.y })
  shine(tone, pigment, { into: canvas.light, at: 3 * at })
}

const paint = (canvas: Canvas, wanted: Region): void => {
  const { seed, visit, fieldMm = 150 } = wanted
  const pose = poseAt(seed, visit)
  const mmPerPx = fieldMm / canvas.width
  const moles = molesOf(seed, visit, wanted.moles)
  const pigment: Pigment = { melanin: 0, deep: 0, blood: 0 }
  for (let at = 0; at < canvas.width * canvas.height; at++) {
    const x = ((at % canvas.width) - canvas.width / 2) * mmPerPx - 2 * pose.shiftMm[0]
    const y = (Math.floor(at / canvas.width) - canvas.height / 2) * mmPerPx - 2 * pose.shiftMm[1]
    const across = acrossAt(wanted, x, y)
    pigment.melanin = pigment.deep = pigment.blood = 0
    if (Math.abs(across) < 1.02) paintSkin(canvas, pigment, { wanted, moles, x, y, at })
    shade(canvas, at, { across, fold: cloudAt(x / 9, y / 14, { seed: seed + 5, octaves: 3 }), gain: pose.light })
  }
}
/** Rounds the body by light from the upper left and lays the cloth beside it. */
const shade = (
  canvas: Canvas,
  at: number,
  { across, fold, gain }: { across: number; fold: number; gain: number },
): void => {
  const lit = Math.sqrt(Math.max(0, 1 - Math.min(1, across * across)))
  const light = gain * (0.42 + 0.62 * lit - 0.14 * across)
  for (let c = 0; c < 3; c++) canvas.light[3 * at + c] = (canvas.light[3 * at + c] ?? 0) * light
  const beside = ramp(0.985, 1.01, Math.abs(across))
  const weave = 0.8 + 0.35 * fold - 0.35 * ramp(1.25, 1, Math.abs(across))
  const colour: Colour = [cloth[0] * weave, cloth[1] * weave, cloth[2] * weave]
  if (beside > 0) blend(canvas, at, { colour, cover: beside })
}

/** Draws a regional or close-up view with several moles; the lesion of the seed is the one in the middle. */
export const drawRegion = (wanted: Region): Pixels => {
  const canvas = canvasOf(wanted.widthPx, wanted.heightPx)
  paint(canvas, wanted)
  return developed(canvas, randomFrom(wanted.seed, 700 + wanted.visit), 2)
}
