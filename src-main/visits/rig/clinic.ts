import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** What the clinic was asked, in order: `POST /links`, with its body. */
export interface Asked {
  readonly at: string
  readonly body: Record<string, unknown>
  readonly token: string | undefined
}

export const linkToken = 'k'.repeat(32)

/** A clinic that speaks the workstation's side of docs/visit-protocol.md over loopback, and keeps what it heard. */
export async function openRigClinic() {
  const asked: Asked[] = []
  const said: string[] = []
  const seats = new Set<WebSocket>()
  const state: { answers: boolean; waitingSince: string; guest?: object | undefined } = {
    answers: true,
    waitingSince: '2026-11-02T09:00:00.000Z',
  }
  const answerOf = (at: string, body: Record<string, unknown>): object | undefined => {
    if (at === 'POST /visits/links') return { token: linkToken, expires: 1_793_620_800 }
    if (at === 'GET /visits/ice') return { iceServers: [{ urls: ['turn:relay'], username: 'u', credential: 'c' }] }
    if (at !== 'POST /visits/states') return undefined
    const { guest, waitingSince } = state
    const present = guest ? ['patient', 'guest'] : ['patient']
    const ids = body['visitIds'] as string[]
    return { rooms: ids.map(visitId => ({ visitId, present, admitted: false, waitingSince, guest })) }
  }
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
    request.on('end', () => {
      const at = `${request.method} ${request.url}`
      const body = JSON.parse(text || '{}') as Record<string, unknown>
      asked.push({ at, body, token: request.headers.authorization })
      const answer = answerOf(at, body)
      response.statusCode = state.answers ? (answer ? 200 : 204) : 503
      response.end(state.answers && answer ? JSON.stringify(answer) : undefined)
    })
  })
  const lines = new WebSocketServer({ server })
  lines.on('connection', socket => {
    seats.add(socket)
    socket.on('message', data => said.push(String(data as Buffer)))
    socket.on('close', () => seats.delete(socket))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    asked,
    said,
    /** How many sit in a room now. */
    seated: () => seats.size,
    tell: (frame: object) => {
      for (const socket of seats) socket.send(JSON.stringify(frame))
    },
    close: async () => {
      for (const socket of seats) socket.terminate()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
