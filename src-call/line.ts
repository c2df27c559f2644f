import { type Heard, heardIn, type Said } from '../src-shared/visit/index.ts'

/** The way to the other side's browser, over whatever carries it. */
export interface Line {
  say(said: Said): void
  /** Calls back with everything that comes; answers how to stop. */
  listen(listener: (heard: Heard) => void): () => void
  close(): void
}

interface SocketNeeds {
  readonly address: string
  readonly protocols: readonly string[]
  readonly allowLoopback: boolean
  /** `up` once the room has taken us, `down` while it is sought again, `over` at the visit's end, `refused` where it will not have us. */
  readonly changed: (state: 'up' | 'down' | 'over' | 'refused') => void
}

/** The room's own word for a visit that is over. */
const overCode = 4410
const heartbeatMs = 10_000
const silentMs = 25_000
const againMs = [500, 1000, 2000, 4000]

/** A line over WebSocket that beats every 10 s and comes back by itself; what is said while it is down is lost. */
export function openSocketLine({ address, protocols, allowLoopback, changed }: SocketNeeds): Line {
  const listeners = new Set<(heard: Heard) => void>()
  let socket: WebSocket | undefined
  let tries = 0
  let lastHeardAt = 0
  let isOver = false

  const say = (said: Said): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(said))
  }
  const close = (): void => {
    isOver = true
    clearInterval(beat)
    socket?.close()
  }
  const take = (frame: unknown): void => {
    const heard = typeof frame === 'string' ? heardIn(frame, allowLoopback) : undefined
    lastHeardAt = performance.now()
    if (heard) for (const listener of listeners) listener(heard)
  }
  const ended = (code: number): void => {
    if (isOver) return
    // 44xx are the room's own words: it will say the same again.
    if (code >= 4400) {
      changed(code === overCode ? 'over' : 'refused')
      return close()
    }
    changed('down')
    setTimeout(open, againMs[Math.min(tries++, againMs.length - 1)])
  }
  function open(): void {
    if (isOver) return
    const fresh = new WebSocket(address, [...protocols])
    socket = fresh
    fresh.addEventListener('open', () => {
      tries = 0
      lastHeardAt = performance.now()
      changed('up')
    })
    fresh.addEventListener('message', ({ data }) => take(data))
    fresh.addEventListener('close', ({ code }) => ended(code))
  }
  const beat = setInterval(() => {
    say({ kind: 'ping' })
    if (socket?.readyState === WebSocket.OPEN && performance.now() - lastHeardAt > silentMs) socket.close()
  }, heartbeatMs)
  open()
  return {
    say,
    listen: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close,
  }
}
