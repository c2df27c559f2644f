import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'

const root = resolve(process.env['CUTIS_IMAGES'] ?? '../shared/data/derm-images')

/** Why the real pictures cannot be used here, or undefined where they can. */
export const realPicturesAbsent: string | undefined = existsSync(join(root, 'dev', 'images'))
  ? undefined
  : `not run: no pictures at ${root} (set CUTIS_IMAGES)`

/** Paths of the real dermoscopy pictures of one split, sorted. */
export const realPictures = async (split: 'dev' | 'native'): Promise<string[]> => {
  const folder = split === 'dev' ? join(root, 'dev', 'images') : join(root, split)
  return (await readdir(folder)).sort().map(name => join(folder, name))
}

/** A picture's pixels with its longer side at most `longPx`, as the darkroom makes them: by way of the screen level. */
export const workingPixels = async (picture: string | Buffer, longPx: number): Promise<Pixels> => {
  const fit = (side: number) => ({ width: side, height: side, fit: 'inside', withoutEnlargement: true }) as const
  const { data: screen, info } = await sharp(picture, { failOn: 'none' })
    .autoOrient()
    .resize(fit(1600))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const raster = sharp(screen, { raw: { width: info.width, height: info.height, channels: info.channels } })
  const { data, info: size } = await raster
    .resize(fit(longPx))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: size.width, height: size.height, data }
}
