import { WebSocket } from 'ws'

export interface Hints {
  /** Listens at this clinic from now on, unless it does already. */
  listen(base: string, token: string): void
  close(): void
}

/**
 * The clinic's change notices. They are only a reason to look now: what they say is not believed, and one that is lost
 * costs nothing but the wait for the next look.
 */
export function openHints(heard: () => void): Hints {
  let socket: WebSocket | undefined
  const forget = (one: WebSocket) => {
    if (socket === one) socket = undefined
  }
  return {
    listen(base, token) {
      if (socket) return
      const address = new URL('/ws', base)
      address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
      const opened = new WebSocket(address, { headers: { authorization: `Bearer ${token}` }, handshakeTimeout: 10_000 })
      socket = opened
      opened.on('message', heard)
      opened.on('close', () => forget(opened))
      opened.on('error', () => forget(opened))
    },
    close() {
      socket?.terminate()
      socket = undefined
    },
  }
}
