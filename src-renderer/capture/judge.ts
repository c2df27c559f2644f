import type { Verdict } from '../../src-shared/contract/capture.ts'
import {
  type Verdict as Judged,
  judge,
  movementBetween,
  type Pixels,
  type Size,
  workingLongPx,
} from '../../src-shared/imaging/quality.ts'
import type { Resolution } from './camera.ts'

/** Above this two frames a quarter of a second apart say that the hand is not steady (imaging/quality `movementBetween`). */
export const unsteady = 0.25

/** A surface that pictures are scaled on to be measured; kept, since making one costs more than measuring. */
export interface Scale {
  readonly read: (picture: CanvasImageSource, size: Resolution) => Pixels
}

export function openScale(): Scale {
  const canvas = new OffscreenCanvas(1, 1)
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  return {
    read(picture, { width, height }) {
      if (!context) return { width: 0, height: 0, data: new Uint8ClampedArray() }
      const scale = Math.min(1, workingLongPx / Math.max(width, height))
      const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
      if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h })
      context.imageSmoothingQuality = 'high'
      context.drawImage(picture, 0, 0, w, h)
      return context.getImageData(0, 0, w, h)
    },
  }
}

/** A verdict as the contract carries it. */
export const storedVerdict = ({ verdict, reasons, measures, formula }: Judged): Verdict => ({
  verdict,
  version: formula,
  reasons: reasons.map(({ code, value, limit }) => ({ code, value, limit })),
  measures: { ...measures },
})

/** Judges a still whose original has this size. */
export const judgeStill = (pixels: ImageBitmap, size: Size): Verdict =>
  storedVerdict(judge(openScale().read(pixels, size), size))

/** Judges a frame of the live picture; `before` is the last one, where it is of the same size. */
export function judgeLive(frame: Pixels, before: Pixels | undefined, size: Size): Verdict {
  const verdict = storedVerdict(judge(frame, size))
  if (!before || before.width !== frame.width || before.height !== frame.height) return verdict
  const movement = movementBetween(before, frame)
  const measures = { ...verdict.measures, movement }
  if (movement <= unsteady || verdict.reasons.some(({ code }) => code === 'motion')) return { ...verdict, measures }
  const reasons = [...verdict.reasons, { code: 'motion', value: movement, limit: unsteady }]
  return { ...verdict, measures, reasons, verdict: verdict.verdict === 'good' ? 'usable' : verdict.verdict }
}
