import type { Registration } from '../../src-shared/imaging/register/types.ts'
import { type Patch, patchesOf } from '../../src-shared/imaging/register/warp.ts'
import { pictureOfBitmap } from '../viewer/bitmap-picture.ts'
import type { Picture } from '../viewer/picture.ts'

/** Longer side of the bent picture, px: it is for looking at as a whole. */
const bentLongPx = 1600
/** Triangles drawn before the page has its turn again. */
const each = 96

interface Bending {
  readonly context: OffscreenCanvasRenderingContext2D
  readonly bitmap: ImageBitmap
  /** Px drawn here for each px of the fixed original. */
  readonly scale: number
  readonly size: Registration['moving']
}

function drawPatch({ context, bitmap, scale, size }: Bending, { to, matrix }: Patch): void {
  const [p, q, r] = to
  context.save()
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.beginPath()
  context.moveTo(p.x, p.y)
  context.lineTo(q.x, q.y)
  context.lineTo(r.x, r.y)
  context.closePath()
  context.clip()
  context.transform(...matrix)
  context.drawImage(bitmap, 0, 0, size.widthPx, size.heightPx)
  context.restore()
}

const turn = () => new Promise<void>(resolve => setTimeout(resolve))

/**
 * The moving picture bent along the skin until it lies over the fixed one, as a picture of the fixed one's size. For looking only:
 * nothing may be measured on it. Undefined where there is nothing to bend, or `signal` stopped it.
 */
export async function bentPicture(
  registration: Registration,
  moving: Picture,
  signal: AbortSignal,
): Promise<Picture | undefined> {
  const { fit, fixed, moving: size } = registration
  const bitmap = moving.pixelsFor(bentLongPx)
  if (!fit || !bitmap) return undefined
  const scale = Math.min(1, bentLongPx / Math.max(fixed.widthPx, fixed.heightPx))
  const canvas = new OffscreenCanvas(Math.round(fixed.widthPx * scale), Math.round(fixed.heightPx * scale))
  const context = canvas.getContext('2d')
  if (!context) return undefined
  const bending: Bending = { context, bitmap, scale, size }
  // The unbent picture below fills the hair lines that are left between triangles.
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.transform(...fit.affine)
  context.drawImage(bitmap, 0, 0, size.widthPx, size.heightPx)
  const patches = patchesOf(registration, 'flow')
  for (let at = 0; at < patches.length; at += each) {
    if (signal.aborted) return undefined
    for (const patch of patches.slice(at, at + each)) drawPatch(bending, patch)
    // oxlint-disable-next-line no-await-in-loop -- the page has its turn in between
    await turn()
  }
  return pictureOfBitmap(await createImageBitmap(canvas), { width: fixed.widthPx, height: fixed.heightPx })
}
