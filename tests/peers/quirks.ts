import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Ways in which real FHIR servers differ from what R4 says or from what one would hope (seen on Medplum 5.0.2 and
 * others). A client that works through this server with any of them on can be sent to such a server.
 */
interface Quirks {
  /** PUT to an id that is not there: 404. */
  readonly noUpdateCreate?: boolean
  /** A transaction is run as a batch: its good entries stay, the answer is 200. */
  readonly nonAtomicTx?: boolean
  /** PATCH takes no notice of If-Match. */
  readonly ignoreIfMatchOnPatch?: boolean
  /** PUT with the last If-Match brings a deleted resource back. */
  readonly putResurrects?: boolean
  /** No history of a type (404) or of all (400). */
  readonly noTypeHistory?: boolean
  /** PUT that changes nothing leaves the version as it is. */
  readonly noopKeepsVersion?: boolean
  /** Every n-th request is refused with 429 that does not say for how long. */
  readonly tooManyWithoutRetryAfter?: number
  /** JSON bodies of more bytes than this: 400, not 413. */
  readonly badRequestForTooLarge?: number
  /** Errors are pages for people. */
  readonly htmlErrors?: boolean
  /** A search parameter it does not know: 400. */
  readonly strictUnknownParam?: boolean
}

interface Exchange {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: Buffer
}
interface Result {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}
/** Answers itself, or changes the request, or lets it pass. */
type Quirk = (
  exchange: Exchange,
  ask: (exchange: Exchange) => Promise<Result>,
) => Promise<Result | Exchange | undefined>

/** A server that is the clinic at `origin` with the given quirks; they can be changed while it runs. */
export const openQuirkServer = async (origin: string, quirks: Quirks) => {
  let on = quirks
  let count = 0
  const ask = async ({ method, path, headers, body }: Exchange): Promise<Result> => {
    const response = await fetch(origin + path, {
      method,
      headers,
      redirect: 'manual',
      ...(method !== 'GET' && method !== 'HEAD' && { body: new Uint8Array(body) }),
    })
    const { 'content-length': _length, connection: _connection, ...kept } = Object.fromEntries(response.headers)
    return { status: response.status, headers: kept, body: Buffer.from(await response.arrayBuffer()) }
  }

  const server = createServer((request, response) => {
    count += 1
    void relay(request, response).catch(() => response.destroy())
  })
  const relay = async (request: IncomingMessage, response: ServerResponse) => {
    let exchange = await read(request)
    let result: Result | undefined
    for (const quirk of quirksOf(on, count)) {
      const outcome = await quirk(exchange, ask)
      if (outcome !== undefined && 'status' in outcome) result ??= outcome
      else if (outcome !== undefined) exchange = outcome
    }
    send(
      response,
      asTold(result ?? (await ask(exchange)), { from: origin, to: address(), html: on.htmlErrors === true }),
    )
  }
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
  return {
    origin: address(),
    set: (next: Quirks) => {
      on = next
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const read = async (request: IncomingMessage): Promise<Exchange> => {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (!['host', 'connection', 'content-length', 'transfer-encoding'].includes(name) && typeof value === 'string')
      headers[name] = value
  }
  return { method: request.method ?? 'GET', path: request.url ?? '/', headers, body: Buffer.concat(parts) }
}

/** Links must lead back through this server, and errors may be dressed as pages. */
const asTold = (result: Result, how: { from: string; to: string; html: boolean }): Result => {
  if (how.html && result.status >= 400) {
    return {
      status: result.status,
      headers: { 'content-type': 'text/html' },
      body: Buffer.from(`<html><body><h1>${result.status}</h1></body></html>`),
    }
  }
  const headers = Object.fromEntries(
    Object.entries(result.headers).map(([name, value]) => [name, value.replaceAll(how.from, how.to)]),
  )
  const isJson = result.headers['content-type']?.includes('json') === true
  return {
    ...result,
    headers,
    body: isJson ? Buffer.from(result.body.toString('utf8').replaceAll(how.from, how.to)) : result.body,
  }
}

const send = (response: ServerResponse, { status, headers, body }: Result): void => {
  response.writeHead(status, { ...headers, ...(status !== 204 && status !== 304 && { 'content-length': body.length }) })
  response.end(body)
}

const refusal = (status: number, code: string): Result => ({
  status,
  headers: { 'content-type': 'application/fhir+json' },
  body: Buffer.from(JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] })),
})

