import { type Box, boxOf, levelFor, type TileName, tilesOver } from '../../src-shared/imaging/tiles.ts'
import { inverse, type Matrix, scaleIn, through } from './matrix.ts'
import type { Tiled } from './tiled.ts'
import type { Size } from './transform.ts'

export type Drawable = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

export interface TilePlan {
  /** What is here, the coarser before the sharper. */
  readonly drawn: readonly { readonly tile: TileName; readonly bitmap: ImageBitmap }[]
  /** True where the sharp tiles cover all that is in view. */
  readonly covered: boolean
  readonly level: number | undefined
}

/** The part of the picture that a canvas of this size shows, in px of the original. */
export function seenBox(canvas: Size, matrix: Matrix, { width, height }: Size): Box {
  const back = inverse(matrix)
  if (!back) return { x: 0, y: 0, width: 0, height: 0 }
  const corners = [
    { x: 0, y: 0 },
    { x: canvas.width, y: 0 },
    { x: 0, y: canvas.height },
    { x: canvas.width, y: canvas.height },
  ].map(corner => through(back, corner))
  const xs = corners.map(({ x }) => Math.min(width, Math.max(0, x)))
  const ys = corners.map(({ y }) => Math.min(height, Math.max(0, y)))
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top }
}

/** Which tiles to draw for this view, and asks for those that are missing. */
export function planOf(tiled: Tiled, size: Size, view: { canvas: Size & object; matrix: Matrix }): TilePlan {
  const { index, got, want } = tiled
  const { canvas, matrix } = view
  const level = levelFor(index, scaleIn(matrix))
  if (level === undefined) {
    want([], canvas)
    return { drawn: [], covered: false, level }
  }
  const box = seenBox(canvas, matrix, size)
  const sharp = tilesOver(index, level, box)
  want(sharp, canvas)
  const here = (tiles: readonly TileName[]) =>
    tiles.flatMap(tile => {
      const bitmap = got(tile)
      return bitmap ? [{ tile, bitmap }] : []
    })
  const drawn = here(sharp)
  const covered = drawn.length === sharp.length
  if (covered) return { drawn, covered, level }
  // What was sharp a moment ago, at the neighbouring levels, is better than the screen picture.
  const coarser = [level + 1].flatMap(other => (index.levels[other] ? here(tilesOver(index, other, box)) : []))
  return { drawn: [...coarser, ...drawn], covered, level }
}

/** Draws tiles where the matrix says, clipped to the picture. Without a turn their edges fall on whole px, so no seam shows. */
export function drawTiles(
  context: Drawable,
  { drawn }: TilePlan,
  { tiled, size, matrix }: { tiled: Tiled; size: Size; matrix: Matrix },
): void {
  const { a, b, c, d, e, f } = matrix
  const isUpright = Math.abs(b) < 1e-9 && Math.abs(c) < 1e-9 && a > 0 && d > 0
  if (isUpright) context.setTransform(1, 0, 0, 1, 0, 0)
  else context.setTransform(a, b, c, d, e, f)
  for (const { tile, bitmap } of drawn) {
    const { x, y, width, height } = boxOf(tiled.index, tile)
    const wide = Math.min(width, size.width - x)
    const high = Math.min(height, size.height - y)
    const part = { wide: (bitmap.width * wide) / width, high: (bitmap.height * high) / height }
    if (!(part.wide > 0 && part.high > 0)) continue
    const box = isUpright ? onPx(matrix, { x, y, width: wide, height: high }) : { x, y, width: wide, height: high }
    context.drawImage(bitmap, 0, 0, part.wide, part.high, box.x, box.y, box.width, box.height)
  }
}

/** Where a box of the original lies on the canvas, to whole px. */
function onPx({ a, d, e, f }: Matrix, { x, y, width, height }: Box): Box {
  const [left, top] = [Math.round(a * x + e), Math.round(d * y + f)]
  return {
    x: left,
    y: top,
    width: Math.round(a * (x + width) + e) - left,
    height: Math.round(d * (y + height) + f) - top,
  }
}
