import sharp, { type OutputInfo, type Sharp } from 'sharp'
import { judge, workingLongPx } from '../../src-shared/imaging/quality.ts'
import type { Levels } from './darkroom-words.ts'
import { limits } from './sniff.ts'

const thumbPx = 256
const screenPx = 1600
const timeoutSeconds = 25
/** Transparent pictures are laid on the grey of the image wells. */
const ground = '#1e1e1e'

// Only the decoders Cutis takes pictures in; SVG, PDF and the rest of libvips stay shut whatever the bytes claim.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadTiff',
    'VipsForeignLoadNsgif',
  ],
})
sharp.cache(false)
sharp.concurrency(1)

interface Raster {
  readonly data: Buffer
  readonly info: OutputInfo
}

const reopen = ({ data, info }: Raster): Sharp =>
  sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })

const fit = (longPx: number) => ({ width: longPx, height: longPx, fit: 'inside', withoutEnlargement: true }) as const

const verdictOf = async (raster: Raster, size: { width: number; height: number }) => {
  const { data, info } = await reopen(raster)
    .resize(fit(workingLongPx))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return judge({ width: info.width, height: info.height, data }, size)
}

/**
 * Makes the display levels of a picture: decoded once, orientation applied, sRGB, metadata left behind.
 * A picture cut short is shown as far as it goes. Throws what sharp throws.
 */
export const develop = async (bytes: Uint8Array): Promise<Levels> => {
  const source = sharp(bytes, { failOn: 'none', limitInputPixels: limits.pixels, sequentialRead: true })
  const { autoOrient: size } = await source.metadata()
  const raster = await source
    .autoOrient()
    .resize(fit(screenPx))
    .flatten({ background: ground })
    .toColourspace('srgb')
    .timeout({ seconds: timeoutSeconds })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const screen = await reopen(raster).jpeg({ quality: 86 }).toBuffer()
  const thumb = await reopen(raster).resize(fit(thumbPx)).webp({ quality: 80, effort: 2 }).toBuffer()
  return { thumb, screen, widthPx: size.width, heightPx: size.height, verdict: await verdictOf(raster, size) }
}
