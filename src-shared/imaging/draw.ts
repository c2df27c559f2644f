import { canvasOf, developed } from './draw/canvas.ts'
import { addLesion, lesionAt, poseAt } from './draw/lesion.ts'
import { randomFrom } from './draw/noise.ts'
import { drawBubbles, drawField, drawHair, drawRuler, type Sheet } from './draw/overlay.ts'
import { addSkin, type Pigment, shine, type Tone } from './draw/skin.ts'
import type { Pixels } from './verdict.ts'

export { lesionAt, poseAt } from './draw/lesion.ts'
export type { Tone } from './draw/skin.ts'

/** A dermoscopic picture to draw. Everything follows from these values; nothing is random between runs. */
export interface Dermoscopy {
  readonly seed: number
  /** 0 is the first visit; later ones show the same lesion, re-posed and slightly changed. */
  readonly visit: number
  readonly tone: Tone
  readonly widthPx: number
  readonly heightPx: number
  /** Field width, mm; 20 unless told. */
  readonly fieldMm?: number
  readonly hairs?: number
  readonly bubbles?: number
  readonly ruler?: boolean
  readonly ring?: boolean
}

const paint = ({ canvas, pxPerMm }: Sheet, { seed, visit, tone }: Dermoscopy): void => {
  const lesion = lesionAt(seed, visit)
  const pose = poseAt(seed, visit)
  const [c, s] = [Math.cos(pose.angle) / (pxPerMm * pose.scale), Math.sin(pose.angle) / (pxPerMm * pose.scale)]
  const pigment: Pigment = { melanin: 0, deep: 0, blood: 0 }
  for (let row = 0; row < canvas.height; row++) {
    const down = row - canvas.height / 2
    for (let column = 0; column < canvas.width; column++) {
      const right = column - canvas.width / 2
      const x = right * c - down * s - pose.shiftMm[0]
      const y = right * s + down * c - pose.shiftMm[1]
      pigment.melanin = pigment.deep = pigment.blood = 0
      addSkin(pigment, { x, y, seed })
      addLesion(pigment, lesion, { x, y })
      shine(tone, pigment, { into: canvas.light, at: 3 * (row * canvas.width + column) })
    }
  }
}

/** Draws a dermoscopic picture of a made-up lesion: skin, lesion, hair, gel, ruler to scale. Imitates appearances; stands for no disease. */
export const drawDermoscopy = (wanted: Dermoscopy): Pixels => {
  const canvas = canvasOf(wanted.widthPx, wanted.heightPx)
  const sheet: Sheet = { canvas, pxPerMm: wanted.widthPx / (wanted.fieldMm ?? 20) }
  const random = randomFrom(wanted.seed, 500 + wanted.visit)
  const pose = poseAt(wanted.seed, wanted.visit)
  paint(sheet, wanted)
  drawHair(sheet, wanted.hairs ?? 0, random)
  drawBubbles(sheet, wanted.bubbles ?? 0, random)
  if (wanted.ruler ?? true) drawRuler(sheet, 10)
  drawField(sheet, { ring: wanted.ring ?? false, gain: pose.light, warmth: pose.warmth })
  return developed(canvas, random)
}
