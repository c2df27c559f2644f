import { createHash } from 'node:crypto'
import type { Reply } from './answer.ts'
import { SignedOut, type SignIn } from './sign-in.ts'

/** One request; `path` lies below the clinic's FHIR address. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly timeoutMs?: number
}

/** The clinic over HTTP, signed in. Every call resolves: undefined stands for "nobody knows what happened". */
export interface Line {
  /** The FHIR address, without a slash at its end. */
  readonly base: string
  ask(ask: Ask): Promise<Reply | undefined>
  /** SHA-1 (base64) and length of stored bytes; undefined where they could not be read to their end. */
  digest(path: string): Promise<{ readonly sha1: string; readonly size: number } | undefined>
  /** Stored bytes, at most so many; nothing longer is read on. */
  bytes(path: string, most: number): Promise<FetchedBytes>
}

/** What came of asking for stored bytes. */
export type FetchedBytes =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' | 'failed' | 'offline' }

export interface LineNeeds {
  readonly base: string
  readonly fetch: typeof fetch
  readonly signIn: Pick<SignIn, 'token'>
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

const fhirJson = 'application/fhir+json'

/** Opens a line: a token on every request, one new one where the clinic does not know the old, no redirects followed. */
export function openLine(needs: LineNeeds): Line {
  const send = async (ask: Ask, accept: string, renew: boolean): Promise<Response> => {
    const token = await needs.signIn.token(needs.base, renew)
    const timeout = AbortSignal.timeout(ask.timeoutMs ?? needs.timeoutMs)
    return needs.fetch(`${needs.base}/${ask.path}`, {
      method: ask.method,
      redirect: 'manual',
      signal: AbortSignal.any([needs.signal, timeout]),
      headers: {
        accept,
        authorization: `Bearer ${token}`,
        ...(ask.body !== undefined && { 'content-type': fhirJson }),
        ...ask.headers,
      },
      ...(ask.body !== undefined && { body: ask.body }),
    })
  }
  const twice = async (ask: Ask, accept: string): Promise<Response> => {
    const first = await send(ask, accept, false)
    if (first.status !== 401) return first
    await first.body?.cancel()
    return send(ask, accept, true)
  }
  return {
    base: needs.base,
    ask: ask => quietly(async () => replyOf(await twice(ask, fhirJson))),
    digest: path =>
      quietly(async () => {
        const response = await twice({ method: 'GET', path, timeoutMs: needs.timeoutMs * 10 }, '*/*')
        if (response.status !== 200) {
          await response.body?.cancel()
          return undefined
        }
        const bytes = new Uint8Array(await response.arrayBuffer())
        return { sha1: createHash('sha1').update(bytes).digest('base64'), size: bytes.length }
      }),
    bytes: async (path, most) => {
      try {
        return await cappedOf(await twice({ method: 'GET', path, timeoutMs: needs.timeoutMs * 10 }, '*/*'), most)
      } catch {
        return { kind: 'failed' }
      }
    },
  }
}

/** Reads bytes piece by piece and stops at the first too many: what a header says of their length is not relied on. */
async function cappedOf(response: Response, most: number): Promise<FetchedBytes> {
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel()
    return { kind: 'failed' }
  }
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body as AsyncIterable<Uint8Array>) {
    length += part.byteLength
    // Leaving the loop cancels the rest.
    if (length > most) return { kind: 'too-large' }
    parts.push(part)
  }
  return { kind: 'bytes', bytes: new Uint8Array(Buffer.concat(parts)) }
}

/** Reads an answer to its end; one that breaks off or is shorter than it said rejects. */
async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text()
  return { status: response.status, headers: Object.fromEntries(response.headers), text }
}

/** A refused sign-in is told to the one who steers; everything else that goes wrong on a wire is the same to a row. */
async function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SignedOut) return { status: 401, headers: {}, text: '' } as T
    return undefined
  }
}
