import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import type { Extent } from './spot.ts'

/** A rectangle of the upright original, whole px. */
export interface Patch {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Draws part of a picture into fresh pixels of the wanted size. */
function drawnInto(
  bitmap: ImageBitmap,
  { extent, patch, size }: { extent: Extent; patch: Patch; size: Pick<Patch, 'width' | 'height'> },
): Pixels {
  const canvas = new OffscreenCanvas(size.width, size.height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  // The bitmap may be smaller than the original it was made from.
  const [sx, sy] = [bitmap.width / extent.widthPx, bitmap.height / extent.heightPx]
  context.drawImage(
    bitmap,
    patch.left * sx,
    patch.top * sy,
    patch.width * sx,
    patch.height * sy,
    0,
    0,
    size.width,
    size.height,
  )
  return context.getImageData(0, 0, size.width, size.height)
}

async function bitmapAt(url: string): Promise<ImageBitmap> {
  const answer = await fetch(url)
  if (!answer.ok) {
    const said = (await answer.json().catch(() => ({}))) as { code?: unknown }
    throw Object.assign(new Error('picture refused'), { code: said.code })
  }
  return createImageBitmap(await answer.blob())
}

/** Pixels of part of an original, orientation applied; decoded for this once and given back at once. Rejects with a coded refusal. */
export async function originalPixels(url: string, extent: Extent, patch: Patch): Promise<Pixels> {
  const bitmap = await bitmapAt(url)
  try {
    return drawnInto(bitmap, { extent, patch, size: patch })
  } finally {
    bitmap.close()
  }
}

/** Pixels of a whole picture with its longer side at most `longPx`. */
export async function wholePixels(url: string, extent: Extent, longPx: number): Promise<Pixels> {
  const bitmap = await bitmapAt(url)
  const { widthPx: width, heightPx: height } = extent
  const step = Math.min(1, longPx / Math.max(width, height))
  const size = { width: Math.max(1, Math.round(width * step)), height: Math.max(1, Math.round(height * step)) }
  try {
    return drawnInto(bitmap, { extent, patch: { left: 0, top: 0, width, height }, size })
  } finally {
    bitmap.close()
  }
}
