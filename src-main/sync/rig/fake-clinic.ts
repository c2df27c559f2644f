import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { WebSocketServer } from 'ws'

export interface Heard {
  readonly method: string
  /** Below the FHIR address, with its query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  readonly at: number
}

export interface Said {
  readonly status: number
  readonly body?: object | string | Buffer
  readonly headers?: Readonly<Record<string, string>>
}

/** What happens to a request: an answer of its own, a lost one (`lose`), half of one, or (undefined) the usual. */
export type Mischief = (
  heard: Heard,
  usual: () => Said,
) => Said | 'lose' | 'halve' | undefined | Promise<Said | 'lose' | 'halve' | undefined>

interface Version {
  readonly type: string
  readonly id: string
  readonly version: number
  readonly at: string
  readonly body?: Readonly<Record<string, unknown>> | undefined
  readonly bytes?: Buffer
}

/** The resources of a fake clinic, every version of them in the order they were written. */
function openMemory() {
  const versions: Version[] = []
  const now = (type: string, id: string) => versions.findLast(one => one.type === type && one.id === id)
  return {
    versions,
    now,
    /** Writes the next version; without a body, its deletion. */
    add(
      type: string,
      id: string,
      content: { readonly [name: string]: unknown; readonly bytes?: Buffer } = {},
    ): Version {
      const { bytes, ...body } = content
      const version = (now(type, id)?.version ?? 0) + 1
      const at = new Date().toISOString()
      const meta = { versionId: String(version), lastUpdated: at }
      const isThere = Object.keys(body).length > 0
      const one = { type, id, version, at, ...(isThere && { body: { ...body, id, meta } }), ...(bytes && { bytes }) }
      versions.push(one)
      return one
    },
    of: (type: string) =>
      [...new Set(versions.filter(one => one.type === type).map(one => one.id))].flatMap(
        id => now(type, id)?.body ?? [],
      ),
  }
}

/**
 * A small server over real HTTP whose mischief a test scripts: it keeps resources in memory, knows `If-None-Exist`,
 * `If-Match`, searches by identifier, and tells its history in order or not at all.
 */
export async function openFakeClinic(offers: { history: boolean } = { history: true }) {
  const memory = openMemory()
  const heard: Heard[] = []
  let mischief: Mischief = () => undefined
  let name = `urn:uuid:${randomUUID()}`
  const inside: Inside = { ...memory, history: offers.history, name: () => name }
  const server = createServer((request, response) => void serve(request, response))
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request)
    const path = (request.url ?? '').replace(/^\/fhir\//, '')
    const one: Heard = { method: request.method ?? '', path, headers: request.headers, body, at: Date.now() }
    heard.push(one)
    const usual = () => answer(inside, one, origin())
    say(request, response, { said: (await mischief(one, usual)) ?? usual(), usual })
  }
  const listeners = new WebSocketServer({ server, path: '/ws' })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    ...memory,
    origin,
    heard,
    notice: () => {
      for (const one of listeners.clients) one.send('{}')
      return listeners.clients.size
    },
    misbehave: (next: Mischief) => {
      mischief = next
    },
    behave: () => {
      mischief = () => undefined
    },
    /** Emptied, or another clinic at the same address. */
    reset: (other = false) => {
      memory.versions.length = 0
      if (other) name = `urn:uuid:${randomUUID()}`
    },
    close: () => {
      for (const one of listeners.clients) one.terminate()
      server.closeAllConnections()
      server.close()
    },
  }
}

interface Saying {
  readonly said: Said | 'lose' | 'halve'
  readonly usual: () => Said
}

function say(request: IncomingMessage, response: ServerResponse, { said, usual }: Saying): void {
  if (said === 'lose') return void request.socket.destroy()
  const { status, body, headers } = said === 'halve' ? usual() : said
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'object' ? JSON.stringify(body) : (body ?? ''))
  response.writeHead(status, { 'content-type': 'application/fhir+json', 'content-length': bytes.length, ...headers })
  if (said === 'halve') response.write(bytes.subarray(0, bytes.length >> 1), () => request.socket.destroy())
  else response.end(bytes)
}

export type FakeClinic = Awaited<ReturnType<typeof openFakeClinic>>

type Inside = ReturnType<typeof openMemory> & { readonly history: boolean; readonly name: () => string }

const outcome = (status: number, text: string): Said => ({
  status,
  body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'processing', details: { text } }] },
})
export const refusal = outcome