const without = (exchange: Exchange, header: string): Exchange => {
  const { [header]: _gone, ...headers } = exchange.headers
  return { ...exchange, headers }
}

/** The resource as it is now, asked for with the same token. */
const current = (exchange: Exchange, ask: (exchange: Exchange) => Promise<Result>) => {
  const { authorization = '' } = exchange.headers
  return ask({ method: 'GET', path: exchange.path, headers: { authorization }, body: Buffer.alloc(0) })
}

const isPut = ({ method, path }: Exchange) => method === 'PUT' && /^\/fhir\/[A-Za-z]+\/[^/?]+$/.test(path)

const quirksOf = (on: Quirks, count: number): Quirk[] => {
  const every = on.tooManyWithoutRetryAfter ?? 0
  const limit = on.badRequestForTooLarge ?? Number.POSITIVE_INFINITY
  const all: [boolean, Quirk][] = [
    [
      every > 0 && count % every === 0,
      async ({ path }) => (path.startsWith('/fhir') ? refusal(429, 'throttled') : undefined),
    ],
    [
      true,
      async ({ headers, body }) =>
        body.length > limit && headers['content-type']?.includes('json') === true
          ? refusal(400, 'too-long')
          : undefined,
    ],
    [on.noTypeHistory === true, noTypeHistory],
    [
      on.noUpdateCreate === true,
      async (exchange, ask) =>
        isPut(exchange) && (await current(exchange, ask)).status === 404 ? refusal(404, 'not-found') : undefined,
    ],
    [on.noopKeepsVersion === true, noopKeepsVersion],
    [
      on.putResurrects === true,
      async (exchange, ask) =>
        isPut(exchange) && (await current(exchange, ask)).status === 410 ? without(exchange, 'if-match') : undefined,
    ],
    [
      on.ignoreIfMatchOnPatch === true,
      async exchange => (exchange.method === 'PATCH' ? without(exchange, 'if-match') : undefined),
    ],
    [on.nonAtomicTx === true, nonAtomicTx],
    [
      on.strictUnknownParam === true,
      async exchange => ({ ...exchange, headers: { ...exchange.headers, prefer: 'handling=strict' } }),
    ],
  ]
  return all.flatMap(([isOn, quirk]) => (isOn ? [quirk] : []))
}

const noTypeHistory: Quirk = async ({ path }) => {
  if (/^\/fhir\/_history\b/.test(path)) return refusal(400, 'not-supported')
  return /^\/fhir\/[A-Za-z]+\/_history\b/.test(path) ? refusal(404, 'not-found') : undefined
}

const noopKeepsVersion: Quirk = async (exchange, ask) => {
  if (!isPut(exchange)) return undefined
  const now = await current(exchange, ask)
  return now.status === 200 && bare(now.body) === bare(exchange.body) ? now : undefined
}

/** A resource without what the server writes into it, its names in order. */
const bare = (body: Buffer): string => {
  const { meta: _meta, ...rest } = JSON.parse(body.toString('utf8')) as Record<string, unknown>
  return JSON.stringify(Object.fromEntries(Object.entries(rest).toSorted(([a], [b]) => a.localeCompare(b))))
}

const nonAtomicTx: Quirk = async (exchange, ask) => {
  if (exchange.method !== 'POST' || !/^\/fhir\/?$/.test(exchange.path)) return undefined
  const bundle = JSON.parse(exchange.body.toString('utf8')) as { type: string }
  if (bundle.type !== 'transaction') return undefined
  const result = await ask({ ...exchange, body: Buffer.from(JSON.stringify({ ...bundle, type: 'batch' })) })
  return {
    ...result,
    body: Buffer.from(result.body.toString('utf8').replace('batch-response', 'transaction-response')),
  }
}
