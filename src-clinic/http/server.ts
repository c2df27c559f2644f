import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Clinic } from '../clinic.ts'
import { acceptLine } from '../visits/index.ts'
import type { FrontNeeds } from './arrival.ts'
import { mustHold } from './caller.ts'
import { openFront } from './front.ts'

const loopback: ReadonlySet<string> = new Set(['127.0.0.1'])

/** Where to listen. Anything but 127.0.0.1 must have a certificate. */
export interface Listening {
  readonly host: string
  readonly port: number
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined
}

/** This host would carry patient data in clear over a network. */
export class ClearTextRefused extends Error {
  override readonly name = 'ClearTextRefused'
  constructor(host: string) {
    super(
      `The clinic listens on ${host} only with a certificate (--tls-cert and --tls-key); without one it listens on 127.0.0.1 alone.`,
    )
  }
}

/** Starts listening; answers the origin, `http://127.0.0.1:PORT` or `https://HOST:PORT`. Throws ClearTextRefused. */
export const listen = async (at: Listening, needs: Omit<FrontNeeds, 'origin'>) => {
  if (!loopback.has(at.host) && at.tls === undefined) throw new ClearTextRefused(at.host)
  let origin = ''
  const front = openFront({ ...needs, origin: () => origin })
  const server: Server = at.tls === undefined ? createServer() : createTlsServer({ ...at.tls, minVersion: 'TLSv1.2' })
  server.headersTimeout = 20_000
  server.requestTimeout = 300_000
  server.keepAliveTimeout = 65_000
  server.on('request', (request, response) => void front(request, response))
  server.on('upgrade', (request, socket, head) => upgrade(needs.clinic(), { request, socket, head, origin }))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  origin = `${at.tls === undefined ? 'http' : 'https'}://${at.host}:${port}`
  return {
    origin,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 2000).unref()
      }),
  }
}

interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  readonly origin: string
}

/** A listener must bring its token in the Authorization header; a page in a browser cannot, and has no business here. */
const upgrade = (clinic: Clinic | undefined, { request, socket, head, origin }: Upgrade): void => {
  const refuse = (status: string) => socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  socket.on('error', () => socket.destroy())
  if (clinic === undefined) return void refuse('503 Service Unavailable')
  if (request.url?.startsWith('/visit')) {
    return takeLine(clinic, { request, socket, head, origin }, refuse)
  }
  if (request.url !== '/ws') return void refuse('404 Not Found')
  if (request.headers.origin !== undefined) return void refuse('403 Forbidden')
  try {
    clinic.hints.accept(request, socket, { head, holder: mustHold(clinic, request) })
  } catch {
    refuse('401 Unauthorized')
  }
}

const takeLine = (clinic: Clinic, knock: Upgrade, refuse: (status: string) => unknown): void => {
  try {
    const isIn = acceptLine(clinic.visits, { ...knock, mustHold: () => mustHold(clinic, knock.request) })
    if (!isIn) refuse('403 Forbidden')
  } catch {
    refuse('401 Unauthorized')
  }
}
