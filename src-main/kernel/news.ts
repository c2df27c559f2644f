import { EventPublisher } from '@orpc/server'
import type { News } from '../../src-shared/contract/workstation.ts'

export interface NewsDesk {
  tell(news: News): void
  /** Everything told from now on, until the listener goes away. Starts with `hello`, so that the far side knows it listens. */
  follow(signal?: AbortSignal): AsyncGenerator<News, void, void>
}

/** Tells the windows what happened. Rooms do not listen to each other through it. */
export function openNews(): NewsDesk {
  const publisher = new EventPublisher<{ news: News }>()
  return {
    tell: news => publisher.publish('news', news),
    async *follow(signal) {
      const heard = publisher.subscribe('news', signal ? { signal } : {})
      yield { kind: 'hello' }
      yield* heard
    },
  }
}