function answer(clinic: Inside, heard: Heard, origin: string): Said {
  const url = new URL(heard.path, `${origin}/fhir/`)
  const [type = '', id] = url.pathname.replace(/^\/fhir\//, '').split('/')
  if (type === '.well-known') return { status: 200, body: { token_endpoint: `${origin}/fhir/token` } }
  if (type === 'token')
    return { status: 200, body: { access_token: randomUUID(), token_type: 'bearer', expires_in: 300 } }
  if (type === 'metadata') return { status: 200, body: { resourceType: 'CapabilityStatement', url: clinic.name() } }
  if (type === '_history') return clinic.history ? historyOf(clinic, url, origin) : outcome(404, 'no history')
  if (heard.method === 'POST') return create(clinic, heard, type)
  if (id !== undefined) return ofInstance(clinic, heard, { type, id })
  return search(clinic, url, type)
}

const lidIn = (text: string): string | undefined =>
  /identifier=urn:cutis:lid\|([0-9a-f-]{36})/.exec(decodeURIComponent(text))?.[1]

const withLid = (clinic: Inside, type: string, lid: string): Version[] =>
  [...new Set(clinic.versions.filter(one => one.type === type).map(one => one.id))]
    .flatMap(id => clinic.now(type, id) ?? [])
    .filter(one => JSON.stringify(one.body?.['identifier'] ?? '').includes(lid))

const told = (status: number, one: Version): Said => ({
  status,
  headers: { etag: `W/"${one.version}"`, location: `/fhir/${one.type}/${one.id}/_history/${one.version}` },
  ...(one.body && { body: one.body }),
})

function create(clinic: Inside, { body, headers }: Heard, type: string): Said {
  if (type === 'Binary')
    return told(
      201,
      clinic.add(type, randomUUID(), { resourceType: 'Binary', contentType: headers['content-type'], bytes: body }),
    )
  const lid = lidIn(String(headers['if-none-exist'] ?? ''))
  const [there] = lid === undefined ? [] : withLid(clinic, type, lid)
  return there ? told(200, there) : told(201, clinic.add(type, randomUUID(), JSON.parse(body.toString())))
}

function ofInstance(
  clinic: Inside,
  { method, body, headers }: Heard,
  { type, id }: { type: string; id: string },
): Said {
  const now = clinic.now(type, id)
  if (!now) return outcome(404, 'not here')
  if (!now.body) return outcome(410, 'deleted')
  if (method === 'GET')
    return now.bytes ? { status: 200, body: now.bytes, headers: { 'content-type': 'image/jpeg' } } : told(200, now)
  const match = headers['if-match']
  if (match !== undefined && match !== `W/"${now.version}"`) return outcome(412, 'another version')
  if (method === 'DELETE') return told(204, clinic.add(type, id))
  return told(200, clinic.add(type, id, JSON.parse(body.toString())))
}

function search(clinic: Inside, url: URL, type: string): Said {
  const lid = lidIn(url.search)
  const since = url.searchParams.get('_lastUpdated')?.replace(/^ge/, '')
  const all = [...new Set(clinic.versions.filter(one => one.type === type).map(one => one.id))].flatMap(
    id => clinic.now(type, id) ?? [],
  )
  const found = (lid === undefined ? all : withLid(clinic, type, lid))
    .filter(one => one.body && (since == null || one.at >= since))
    .sort((one, other) => one.at.localeCompare(other.at))
  return {
    status: 200,
    body: { resourceType: 'Bundle', type: 'searchset', entry: found.map(one => ({ resource: one.body })) },
  }
}

function historyOf(clinic: Inside, url: URL, origin: string): Said {
  const since = url.searchParams.get('_since')
  const from = Number(url.searchParams.get('_cursor') ?? 0)
  const count = Number(url.searchParams.get('_count') ?? 100)
  const rest = clinic.versions
    .map((one, index) => ({ one, seq: index + 1 }))
    .filter(({ one, seq }) => seq > from && (since === null || one.at >= since))
  const page = rest.slice(0, count)
  const at = page.at(-1)?.seq ?? Math.max(from, clinic.versions.length)
  const link = (relation: string) => ({
    relation,
    url: `${origin}/fhir/_history?_sort=_lastUpdated&_count=${count}&_cursor=${at}`,
  })
  const entry = page.map(({ one }) => ({
    fullUrl: `${origin}/fhir/${one.type}/${one.id}`,
    ...(one.body && { resource: one.body }),
    request: { method: one.body ? 'PUT' : 'DELETE', url: `${one.type}/${one.id}` },
    response: { status: '200', lastModified: one.at },
  }))
  const links = [...(rest.length > page.length ? [link('next')] : []), link('monitor')]
  return { status: 200, body: { resourceType: 'Bundle', type: 'history', link: links, entry } }
}
