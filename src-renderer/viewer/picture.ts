import type { Level } from '../link/index.ts'
import { type Levels, type Outcome, openLevels, type Sharpness } from './levels.ts'
import type { Size } from './transform.ts'

/** A picture as the glass needs to know it: `longPx` is the original's longer side. */
export interface PictureRef {
  readonly id: string
  readonly longPx: number
}

export interface PictureNeeds {
  /** Bytes of a level; rejects with a coded refusal. */
  readonly load: (id: string, level: Level, signal: AbortSignal) => Promise<Blob>
  /** Pixels, orientation applied. */
  readonly decode: (blob: Blob) => Promise<ImageBitmap>
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

/** What the two levels together mean. A broken seal of the original hides the picture even where a smaller one reads. */
function stateOf(ref: PictureRef, { got }: Levels): PictureState {
  const full = got('full')
  if (isDamage(full)) return { kind: 'damaged' }
  const best = bitmapOf(full) ?? bitmapOf(got('screen'))
  if (best) {
    const scale = ref.longPx / longOf(best)
    const size = { width: best.width * scale, height: best.height * scale }
    return { kind: 'shown', sharpest: bitmapOf(full) ? 'full' : 'screen', size, reduced: full?.kind === 'error' }
  }
  return full?.kind === 'error' ? { kind: 'failed', error: full.error } : { kind: 'waiting' }
}

/** Opens one picture: the screen level as soon as it is here, the original after it. All pixels are given back on close. */
export function openPicture(ref: PictureRef, needs: PictureNeeds): Picture {
  const listeners = new Set<() => void>()
  let state: PictureState = { kind: 'waiting' }
  let wanted: Sharpness = 'screen'
  const tell = () => {
    state = stateOf(ref, levels)
    for (const listener of listeners) listener()
  }
  const levels = openLevels(ref.id, needs, tell)
  const load = async () => {
    await levels.ask('screen')
    // Without a screen level (not made yet, or unreadable) the original is the only picture there is.
    if (levels.got('screen')?.kind === 'error') wanted = 'full'
    if (wanted === 'full' && levels.got('screen')) await levels.ask('full')
  }
  return {
    ref,
    state: () => state,
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    pixelsFor(longPx) {
      const screen = bitmapOf(levels.got('screen'))
      const full = bitmapOf(levels.got('full'))
      return screen && (!full || longOf(screen) >= longPx) ? screen : full
    },
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
      if (!bitmapOf(levels.got('screen'))) return
      wanted = 'screen'
      levels.drop('full')
      tell()
    },
    close() {
      listeners.clear()
      levels.close()
    },
  }
}
