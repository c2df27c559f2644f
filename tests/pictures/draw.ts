import sharp from 'sharp'
import { type Dermoscopy, drawDermoscopy } from '../../src-shared/imaging/draw.ts'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'

/** A JPEG of drawn pixels. */
export const jpegOf = async ({ width, height, data }: Pixels, quality = 90): Promise<Buffer> =>
  await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality })
    .toBuffer()

/** A drawn dermoscopic picture as JPEG; 1280 × 960 of a medium tone with some hair unless told. */
export const dermoscopyJpeg = async (wanted: Partial<Dermoscopy> = {}): Promise<Buffer> =>
  await jpegOf(drawDermoscopy({ seed: 1, visit: 0, tone: 2, widthPx: 1280, heightPx: 960, hairs: 3, ...wanted }))
