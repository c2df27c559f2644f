import type { Sharp } from 'sharp'
import { jpegFrame, nativePixels } from './dicom/pixels.ts'
import { dicomImageOf } from './dicom/read.ts'
import { heicPixels } from './heic.ts'
import { sharp } from './safe-sharp.ts'
import { limits, sniff } from './sniff.ts'
import { tiffOf } from './tiff-of.ts'

/** Longest work on one picture, s. */
export const timeoutSeconds = 25
/** Transparent pictures are laid on the grey of the image wells. */
export const ground = '#1e1e1e'

/** A picture opened to be drawn: upright from here on; its size in px as it is seen. */
export interface Source {
  readonly picture: Sharp
  readonly widthPx: number
  readonly heightPx: number
}

/** Bytes that libvips reads, of a picture of any kind that is shown. */
export async function readable(bytes: Uint8Array): Promise<Uint8Array> {
  const seen = sniff(bytes)
  if (seen.ok && seen.type === 'heic') return tiffOf(await heicPixels(bytes))
  const dicom = dicomImageOf(bytes)
  if (dicom) return dicom.storage === 'jpeg' ? jpegFrame(bytes, dicom) : tiffOf(nativePixels(bytes, dicom))
  return bytes
}

/** Opens a picture of any kind that is shown. One cut short is read as far as it goes. Throws what its decoder throws. */
export async function sourceOf(bytes: Uint8Array): Promise<Source> {
  const limit = { failOn: 'none', limitInputPixels: limits.pixels, sequentialRead: true } as const
  const picture = sharp(await readable(bytes), limit)
  const { autoOrient } = await picture.metadata()
  return { picture: picture.autoOrient(), widthPx: autoOrient.width, heightPx: autoOrient.height }
}
