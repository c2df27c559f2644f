import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Change } from '../fhir/put.ts'
import { permitOf, permits } from '../login/scopes.ts'
import type { Holder } from '../login/token.ts'

/** A slow listener is skipped beyond this many bytes: a hint lost costs a later poll, never a record. */
const maxBufferedBytes = 1024 * 1024
const heartbeatMs = 30_000

/** `/ws`: after each commit one message `{type,id,seq}` per changed resource, to every listener who may read the type. */
export const openHints = (clock: () => number) => {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024 })
  const listeners = new Map<WebSocket, Holder>()

  const beat = setInterval(() => {
    for (const [socket, holder] of listeners) {
      if (holder.expires * 1000 <= clock()) socket.close(4401, 'the token has expired')
      else socket.ping()
    }
  }, heartbeatMs)
  beat.unref()

  return {
    /** Takes over an upgrade whose token was already checked. */
    accept: (request: IncomingMessage, socket: Duplex, { head, holder }: { head: Buffer; holder: Holder }) => {
      server.handleUpgrade(request, socket, head, listener => {
        listeners.set(listener, holder)
        listener.on('close', () => listeners.delete(listener))
        listener.on('error', () => listener.terminate())
      })
    },
    publish: (changes: readonly Change[]) => {
      for (const [socket, holder] of listeners) {
        const permit = permitOf(holder.scope)
        for (const { type, id, seq } of changes) {
          if (socket.bufferedAmount > maxBufferedBytes) break
          if (permits(permit, type, ['r'])) socket.send(JSON.stringify({ type, id, seq }))
        }
      }
    },
    close: () => {
      clearInterval(beat)
      for (const socket of listeners.keys()) socket.close(1001, 'the clinic is closing')
      server.close()
    },
  }
}
export type Hints = ReturnType<typeof openHints>
