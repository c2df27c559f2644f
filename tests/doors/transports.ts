import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import WebSocket from 'ws'
import { type House, openHouse } from '../../src-main/house.ts'
import { forkHelper } from '../../src-main/kernel/process.ts'
import { openSecrets } from '../../src-main/shell-loopback/secrets.ts'
import { listen } from '../../src-main/shell-loopback/server.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'

/** One way into a real house: a typed client for words and events, a fetch for bytes. */
export interface Doors {
  readonly client: CutisClient
  readonly bytes: (path: string, init?: RequestInit) => Promise<Response>
  /** A call by any name, as a hostile page could send it. */
  readonly raw: (path: string[]) => Promise<unknown>
  readonly house: House
  readonly log: readonly string[]
  close(): Promise<void>
}

const source = join(import.meta.dirname, '..', '..')
const entries = {
  darkroom: 'src-main/imaging/darkroom-process.ts',
  clinic: 'src-clinic/main.ts',
  surveyor: 'src-main/imaging/survey/surveyor-process.ts',
  press: 'src-main/documents/press-process.ts',
  painter: 'src-main/demo/painter-process.ts',
}

/** A real house from the sources, in a folder of its own: vault thread, darkroom and embedded clinic included. */
export async function realHouse(folder: string, log: string[] = []): Promise<House> {
  return await openHouse({
    folder,
    demo: false,
    shell: 'loopback',
    version: '0.0.0-test',
    thread: join(source, 'src-main', 'vault-thread.ts'),
    start: (entry, args) => forkHelper(join(source, entries[entry]), args),
    openDemo: () => {},
    now: () => new Date(),
    log: line => void log.push(line),
  })
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'cutis-doors-'))

/** As in Electron: structured clones over a message port, bytes by the scheme's handler. */
export async function overPort(): Promise<Doors> {
  const folder = newFolder()
  const log: string[] = []
  const house = await realHouse(folder, log)
  const { port1, port2 } = new MessageChannel()
  new PortHandler(house.router).upgrade(port1, { context: { caller: house.caller } })
  const link = new PortLink({ port: port2 })
  const client: CutisClient = createORPCClient(link)
  port1.start()
  port2.start()
  return {
    client,
    raw: path => link.call(path, {}, { context: {} }),
    house,
    log,
    bytes: (path, init) => house.bytes(new Request(`cutis://app${path}`, init)),
    close: async () => {
      port2.close()
      await house.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** As in the loopback shell: one port of localhost, with everything a browser of ours sends along. */
export async function overSocket(): Promise<Doors> {
  const folder = newFolder()
  const log: string[] = []
  const house = await realHouse(folder, log)
  const secrets = openSecrets(Date.now, 60_000)
  const shell = await listen({ doors: () => house, glass: { serve: () => new Response('page') }, secrets })
  const origin = `http://localhost:${shell.port}`
  const session = secrets.exchange(secrets.boot) ?? ''
  const socket = new WebSocket(`ws://localhost:${shell.port}/words`, ['cutis', session], { origin, family: 4 })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const link = new SocketLink({ websocket: socket as never })
  const client: CutisClient = createORPCClient(link)
  const ours = { origin, 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' }
  return {
    client,
    raw: path => link.call(path, {}, { context: {} }),
    house,
    log,
    bytes: (path, init = {}) =>
      overHttp(shell.port, path, { ...init, headers: { ...ours, ...(init.headers as object) } }),
    close: async () => {
      socket.terminate()
      await shell.close()
      await house.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** `fetch` may not set Origin and Host as a browser does, so the request is written by hand. */
async function overHttp(port: number, path: string, init: RequestInit): Promise<Response> {
  const { request } = await import('node:http')
  const body = init.body ? Buffer.from(await new Response(init.body).arrayBuffer()) : undefined
  return await new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: init.method ?? 'GET',
        headers: { ...(init.headers as object), host: `localhost:${port}` },
      },
      answer => {
        const pieces: Buffer[] = []
        answer.on('data', (piece: Buffer) => pieces.push(piece))
        answer.on('end', () => {
          const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)])
          const nothing = answer.statusCode === 204 || answer.statusCode === 416
          resolve(new Response(nothing ? null : Buffer.concat(pieces), { status: answer.statusCode ?? 500, headers }))
        })
      },
    )
    asked.once('error', reject)
    asked.end(body)
  })
}
