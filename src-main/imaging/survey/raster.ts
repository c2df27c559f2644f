import type { Pixels } from '../../../src-shared/imaging/verdict.ts'
import { sourceOf, timeoutSeconds } from '../source.ts'
import type { Sheet } from './words.ts'

/** A decoded picture: RGBA at its working size, and how many px of the upright original one of its px is. */
export interface Raster {
  readonly pixels: Pixels
  readonly step: number
}

/**
 * Decodes a sheet with its longer side at most `longPx`, orientation applied, sRGB; by the same few decoders as the darkroom. Throws
 * what its decoder throws.
 */
export async function rasterOf({ bytes, widthPx }: Sheet, longPx: number): Promise<Raster> {
  const { picture } = await sourceOf(bytes)
  const { data, info } = await picture
    .resize({ width: longPx, height: longPx, fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .flatten({ background: '#000000' })
    .toColourspace('srgb')
    .ensureAlpha()
    .timeout({ seconds: timeoutSeconds })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { pixels: { width: info.width, height: info.height, data }, step: widthPx / info.width }
}
