import type { PictureNeeds } from './picture.ts'

export type Sharpness = 'screen' | 'full'

export type Outcome =
  | { readonly kind: 'bitmap'; readonly bitmap: ImageBitmap }
  | { readonly kind: 'error'; readonly error: unknown }

/** The pixels of one picture at its two sharpnesses. Owns the bitmaps: what is dropped or closed is given back. */
export interface Levels {
  readonly got: (level: Sharpness) => Outcome | undefined
  /** Loads a level once; asking again waits for the same load. */
  readonly ask: (level: Sharpness) => Promise<void>
  /** Gives a level back; one still on its way is given back when it arrives. */
  readonly drop: (level: Sharpness) => void
  readonly forgetErrors: () => void
  readonly close: () => void
}

const giveBack = (outcome: Outcome | undefined) => outcome?.kind === 'bitmap' && outcome.bitmap.close()

export function openLevels(id: string, { load, decode, ready }: PictureNeeds, changed: () => void): Levels {
  const got = new Map<Sharpness, Outcome>()
  const asked = new Map<Sharpness, Promise<void>>()
  const stop = new AbortController()

  const pixels = async (level: Sharpness): Promise<ImageBitmap> => {
    const before = level === 'screen' ? await ready?.(id)?.catch(() => {}) : undefined
    return before ?? (await decode(await load(id, level, stop.signal)))
  }
  const fetched = async (level: Sharpness): Promise<Outcome> => {
    try {
      return { kind: 'bitmap', bitmap: await pixels(level) }
    } catch (error) {
      return { kind: 'error', error }
    }
  }
  const ask = (level: Sharpness): Promise<void> => {
    const before = asked.get(level)
    if (before) return before
    const now: Promise<void> = fetched(level).then(outcome => {
      if (asked.get(level) !== now) return void giveBack(outcome)
      got.set(level, outcome)
      changed()
    })
    asked.set(level, now)
    return now
  }
  const drop = (level: Sharpness) => {
    giveBack(got.get(level))
    got.delete(level)
    asked.delete(level)
  }
  return {
    got: level => got.get(level),
    ask,
    drop,
    forgetErrors: () => {
      for (const level of ['screen', 'full'] as const) if (got.get(level)?.kind === 'error') drop(level)
    },
    close: () => {
      stop.abort()
      drop('screen')
      drop('full')
    },
  }
}
