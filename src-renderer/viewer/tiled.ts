import type { TileIndex, TileName } from '../../src-shared/imaging/tiles.ts'
import { openHearers } from './hearers.ts'
import type { PictureNeeds } from './picture.ts'

/** The tiles of one picture. */
export interface Tiled {
  readonly index: TileIndex
  readonly got: (tile: TileName) => ImageBitmap | undefined
  /** What `by` (a canvas) needs now, most wanted first. */
  readonly want: (tiles: readonly TileName[], by: object) => void
}

/** Whether a picture has tiles, and what becomes of them. */
export interface TiledPicture {
  readonly now: () => Tiled | undefined
  /** Asks once what the picture is cut into. */
  readonly ask: () => Promise<void>
  readonly watch: (listener: () => void) => () => void
  /** Gives the tiles back and keeps the index. */
  readonly slim: () => void
  readonly close: () => void
}

type Needs = Pick<PictureNeeds, 'index' | 'tiles'>

/** `changed` tells that the picture now has tiles, or has them no longer because one could not be had. */
export function openTiled(id: string, { index: read, tiles }: Needs, changed: () => void): TiledPicture {
  const { hear, tell, forget } = openHearers()
  const stop = new AbortController()
  let asked: Promise<void> | undefined
  let now: Tiled | undefined
  const lose = () => {
    now = undefined
    tiles?.drop(id)
    changed()
  }
  const unhear = tiles?.hear(id, {
    came: tell,
    failed: lose,
  })
  const found = async (): Promise<void> => {
    // Whatever is wrong with tiles, the original tells better: it is loaded whole then.
    const index = await read?.(id, stop.signal).catch(() => undefined)
    if (!index || !tiles || stop.signal.aborted) return
    now = { index, got: tile => tiles.got(id, tile), want: (wanted, by) => tiles.want(id, wanted, by) }
    changed()
  }
  return {
    now: () => now,
    ask: () => {
      asked ??= found()
      return asked
    },
    watch: hear,
    slim: () => tiles?.drop(id),
    close() {
      stop.abort()
      unhear?.()
      forget()
      tiles?.drop(id)
    },
  }
}
