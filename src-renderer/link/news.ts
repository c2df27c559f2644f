import type { QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { News } from '../../src-shared/contract/workstation.ts'
import type { Engine } from './open.ts'

interface Listening {
  readonly engine: Engine
  readonly cache: QueryClient
  readonly onLocked: () => void
}

/** Acts on one piece of news: stale answers are asked again, a lock empties the cache before anything else is drawn. */
export function act(news: News, { cache, onLocked }: Omit<Listening, 'engine'>): void {
  switch (news.kind) {
    case 'hello':
    case 'opened':
      // What was missed while nobody listened is unknown, so everything may be stale.
      void cache.invalidateQueries()
      return
    case 'stale':
      for (const name of news.queries) void cache.invalidateQueries({ queryKey: [name.split('.')] })
      return
    case 'locked':
      cache.clear()
      onLocked()
      return
    default:
      news satisfies never
  }
}

const pauseMs = 500

/** Follows the news for as long as the page lives, again after every break of the line. */
async function follow(listening: Listening, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const news = await listening.engine.client.workstation.news(undefined, { signal })
      for await (const piece of news) act(piece, listening)
    } catch {
      // The line broke; the wire dials again and `hello` makes every answer stale.
    }
    await new Promise(resolve => setTimeout(resolve, pauseMs))
  }
}

/** Keeps answers true: see `act`. */
export function useNews({ engine, cache, onLocked }: Listening): void {
  useEffect(() => {
    const stop = new AbortController()
    void follow({ engine, cache, onLocked }, stop.signal)
    return () => stop.abort()
  }, [engine, cache, onLocked])
}
