import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import WebSocket from 'ws'
import type { Caller } from '../../src-main/kernel/caller.ts'
import { openDoor } from '../../src-main/kernel/door.ts'
import { openSecrets } from '../../src-main/shell-loopback/secrets.ts'
import { listen } from '../../src-main/shell-loopback/server.ts'
import { requestText, speak } from './raw.ts'

const page = '<!doctype html><title>Cutis</title><p>ours</p>'
/** The address of a picture whose capability is right. */
export const picture = '/bytes/capability/5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002/full'
const person = { userId: 'u', sessionId: 's', name: 'Dr Rig', role: 'nurse' } as unknown as Caller
const longLifeMs = 60 * 60_000

/**
 * The loopback shell as it is, around a house whose doors only write down that they were opened: what an attack reaches
 * is in `reached`, and a refusal leaves it empty.
 */
export async function openShell(clock: { now: number } = { now: 0 }) {
  const reached: string[] = []
  const secrets = openSecrets(() => clock.now, longLifeMs)
  const services = new Proxy(
    {},
    {
      get: (_, room) =>
        new Proxy({}, { get: (_target, call) => () => reached.push(`words ${String(room)}.${String(call)}`) }),
    },
  )
  const router = openDoor(services as never, { audit: async () => {}, incident: () => 'C-0' })
  const doors = {
    router,
    caller: () => person,
    bytes: async (request: Request) => {
      reached.push(`bytes ${request.method} ${new URL(request.url).pathname}`)
      return new Response('bytes', { headers: { 'content-type': 'image/png' } })
    },
  }
  const html = { 'content-type': 'text/html' }
  const script = { 'content-type': 'text/javascript' }
  const glass = {
    serve: (path: string) =>
      path.endsWith('.js') ? new Response('', { headers: script }) : new Response(page, { headers: html }),
  }
  const shell = await listen({ doors: () => doors, glass, secrets })
  const { port } = shell
  const own = `localhost:${port}`
  return {
    port,
    own,
    origin: `http://${own}`,
    secrets,
    clock,
    reached,
    longLifeMs,
    /** Headers of the top-level document, of our page's own reading, and of its writing. */
    document: { Host: own, 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Dest': 'document' },
    reading: { Host: own, 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Dest': 'empty' },
    writing: { Host: own, Origin: `http://${own}`, 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Dest': 'empty' },
    get: (headers: Headers, target = '/') =>
      speak(port, requestText(`GET ${target} HTTP/1.1`, { ...headers, Connection: 'close' })),
    post: (target: string, headers: Headers, body: string) => {
      const length = { 'Content-Length': String(body.length), Connection: 'close' }
      return speak(port, requestText(`POST ${target} HTTP/1.1`, { ...headers, ...length }, body))
    },
    close: () => shell.close(),
  }
}

type Headers = Readonly<Record<string, string | undefined>>
export type Rig = Awaited<ReturnType<typeof openShell>>

/** How a WebSocket's dialling ends: `open`, or how it was refused. */
export function dialled(url: string, protocols: string[], headers: Record<string, string>): Promise<string> {
  return new Promise(resolve => {
    const socket = new WebSocket(url, protocols, { headers, family: 4 })
    socket.once('open', () => {
      socket.terminate()
      resolve('open')
    })
    socket.once('error', error => resolve(error.message))
  })
}

/** Another web server of this machine, as a hostile page would be served from. */
export async function openStranger(html: string): Promise<{ port: number; close(): void }> {
  const server: Server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(html)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
