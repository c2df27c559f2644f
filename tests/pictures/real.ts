import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'

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
