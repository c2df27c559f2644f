import { type TileName, wordOf } from '../../src-shared/imaging/tiles.ts'
import { openRequests, type RequestsNeeds } from './tile-requests.ts'
import { openTileStore } from './tile-store.ts'
import { openWishes } from './wishes.ts'

export interface TilesNeeds extends Pick<RequestsNeeds, 'load'> {
  readonly decode: (bytes: Uint8Array<ArrayBuffer>) => Promise<ImageBitmap>
  readonly budgetBytes?: number
}

interface Hearing {
  readonly came: () => void
  readonly failed: (error: unknown) => void
}

/** The tiles of all pictures on a stage: one budget, few requests, few decodes at once, nothing for what left the view. */
export interface Tiles {
  /** What `by` wants of a picture from now on, most wanted first; what it wanted before and no longer wants is called off. */
  readonly want: (id: string, tiles: readonly TileName[], by: object) => void
  readonly got: (id: string, tile: TileName) => ImageBitmap | undefined
  readonly hear: (id: string, hearing: Hearing) => () => void
  /** Gives a picture's tiles back and forgets what was wanted of it. */
  readonly drop: (id: string) => void
  readonly bytes: () => number
}

/** Bitmaps of all panes together: some hundred tiles, beside those on screen. */
const budget = 96 * 1024 * 1024
/** Decoding takes a core each; more at once only delays the first. */
const mostDecodes = 3

const keyOf = (id: string, tile: TileName): string => `${id}/${wordOf(tile)}`

export function openTiles({ load, decode, budgetBytes = budget }: TilesNeeds): Tiles {
  const wishes = openWishes(keyOf)
  const store = openTileStore({ budgetBytes, isWanted: wishes.has })
  const hearings = new Map<string, Set<Hearing>>()
  const turn = openTurns(mostDecodes)
  const hearingsOf = (id: string) => [...(hearings.get(id) ?? [])]

  const decoded = async (key: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> => {
    if (!wishes.has(key) || store.has(key)) return false
    const bitmap = await decode(bytes)
    if (wishes.has(key)) store.put(key, bitmap)
    else bitmap.close()
    return store.has(key)
  }
  const requests = openRequests({
    load,
    keyOf,
    isWanted: wishes.has,
    missing: () => wishes.all().map(([id, tiles]) => [id, tiles.filter(tile => !store.has(keyOf(id, tile)))]),
    async arrived(id, key, bytes) {
      if (bytes.byteLength === 0) throw new Error('no such tile')
      if (await turn(() => decoded(key, bytes))) for (const { came } of hearingsOf(id)) came()
    },
    failed(id, error) {
      // Nothing is asked for again by itself: who hears of it decides.
      wishes.forget(id)
      for (const { failed } of hearingsOf(id)) failed(error)
    },
  })
  return {
    want(id, tiles, by) {
      if (wishes.set(id, tiles, by)) requests.pump()
    },
    got: (id, tile) => store.get(keyOf(id, tile)),
    hear(id, hearing) {
      const all = hearings.get(id) ?? new Set()
      hearings.set(id, all.add(hearing))
      return () => void (all.delete(hearing) && all.size === 0 && hearings.delete(id))
    },
    drop(id) {
      wishes.forget(id)
      requests.callOff(id)
      store.drop(`${id}/`)
    },
    bytes: store.bytes,
  }
}

/** Lets at most `most` pieces of work run at once, the others in order. */
function openTurns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const queue: (() => void)[] = []
  return async work => {
    if (running >= most) await new Promise<void>(resolve => queue.push(resolve))
    running++
    try {
      return await work()
    } finally {
      running--
      queue.shift()?.()
    }
  }
}
