import type { ClientContext } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { EngineGone, type LinkState, type Wire, watched } from './wire.ts'

const firstPauseMs = 250
const longestPauseMs = 8000
/** A call asked while the socket is away waits this long for it to come back. */
const patienceMs = 4000

export interface SocketNeeds {
  readonly open: () => WebSocket
  readonly later: (run: () => void, ms: number) => () => void
}

/** Pause before the n-th try, in ms: doubling from a quarter of a second up to eight. */
export const pauseBefore = (tries: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, tries - 1))

/** A wire over one WebSocket that dials again by itself when the engine goes away. */
export function overSocket({ open, later }: SocketNeeds): Wire {
  const state = watched<LinkState>('dialling')
  let current: RPCLink<ClientContext> | undefined
  let socket: WebSocket | undefined
  let tries = 0
  let closed = false
  let stopPause = () => {}

  const dial = () => {
    const next = open()
    socket = next
    next.addEventListener('open', () => {
      tries = 0
      current = new RPCLink({ websocket: next })
      state.set('up')
    })
    next.addEventListener('close', () => {
      current = undefined
      if (closed) return
      state.set('gone')
      stopPause = later(dial, pauseBefore(++tries))
    })
  }
  dial()

  return {
    link: {
      call: async (path, input, options) =>
        (current ?? (await up(state, () => current, later))).call(path, input, options),
    },
    state: state.get,
    watch: state.watch,
    close() {
      closed = true
      stopPause()
      socket?.close()
    },
  }
}

/** The link once it is up, or `EngineGone` when patience ends. */
function up<T>(
  state: { watch: (listener: () => void) => () => void },
  read: () => T | undefined,
  later: SocketNeeds['later'],
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = state.watch(() => {
      const link = read()
      if (link === undefined) return
      giveUp()
      stop()
      resolve(link)
    })
    const giveUp = later(() => {
      stop()
      reject(new EngineGone())
    }, patienceMs)
  })
}
