import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import type { Caller } from '../kernel/caller.ts'
import type { DoorRouter } from '../kernel/door.ts'
import type { Glass } from '../kernel/glass.ts'
import { admits } from '../kernel/shell-rules.ts'
import { answer, requestOf } from './http.ts'
import { isOwnUser } from './peer.ts'
import type { Secrets } from './secrets.ts'

/** What the house hangs its doors on: looked up at every use, because the demo clinic may take the house's place. */
export interface Doors {
  readonly router: DoorRouter
  readonly caller: () => Caller | undefined
  readonly bytes: (request: Request) => Promise<Response>
}

export interface LoopbackNeeds {
  readonly doors: () => Doors
  readonly glass: Glass
  readonly secrets: Secrets
  readonly port?: number
  readonly ownUser?: typeof isOwnUser
}

export interface Loopback {
  readonly port: number
  /** How many windows hold a connection, told at every change. */
  whenWindows(listener: (open: number) => void): void
  /** Drops every window's connection; they come back by themselves. */
  hangUp(): void
  close(): Promise<void>
}

/** The largest message a window may send over the words door; pictures go by the bytes door. */
const largestMessage = 24 * 1024 * 1024

/** Slow or endless requests end by themselves; the check's own interval is part of how long one may last. */
const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 2000,
}

/** The loopback doors: the same three, on one port of this machine that only our own browser can use. */
export async function listen(needs: LoopbackNeeds): Promise<Loopback> {
  const server = createServer(limits)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage, handleProtocols: () => 'cutis' })
  const peers = new WeakMap<Socket, Promise<boolean>>()
  let told: (open: number) => void = () => {}

  server.on('connection', socket => {
    const peer = peerOf(needs, socket)
    peers.set(socket, peer)
    // Another account's connection is not even held: it would count against us.
    void peer.then(own => own || socket.destroy())
  })
  server.on('request', (request, response) => {
    // Whoever goes away in the middle of a sentence ends that sentence and nothing else.
    onRequest(needs, peers, request, response).catch(() => response.destroy())
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    void mayTalk(needs, peers, request).then(welcome => {
      if (!welcome) return socket.destroy()
      return sockets.handleUpgrade(request, socket, head, connection => sockets.emit('connection', connection, request))
    })
  })
  sockets.on('connection', connection => {
    const doors = needs.doors()
    void new RPCHandler(doors.router).upgrade(connection, { context: { caller: doors.caller } })
    told(sockets.clients.size)
    connection.on('close', () => told(sockets.clients.size))
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(needs.port ?? 0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    whenWindows: listener => {
      told = listener
    },
    hangUp: () => sockets.clients.forEach(client => client.terminate()),
    close: async () => {
      sockets.clients.forEach(client => client.terminate())
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

const peerOf = ({ ownUser = isOwnUser }: LoopbackNeeds, socket: Socket): Promise<boolean> =>
  ownUser({
    theirAddress: socket.remoteAddress ?? '',
    theirPort: socket.remotePort ?? 0,
    ourAddress: socket.localAddress ?? '',
    ourPort: socket.localPort ?? 0,
  })

async function isAdmitted(peers: WeakMap<Socket, Promise<boolean>>, request: IncomingMessage, upgrade: boolean) {
  const { headers, socket } = request
  const hostCount = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
  const one = (name: string) => {
    const value = headers[name]
    return typeof value === 'string' ? value : undefined
  }
  const knock = {
    method: request.method ?? '',
    path: (request.url ?? '').split('?')[0] ?? '',
    host: headers.host,
    hostCount,
    origin: headers.origin,
    fetchSite: one('sec-fetch-site'),
    fetchDest: one('sec-fetch-dest'),
    upgrade,
  }
  // A browser sends no fetch metadata with a WebSocket's handshake in every version, so the exact Origin stands for it.
  return admits(knock, socket.localPort ?? 0) && (await peers.get(socket)) === true
}

async function mayTalk(needs: LoopbackNeeds, peers: WeakMap<Socket, Promise<boolean>>, request: IncomingMessage) {
  const [name, secret] = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(part => part.trim())
  return (await isAdmitted(peers, request, true)) && name === 'cutis' && needs.secrets.admits(secret)
}

async function onRequest(
  needs: LoopbackNeeds,
  peers: WeakMap<Socket, Promise<boolean>>,
  ...[request, response]: [IncomingMessage, ServerResponse]
): Promise<void> {
  if (!(await isAdmitted(peers, request, false))) return answer(response, new Response(null, { status: 421 }))
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  if (request.method === 'POST' && path === '/boot') return answer(response, await boot(needs, request))
  if (path.startsWith('/bytes/')) return answer(response, await needs.doors().bytes(requestOf(request)))
  if (request.method === 'GET') return answer(response, needs.glass.serve(path))
  return answer(response, new Response(null, { status: 405 }))
}

async function boot({ secrets }: LoopbackNeeds, request: IncomingMessage): Promise<Response> {
  let offered = ''
  for await (const piece of request) {
    offered += String(piece)
    if (offered.length > 100) return new Response(null, { status: 413 })
  }
  const session = secrets.exchange(offered)
  const headers = { 'cache-control': 'no-store' }
  return session ? new Response(session, { headers }) : new Response(null, { status: 403, headers })
}
