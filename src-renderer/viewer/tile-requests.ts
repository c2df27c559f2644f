import type { TileName } from '../../src-shared/imaging/tiles.ts'

/** How the tiles of one answer come in. */
export interface Coming {
  readonly signal: AbortSignal
  readonly tile: (at: number, bytes: Uint8Array<ArrayBuffer>) => void
}

export interface RequestsNeeds {
  /** Tells each tile as its bytes come, in the order asked; rejects with a coded refusal. */
  readonly load: (id: string, tiles: readonly TileName[], on: Coming) => Promise<void>
  readonly keyOf: (id: string, tile: TileName) => string
  readonly isWanted: (key: string) => boolean
  /** What is wanted of each picture and not here, most wanted first. */
  readonly missing: () => readonly (readonly [string, readonly TileName[]])[]
  readonly arrived: (id: string, key: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>
  readonly failed: (id: string, error: unknown) => void
}

/** The requests for tiles that are under way: few, and none of which nothing is wanted any more. */
export interface Requests {
  /** Calls off and asks for, as it is now wanted. */
  readonly pump: () => void
  readonly callOff: (id: string) => void
}

/** Tiles in one request: enough that the way there costs little, few enough to call off. */
const mostInBatch = 12
const mostRequests = 2

interface Batch {
  readonly id: string
  readonly tiles: readonly TileName[]
  readonly stop: AbortController
  /** Keys of the tiles not here yet. */
  readonly left: Set<string>
}

export function openRequests({ load, keyOf, isWanted, missing, arrived, failed }: RequestsNeeds): Requests {
  const batches = new Set<Batch>()
  const callOff = (batch: Batch) => {
    // Its place is free at once, whenever its answer ends.
    batches.delete(batch)
    batch.stop.abort()
  }
  const isComing = (key: string) => [...batches].some(({ left }) => left.has(key))
  const next = (): Batch | undefined => {
    for (const [id, wanted] of missing()) {
      const tiles = wanted.filter(tile => !isComing(keyOf(id, tile))).slice(0, mostInBatch)
      if (tiles.length > 0)
        return { id, tiles, stop: new AbortController(), left: new Set(tiles.map(tile => keyOf(id, tile))) }
    }
    return undefined
  }
  const run = async ({ id, tiles, stop, left }: Batch): Promise<void> => {
    const ready: Promise<void>[] = []
    const tile = (at: number, bytes: Uint8Array<ArrayBuffer>) => {
      const key = tiles[at] && keyOf(id, tiles[at])
      if (key === undefined) return
      const one = arrived(id, key, bytes).finally(() => left.delete(key))
      // Heard again below, when all of the answer is here.
      one.catch(() => {})
      ready.push(one)
    }
    try {
      await load(id, tiles, { signal: stop.signal, tile })
      await Promise.all(ready)
    } catch (error) {
      await Promise.allSettled(ready)
      if (!stop.signal.aborted) failed(id, error)
    }
  }
  const pump = () => {
    for (const batch of batches) if (![...batch.left].some(isWanted)) callOff(batch)
    while (batches.size < mostRequests) {
      const batch = next()
      if (!batch) return
      batches.add(batch)
      void run(batch).finally(() => {
        batches.delete(batch)
        pump()
      })
    }
  }
  return {
    pump,
    callOff(id) {
      for (const batch of batches) if (batch.id === id) callOff(batch)
    },
  }
}
