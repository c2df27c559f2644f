import type { Picture } from './picture.ts'
import { type Frame, halfOf, type Pose, scaleOf, unitOf } from './transform.ts'

/** The well around every picture: the same neutral grey in both themes, so that no tint sways the eye. */
export const wellColour = '#1e1e1e'

/** Device px per picture px from which single px are shown as they are instead of smoothed. */
const honestFrom = 6

/** Draws a picture as its pose says. `ratio` is device px per CSS px; the canvas is already that large. */
export function drawPicture(context: CanvasRenderingContext2D, picture: Picture | undefined, view: View): void {
  const { canvas } = context
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.fillStyle = wellColour
  context.fillRect(0, 0, canvas.width, canvas.height)
  const { frame, pose, ratio } = view
  if (!picture || !frame || !pose) return
  const scale = scaleOf(frame, pose) * ratio
  const pixels = picture.pixelsFor(scale * picture.ref.longPx)
  if (!pixels) return
  const unit = unitOf(frame) * ratio
  const middleX = (frame.pane.width * ratio) / 2 + pose.x * unit
  const middleY = (frame.pane.height * ratio) / 2 + pose.y * unit
  context.setTransform(pose.re * unit, pose.im * unit, -pose.im * unit, pose.re * unit, middleX, middleY)
  context.imageSmoothingEnabled = scale < honestFrom
  context.imageSmoothingQuality = 'high'
  const half = halfOf(frame)
  context.drawImage(pixels, -half.x, -half.y, 2 * half.x, 2 * half.y)
}

export interface View {
  readonly frame: Frame | undefined
  readonly pose: Pose | undefined
  readonly ratio: number
}
