import type { ClientContext, ClientLink } from '@orpc/client'

/** `dialling`: first contact. `up`: answers come. `gone`: the engine does not answer; tries go on by themselves. */
export type LinkState = 'dialling' | 'up' | 'gone' | 'refused'

/** One way to the engine. Calls wait while it is dialled, and fail with `EngineGone` when it cannot be reached. */
export interface Wire {
  readonly link: ClientLink<ClientContext>
  readonly state: () => LinkState
  /** Tells of every change of state; returns the way to stop. */
  readonly watch: (listener: () => void) => () => void
  readonly close: () => void
}

/** The engine could not be asked. What it had acknowledged is safe on its side. */
export class EngineGone extends Error {
  override readonly name = 'EngineGone'
}

/** A value that tells its listeners, for `useSyncExternalStore`. */
export function watched<T>(first: T) {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: (): T => value,
    set: (next: T): void => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    watch: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
