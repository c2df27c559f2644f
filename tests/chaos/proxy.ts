import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { between } from './random.ts'

export const mishaps = [
  'dropped-before',
  'dropped-after',
  'page-503',
  'throttled-429',
  'half-a-body',
  'sent-twice',
  'late-copy',
  'delayed',
] as const
export type Mishap = (typeof mishaps)[number]

/** Chances in percent, one draw per request; what is left goes through untouched. */
const chances: readonly (readonly [Mishap, number])[] = [
  ['dropped-before', 10],
  ['dropped-after', 20],
  ['page-503', 5],
  ['throttled-429', 5],
  ['half-a-body', 5],
  ['sent-twice', 5],
  ['late-copy', 4],
  ['delayed', 6],
]

export interface Proxy {
  readonly origin: string
  readonly counts: Readonly<Record<Mishap, number>>
  requests(): number
  calm(): void
  close(): void
}

interface Whole {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: Buffer
}

/** A bad road to the clinic at `port`. Every request meets at most one mishap, drawn from `random`. */
export async function openProxy(port: () => number, random: () => number): Promise<Proxy> {
  const counts = Object.fromEntries(mishaps.map(name => [name, 0])) as Record<Mishap, number>
  let isRough = true
  let seen = 0
  const draw = (): Mishap | undefined => {
    if (!isRough) return undefined
    let left = random() * 100
    const found = chances.find(([, percent]) => {
      left -= percent
      return left < 0
    })?.[0]
    if (found) counts[found] += 1
    return found
  }
  const server = createServer((incoming, outgoing) => {
    seen += 1
    carry({ incoming, outgoing, mishap: draw(), port: port(), own: originOf(server.address()), random }).catch(() =>
      incoming.socket.destroy(),
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: originOf(server.address()),
    counts,
    requests: () => seen,
    calm: () => {
      isRough = false
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const originOf = (address: unknown): string => `http://127.0.0.1:${(address as AddressInfo).port}`

interface Trip {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly mishap: Mishap | undefined
  readonly port: number
  readonly own: string
  readonly random: () => number
}

async function carry(trip: Trip): Promise<void> {
  const { incoming, outgoing, mishap, port, random } = trip
  const body = await buffer(incoming)
  if (mishap === 'dropped-before') return void incoming.socket.destroy()
  if (mishap === 'page-503') return reply(outgoing, page(503, '<html><body>Down for maintenance</body></html>'))
  if (mishap === 'throttled-429')
    return reply(outgoing, random() < 0.2 ? asked('1') : page(429, 'slow down', 'text/plain'))
  const forward = () => upstream(incoming, body, port)
  if (mishap === 'delayed') await new Promise(resolve => setTimeout(resolve, between(random, 20, 300)))
  if (mishap === 'late-copy') setTimeout(() => forward().catch(() => undefined), between(random, 50, 1500))
  if (mishap === 'sent-twice') await forward()
  bringBack(trip, await forward())
}

function bringBack({ incoming, outgoing, mishap, port, own }: Trip, answer: Whole): void {
  const drop = () => void incoming.socket.destroy()
  if (mishap === 'dropped-after') return drop()
  const whole = rewritten(incoming.url ?? '', answer, { from: `http://127.0.0.1:${port}`, to: own })
  if (mishap !== 'half-a-body') return reply(outgoing, whole)
  outgoing.writeHead(whole.status, { ...whole.headers, 'content-length': whole.body.length })
  outgoing.write(whole.body.subarray(0, whole.body.length >> 1), drop)
}

const page = (status: number, html: string, type = 'text/html'): Whole => ({
  status,
  headers: { 'content-type': type },
  body: Buffer.from(html),
})
const asked = (seconds: string): Whole => {
  const whole = page(429, 'slow down', 'text/plain')
  return { ...whole, headers: { ...whole.headers, 'retry-after': seconds } }
}

function reply(outgoing: ServerResponse, { status, headers, body }: Whole): void {
  outgoing.writeHead(status, { ...headers, 'content-length': body.length })
  outgoing.end(body)
}

/** The clinic calls itself by its own address; whoever comes by this road calls it by ours. Its sign-in is left alone. */
function rewritten(url: string, answer: Whole, { from, to }: { from: string; to: string }): Whole {
  const {
    'transfer-encoding': _chunks,
    'content-length': _length,
    connection: _connection,
    ...headers
  } = answer.headers
  const isText = /json/.test(String(headers['content-type'] ?? '')) && !url.includes('.well-known')
  const body = isText ? Buffer.from(answer.body.toString('utf8').replaceAll(from, to)) : answer.body
  return { status: answer.status, headers, body }
}

function upstream(incoming: IncomingMessage, body: Buffer, port: number): Promise<Whole> {
  return new Promise((resolve, reject) => {
    const headers = { ...incoming.headers, host: `127.0.0.1:${port}`, connection: 'close' }
    const asking = request(
      { host: '127.0.0.1', port, path: incoming.url, method: incoming.method, headers },
      answer => {
        buffer(answer).then(
          whole => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: whole }),
          reject,
        )
      },
    )
    asking.on('error', reject)
    asking.end(body)
  })
}
