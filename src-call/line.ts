import { type Heard, heardIn, type Said } from '../src-shared/visit/index.ts'

/** The way to the other side's browser, over whatever carries it. */
export interface Line {
  say(said: Said): void
  /** Calls back with everything that comes; answers how to stop. */
  listen(listener: (heard: Heard) => void): () => void
  /** Makes sure that the line is alive, and opens it anew where it is not. */
  check?(): void
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
/** A path just lost eats a first try; a slow one is given twice the time at each. */
const openingMs = { first: 1200, longest: 10_000 }
const answerMs = 700
const againMs = [250, 500, 1000, 2000, 4000]

/** One socket; nothing is told of it once it has ended. */
interface Socket {
  readonly isOpen: () => boolean
  send(text: string): void
  /** Ends it without waiting: a socket whose path is gone would take minutes to notice. */
  drop(code: number): void
}

interface SocketTells {
  readonly withinMs: number
  readonly opened: () => void
  readonly heard: (frame: unknown) => void
  readonly ended: (code: number) => void
}

function openSocket(
  address: string,
  protocols: readonly string[],
  { withinMs, opened, heard, ended }: SocketTells,
): Socket {
  const socket = new WebSocket(address, [...protocols])
  let isOver = false
  const drop = (code: number): void => {
    if (isOver) return
    isOver = true
    clearTimeout(slow)
    socket.close()
    ended(code)
  }
  const slow = setTimeout(() => drop(0), withinMs)
  socket.addEventListener('open', () => {
    clearTimeout(slow)
    if (!isOver) opened()
  })
  socket.addEventListener('message', ({ data }) => !isOver && heard(data))
  socket.addEventListener('close', ({ code }) => drop(code))
  const isOpen = (): boolean => !isOver && socket.readyState === WebSocket.OPEN
  return { isOpen, send: text => socket.send(text), drop }
}

/** A line over WebSocket that beats every 10 s and comes back by itself; what is said while it is down is lost. */
export function openSocketLine({ address, protocols, allowLoopback, changed }: SocketNeeds): Line {
  const listeners = new Set<(heard: Heard) => void>()
  let tries = 0
  let lastHeardAt = 0
  let checking: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  let socket = open()

  function open(): Socket {
    return openSocket(address, protocols, {
      withinMs: Math.min(openingMs.longest, openingMs.first * 2 ** tries),
      opened: () => {
        tries = 0
        lastHeardAt = performance.now()
        changed('up')
      },
      heard: frame => {
        const heard = typeof frame === 'string' ? heardIn(frame, allowLoopback) : undefined
        lastHeardAt = performance.now()
        if (heard) for (const listener of listeners) listener(heard)
      },
      ended,
    })
  }
  function ended(code: number): void {
    if (isOver) return
    // 44xx are the room's own words: it will say the same again.
    const word = code === overCode ? 'over' : code >= 4400 ? 'refused' : 'down'
    changed(word)
    if (word !== 'down') return close()
    setTimeout(() => !isOver && (socket = open()), againMs[Math.min(tries++, againMs.length - 1)])
  }
  const say = (said: Said): void => {
    if (socket.isOpen()) socket.send(JSON.stringify(said))
  }
  const beat = setInterval(() => {
    say({ kind: 'ping' })
    if (socket.isOpen() && performance.now() - lastHeardAt > silentMs) socket.drop(0)
  }, heartbeatMs)
  const check = (): void => {
    if (checking !== undefined || !socket.isOpen()) return
    const [asked, since] = [socket, lastHeardAt]
    say({ kind: 'ping' })
    checking = setTimeout(() => {
      checking = undefined
      if (lastHeardAt === since) asked.drop(0)
    }, answerMs)
  }
  function close(): void {
    isOver = true
    clearInterval(beat)
    clearTimeout(checking)
    socket.drop(0)
  }
  const listen: Line['listen'] = listener => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return { say, listen, check, close }
}
