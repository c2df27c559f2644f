import type { Shot } from '../../src-shared/contract/capture.ts'
import { type TileIndex, tiledFromPx } from '../../src-shared/imaging/tiles.ts'
import type { Level } from '../link/index.ts'
import { openHearers } from './hearers.ts'
import { type Levels, type Outcome, openLevels, type Sharpness } from './levels.ts'
import { openTiled, type Tiled } from './tiled.ts'
import type { Tiles } from './tiles.ts'
import type { Size } from './transform.ts'

/** A picture as the glass needs to know it: `longPx` is the original's longer side. */
export interface PictureRef {
  readonly id: string
  readonly longPx: number
  /** The upright original in px, where it is known; else it follows from the pixels that come. */
  readonly size?: Size
  /** Known to be damaged: nothing of it is shown. */
  readonly damaged?: boolean
}

export interface PictureNeeds {
  /** Bytes of a level; rejects with a coded refusal. */
  readonly load: (id: string, level: Level, signal: AbortSignal) => Promise<Blob>
  /** Pixels, orientation applied. */
  readonly decode: (blob: Blob) => Promise<ImageBitmap>
  /** The screen level where it was decoded before anybody asked; the taker owns it. */
  readonly ready?: (id: string) => Promise<ImageBitmap> | undefined
  /** What a large picture is cut into, undefined where it has no tiles; and the tiles themselves, shared by all panes. */
  readonly index?: (id: string, signal: AbortSignal) => Promise<TileIndex | undefined>
  readonly tiles?: Tiles
}

/** `reduced`: the original cannot be drawn here (an unknown format, or its loading failed), only its screen level. */
export type PictureState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'shown'; readonly sharpest: Sharpness; readonly size: Size; readonly reduced: boolean }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'failed'; readonly error: unknown }

export interface Picture {
  readonly ref: PictureRef
  readonly state: () => PictureState
  readonly watch: (listener: () => void) => () => void
  /** The smallest pixels that still carry `longPx` of detail, or the best there are. */
  readonly pixelsFor: (longPx: number) => ImageBitmap | undefined
  /** The tiles of a large picture; undefined while there are none, and then the original is loaded whole. */
  readonly tiles: () => Tiled | undefined
  /** Tells that a tile came: draw again. The state stays what it was. */
  readonly watchTiles: (listener: () => void) => () => void
  /** Loads what is missing up to this level. */
  readonly want: (level: Sharpness) => void
  readonly retry: () => void
  /** Gives the full pixels back and keeps the screen level, where there is one. */
  readonly slim: () => void
  readonly close: () => void
}

const isDamage = (outcome: Outcome | undefined): boolean =>
  outcome?.kind === 'error' && (outcome.error as { code?: unknown } | undefined)?.code === 'vault.blobDamaged'
const bitmapOf = (outcome: Outcome | undefined) => (outcome?.kind === 'bitmap' ? outcome.bitmap : undefined)
const longOf = (bitmap: ImageBitmap): number => Math.max(bitmap.width, bitmap.height)

/** The original in px: as it is known, unless the pixels have another shape; else by their shape. */
function sizeOf({ longPx, size }: PictureRef, best: ImageBitmap): Size {
  const scale = longPx / longOf(best)
  const shaped = { width: best.width * scale, height: best.height * scale }
  // A smaller level is rounded to whole px, so its shape may be off by one of them on its shorter side.
  const off = size ? Math.abs(size.width - shaped.width) + Math.abs(size.height - shaped.height) : Number.NaN
  return size && off <= 2 * scale ? size : shaped
}

/** What the levels together mean. A broken seal of the original hides the picture even where a smaller one reads. */
function stateOf(ref: PictureRef, { got }: Levels, tiled: boolean): PictureState {
  const full = got('full')
  if (ref.damaged || isDamage(full)) return { kind: 'damaged' }
  const best = bitmapOf(full) ?? bitmapOf(got('screen'))
  if (best) {
    const sharpest = bitmapOf(full) || tiled ? 'full' : 'screen'
    return { kind: 'shown', sharpest, size: sizeOf(ref, best), reduced: full?.kind === 'error' }
  }
  return full?.kind === 'error' ? { kind: 'failed', error: full.error } : { kind: 'waiting' }
}

function pixelsFor({ got }: Levels, longPx: number): ImageBitmap | undefined {
  const [screen, full] = [bitmapOf(got('screen')), bitmapOf(got('full'))]
  return screen && (!full || longOf(screen) >= longPx) ? screen : full
}

/**
 * Opens one picture: the screen level as soon as it is here, then its tiles as they are looked at; the original itself where it has
 * no tiles. All pixels are given back on close.
 */
export function openPicture(ref: PictureRef, needs: PictureNeeds): Picture {
  const { hear, tell: told, forget } = openHearers()
  let wanted: Sharpness = 'screen'
  const tell = () => {
    state = stateOf(ref, levels, tiled.now() !== undefined)
    told()
  }
  const levels = openLevels(ref.id, needs, tell)
  const tiled = openTiled(ref.id, ref.longPx > tiledFromPx ? needs : {}, () => {
    tell()
    void load()
  })
  let state = stateOf(ref, levels, false)
  // Tiles are drawn over the screen level: without it the original comes as a whole.
  const isWholeNeeded = () => wanted === 'full' && !(tiled.now() && bitmapOf(levels.got('screen')))
  const load = async () => {
    if (ref.damaged) return
    // Not of a neighbour that may never be looked at: the engine writes down who looked.
    if (wanted === 'full') void tiled.ask()
    await levels.ask('screen')
    // Without a screen level (not made yet, or unreadable) the original is the only picture there is.
    if (levels.got('screen')?.kind === 'error') wanted = 'full'
    if (wanted !== 'full' || !levels.got('screen')) return
    // The engine answers only when tiles are made: who has nothing to look at meanwhile does not wait for it.
    if (bitmapOf(levels.got('screen'))) await tiled.ask()
    if (isWholeNeeded()) await levels.ask('full')
  }
  return {
    ref,
    state: () => state,
    watch: hear,
    pixelsFor: longPx => pixelsFor(levels, longPx),
    tiles: tiled.now,
    watchTiles: tiled.watch,
    want(level) {
      if (level === 'full') wanted = 'full'
      void load()
    },
    retry() {
      levels.forgetErrors()
      tell()
      void load()
    },
    slim() {
      tiled.slim()
      if (!bitmapOf(levels.got('screen'))) return
      wanted = 'screen'
      levels.drop('full')
      tell()
    },
    close() {
      forget()
      tiled.close()
      levels.close()
    },
  }
}

/** The picture of a shot. */
export const pictureRefOf = ({ blobId, widthPx, heightPx, state }: PicturedShot): PictureRef => ({
  id: blobId,
  longPx: Math.max(widthPx, heightPx),
  size: { width: widthPx, height: heightPx },
  damaged: state === 'damaged',
})

type PicturedShot = Pick<Shot, 'blobId' | 'widthPx' | 'heightPx' | 'state'>
