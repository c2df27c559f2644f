import { indexOf, tilePx } from '../../src-shared/imaging/tiles.ts'
import type { Tiles } from './darkroom-words.ts'
import { packed } from './pack.ts'
import { ground, sourceOf, timeoutSeconds } from './source.ts'
import { storedFiles } from './zip.ts'

/**
 * Cuts a picture into the tiles of its pyramid: decoded once, upright, sRGB, metadata left behind. JPEG without colour subsampling,
 * since lesions are judged by colour at their edges. Throws what sharp throws, and where the picture is too small for tiles.
 */
export const tile = async (bytes: Uint8Array): Promise<Tiles> => {
  const { picture, widthPx, heightPx } = await sourceOf(bytes)
  const index = indexOf(widthPx, heightPx)
  if (index === undefined) throw new Error('too small for tiles')
  const zip = await picture
    .flatten({ background: ground })
    .toColourspace('srgb')
    .timeout({ seconds: timeoutSeconds })
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
    .tile({ size: tilePx, overlap: 0, depth: 'onetile', layout: 'dz', container: 'zip' })
    .toBuffer()
  const files = storedFiles(zip)
  // Deep Zoom numbers its levels from the smallest; ours begin with the whole picture.
  const folders = [...files.keys()].map(name => Number(/_files\/(\d+)\//.exec(name)?.[1] ?? 0))
  const deepest = Math.max(...folders)
  const named = new Map([...files].map(([name, file]) => [name.replace(/^.*_files\//, ''), file]))
  const tiles = index.levels.map(({ columns, rows }, level) =>
    Array.from({ length: columns * rows }, (_, at) => {
      const file = named.get(`${deepest - level}/${at % columns}_${Math.floor(at / columns)}.jpeg`)
      if (file === undefined) throw new Error('a tile is missing')
      return file
    }),
  )
  return { pack: packed(index, tiles) }
}
