import type { OutputInfo, Sharp } from 'sharp'
import { judge, workingLongPx } from '../../src-shared/imaging/quality.ts'
import type { Levels } from './darkroom-words.ts'
import { sharp } from './safe-sharp.ts'
import { ground, sourceOf, timeoutSeconds } from './source.ts'

const thumbPx = 256
const screenPx = 1600

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
  const { picture, widthPx, heightPx } = await sourceOf(bytes)
  const raster = await picture
    .resize(fit(screenPx))
    .flatten({ background: ground })
    .toColourspace('srgb')
    .timeout({ seconds: timeoutSeconds })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const screen = await reopen(raster).jpeg({ quality: 86 }).toBuffer()
  const thumb = await reopen(raster).resize(fit(thumbPx)).webp({ quality: 80, effort: 2 }).toBuffer()
  return { thumb, screen, widthPx, heightPx, verdict: await verdictOf(raster, { width: widthPx, height: heightPx }) }
}
