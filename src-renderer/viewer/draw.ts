import { type Drawable, drawTiles, planOf } from './draw-tiles.ts'
import { type Matrix, matrixOf, scaleIn } from './matrix.ts'
import type { Picture } from './picture.ts'
import type { Frame, Pose, Size } from './transform.ts'

/** The well around every picture: the same neutral grey in both themes, so that no tint sways the eye. */
export const wellColour = '#1e1e1e'

/** Device px per picture px from which single px are shown as they are instead of smoothed. */
const honestFrom = 6

export interface View {
  readonly frame: Frame | undefined
  readonly pose: Pose | undefined
  readonly ratio: number
  /** The picture is moving: smooth less. */
  readonly quick?: boolean | undefined
}

/** Fills the whole canvas with the well. */
export function clearWell(context: CanvasRenderingContext2D): void {
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.fillStyle = wellColour
  context.fillRect(0, 0, context.canvas.width, context.canvas.height)
}

/**
 * Draws a picture as its pose says, the well around it. `ratio` is device px per CSS px; the canvas is already that large. Answers
 * true where nothing sharper is still on its way.
 */
export function drawPicture(context: CanvasRenderingContext2D, picture: Picture | undefined, view: View): boolean {
  clearWell(context)
  const { frame, pose, ratio, quick = false } = view
  return !!(picture && frame && pose) && drawPictureInto(context, picture, { ...matrixOf(frame, pose, ratio), quick })
}

/** A matrix from px of the upright original to px of the canvas; `quick` smooths less, for pictures that move. */
export type Placing = Matrix & { readonly quick?: boolean }

/**
 * Draws the sharpest pixels that are here where the matrix says, and asks for what is missing. Sets only transform and smoothing.
 * Answers true where nothing sharper is still on its way.
 */
export function drawPictureInto(context: Drawable, picture: Picture, placing: Placing): boolean {
  const state = picture.state()
  if (state.kind !== 'shown') return false
  context.imageSmoothingEnabled = scaleIn(placing) < honestFrom
  context.imageSmoothingQuality = placing.quick ? 'low' : 'high'
  const { size } = state
  const tiled = picture.tiles()
  if (!tiled) {
    drawWhole(context, picture, { size, matrix: placing })
    return state.sharpest === 'full' || state.reduced
  }
  const plan = planOf(tiled, size, { canvas: context.canvas, matrix: placing })
  if (!plan.covered) drawWhole(context, picture, { size, matrix: placing })
  drawTiles(context, plan, { tiled, size, matrix: placing })
  return plan.covered || plan.level === undefined
}

interface Lying {
  readonly size: Size
  readonly matrix: Matrix
}

/** The screen level, or the original where it is here whole. */
function drawWhole(context: Drawable, picture: Picture, { size, matrix }: Lying): void {
  const { a, b, c, d, e, f } = matrix
  context.setTransform(a, b, c, d, e, f)
  const pixels = picture.pixelsFor(scaleIn(matrix) * picture.ref.longPx)
  if (pixels) context.drawImage(pixels, 0, 0, size.width, size.height)
}
