import type { Resource } from '../../src-shared/fhir/index.ts'

/** What came back over HTTP, read to its end. `headers` by lower-case name. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** What a reply means for the row that was sent. */
export type Answer =
  | { readonly kind: 'accepted'; readonly created: boolean; readonly location: Location; readonly body?: Resource }
  /** Not now: the clinic says when, or leaves it to us. It may have acted all the same. */
  | { readonly kind: 'later'; readonly words: string; readonly waitMs?: number }
  /** Nobody can say whether the clinic acted: read back before trying again. */
  | { readonly kind: 'unknown'; readonly words: string }
  | { readonly kind: 'refused'; readonly words: string; readonly status: number }
  /** Another version is there (409, 412). */
  | { readonly kind: 'stale' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'signed-out' }

/** Where the clinic keeps it; parts a server leaves out are absent. */
export interface Location {
  readonly id?: string
  readonly version?: string
}

const patience: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504, 507, 509])
const longestWaitMs = 60 * 60 * 1000

/** Reads a reply to a write or a read of one resource; `now` in ms dates a Retry-After given as a date. */
export function answerOf(reply: Reply, now: number): Answer {
  const { status } = reply
  if (status === 401) return { kind: 'signed-out' }
  if (status >= 300 && status < 400)
    return { kind: 'unknown', words: 'A page stands between this machine and the clinic (a sign-in of the network?).' }
  if (patience.has(status) || status >= 500) return later(reply, now)
  if (status >= 200 && status < 300) return good(reply)
  return bad(reply)
}

/** The same for a request that got no reply at all. */
export const noAnswer = (): Answer => ({ kind: 'unknown', words: 'The clinic could not be reached.' })

function later(reply: Reply, now: number): Answer {
  const waitMs = waitOf(reply.headers, now)
  const words =
    reply.status === 429 ? 'The clinic asks for a pause.' : `The clinic is not ready (status ${reply.status}).`
  return { kind: 'later', words, ...(waitMs !== undefined && { waitMs }) }
}

function good(reply: Reply): Answer {
  const location = locationOf(reply.headers)
  if (reply.status === 204 || reply.text === '') return { kind: 'accepted', created: reply.status === 201, location }
  const body = resourceOf(reply.text)
  if (!body) return { kind: 'unknown', words: 'The answer was cut off, or did not come from the clinic.' }
  const created = reply.status === 201
  if (body.resourceType === 'OperationOutcome') return { kind: 'accepted', created, location }
  return { kind: 'accepted', created, location: { ...location, ...ownLocation(body) }, body }
}

function bad(reply: Reply): Answer {
  const { status } = reply
  // A gateway may be the one that finds a body too large; every other no is only believed in the clinic's own words.
  if (status !== 413 && isPage(reply))
    return { kind: 'unknown', words: `Something other than the clinic answered (status ${status}).` }
  if (status === 409 || status === 412) return { kind: 'stale' }
  if (status === 410) return { kind: 'gone' }
  if (status === 404) return { kind: 'missing' }
  return { kind: 'refused', status, words: refusalWords(reply) }
}

const isPage = ({ headers, text }: Reply): boolean =>
  /html/i.test(headers['content-type'] ?? '') || text.trimStart().startsWith('<')

const staticWords: Readonly<Record<number, string>> = {
  403: 'This workstation may not write this at the clinic.',
  405: 'The clinic does not take this kind of record.',
  413: 'This is larger than the clinic accepts.',
}

function refusalWords(reply: Reply): string {
  const said = outcomeWords(resourceOf(reply.text))
  const own = staticWords[reply.status] ?? `The clinic refused it (status ${reply.status}).`
  return said ? `${own} It says: ${said}` : own
}

/** The first sentences of an OperationOutcome, at most 300 characters; undefined where it says nothing. */
export function outcomeWords(body: Resource | undefined): string | undefined {
  if (body?.resourceType !== 'OperationOutcome' || !Array.isArray(body['issue'])) return undefined
  const said = body['issue'].flatMap((issue: unknown) => {
    const { details, diagnostics } = (issue ?? {}) as { details?: { text?: unknown }; diagnostics?: unknown }
    const words = details?.text ?? diagnostics
    return typeof words === 'string' && words !== '' ? [words] : []
  })
  return said.length > 0 ? said.join('; ').slice(0, 300) : undefined
}

/** The resource in `text`, or undefined for anything else: a page, half a body, a list. */
export function resourceOf(text: string): Resource | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const type = (value as { resourceType?: unknown } | null)?.resourceType
    return typeof type === 'string' && type !== '' ? (value as Resource) : undefined
  } catch {
    return undefined
  }
}

const ownLocation = ({ id, meta }: Resource): Location => ({
  ...(typeof id === 'string' && { id }),
  ...(typeof meta?.versionId === 'string' && { version: meta.versionId }),
})

/** Location may lack its version (some servers), the ETag may be weak or quoted twice (RFC 9110 §8.8.3). */
function locationOf(headers: Reply['headers']): Location {
  const [, id, inPath] =
    /\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?\/?$/.exec(headers['location'] ?? '') ?? []
  const version = /^(?:W\/)?"([^"]+)"$/.exec(headers['etag'] ?? '')?.[1] ?? inPath
  return { ...(id && { id }), ...(version && { version }) }
}

/** Retry-After in seconds or as a date, else the `t` of a RateLimit header (draft-ietf-httpapi-ratelimit-headers); in ms, at most an hour. */
export function waitOf(headers: Reply['headers'], now: number): number | undefined {
  const after = headers['retry-after']?.trim()
  const wait = (after === undefined ? undefined : afterOf(after, headers, now)) ?? rateOf(headers['ratelimit'])
  return wait === undefined ? undefined : Math.min(Math.max(wait, 0), longestWaitMs)
}

const afterOf = (text: string, headers: Reply['headers'], now: number): number | undefined =>
  /^\d{1,9}$/.test(text) ? Number(text) * 1000 : dated(text, headers, now)

function rateOf(header: string | undefined): number | undefined {
  const [, seconds] = /(?:^|[;,\s])t=(\d{1,9})\b/.exec(header ?? '') ?? []
  return seconds === undefined ? undefined : Number(seconds) * 1000
}

/** Measured against the clinic's own Date, so that a wrong clock here does not turn seconds into days. */
function dated(text: string, headers: Reply['headers'], now: number): number | undefined {
  const until = Date.parse(text)
  const from = Date.parse(headers['date'] ?? '')
  return Number.isNaN(until) ? undefined : until - (Number.isNaN(from) ? now : from)
}
