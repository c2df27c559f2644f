import type { QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Door } from '../../src-shared/contract/access.ts'
import type { News } from '../../src-shared/contract/workstation.ts'
import { gather } from './gather.ts'
import type { Engine } from './open.ts'

interface Listening {
  readonly engine: Engine
  readonly cache: QueryClient
  /** `isOutside`: the way in is on the glass already, and somebody may be typing there. */
  readonly onLocked: (isOutside: boolean) => void
}

const doorKey = [['access', 'door']] as const

/** Whether the glass was told before this lock that nobody is inside: the seat is free before the vault has closed. */
const isOutside = (cache: QueryClient): boolean =>
  cache.getQueriesData<Door>({ queryKey: doorKey }).some(([, door]) => door !== undefined && door.me === undefined)

/** Every answer goes; the door's stays where the way in stands on it, and is asked again. */
function empty(cache: QueryClient, keepsDoor: boolean): void {
  if (!keepsDoor) return cache.clear()
  cache.getMutationCache().clear()
  cache.removeQueries({ predicate: ({ queryKey }) => JSON.stringify(queryKey[0]) !== JSON.stringify(doorKey[0]) })
  void cache.invalidateQueries({ queryKey: doorKey })
}

/** A burst of commits (a sync, an import) asks each answer again once, not once a commit: every reading is audited. */
const gatherMs = 150
const pauseMs = 500

/** Acts on news: stale answers are asked again, a lock empties the cache before anything else is drawn. */
export function newsReader({ cache, onLocked }: Omit<Listening, 'engine'>) {
  const stale = gather<string>(names => {
    for (const name of names) void cache.invalidateQueries({ queryKey: [name.split('.')] })
  }, gatherMs)
  const onLockedNow = (): void => {
    const outside = isOutside(cache)
    empty(cache, outside)
    onLocked(outside)
  }
  return {
    read: (news: News): void => {
      switch (news.kind) {
        case 'hello':
        case 'opened':
          // What was missed while nobody listened is unknown, so everything may be stale.
          void cache.invalidateQueries()
          return
        case 'stale':
          stale.add(news.queries)
          return
        case 'locked':
          stale.drop()
          onLockedNow()
          return
        default:
          news satisfies never
      }
    },
    stop: stale.drop,
  }
}

/** Follows the news for as long as the page lives, again after every break of the line. */
async function follow(engine: Engine, read: (news: News) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const news = await engine.client.workstation.news(undefined, { signal })
      for await (const piece of news) read(piece)
    } catch {
      // The line broke; the wire dials again and `hello` makes every answer stale.
    }
    await new Promise(resolve => setTimeout(resolve, pauseMs))
  }
}

/** Keeps answers true: see `newsReader`. */
export function useNews({ engine, cache, onLocked }: Listening): void {
  useEffect(() => {
    const stop = new AbortController()
    const reader = newsReader({ cache, onLocked })
    void follow(engine, reader.read, stop.signal)
    return () => {
      stop.abort()
      reader.stop()
    }
  }, [engine, cache, onLocked])
}
