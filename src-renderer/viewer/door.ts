import type { Bytes } from '../link/index.ts'
import type { PictureNeeds } from './picture.ts'
import { loadTiles, refusalOf, tileIndex } from './tile-source.ts'
import { openTiles } from './tiles.ts'

/** Reads a level through the bytes door; a refusal keeps the door's code. */
async function load(url: string, signal: AbortSignal): Promise<Blob> {
  const answer = await fetch(url, { signal })
  if (answer.ok) return answer.blob()
  throw await refusalOf(answer)
}

/** The bytes door as pictures need it. One set of tiles for all panes of a screen. */
export function needsOf(door: Pick<Bytes, 'urlOf'>): PictureNeeds {
  return {
    load: (id, level, signal) => load(door.urlOf(id, level), signal),
    decode: blob => createImageBitmap(blob),
    index: (id, signal) => tileIndex(door, id, signal),
    tiles: openTiles({
      load: (id, tiles, on) => loadTiles(door, { id, tiles }, on),
      decode: bytes => createImageBitmap(new Blob([bytes])),
    }),
  }
}
