/** An encoded picture. */
export type Picture = Uint8Array<ArrayBuffer>

/** Small pictures, fetched many at a time: a request of its own costs each of them more than its bytes do. */
export interface Thumbs {
  /** The bytes of a small picture, undefined where there is none. Rejects where the engine does not answer. */
  ask(blobId: string): Promise<Picture | undefined>
  /** Forgets every picture: nothing of a patient stays in the page's memory after a lock. */
  close(): void
}

/** As many as the bytes door answers at once. */
const mostAtOnce = 64
/** Pictures of some ten kilobytes that are kept; beyond this the oldest is forgotten. */
const mostKept = 2000

interface Waiting {
  readonly promise: Promise<Picture | undefined>
  readonly settle: (picture: Picture | undefined) => void
  readonly fail: (error: unknown) => void
}

/** The bytes door's list of small pictures under one sign-in's capability; what is asked for in one turn goes in one request. */
export function openThumbs(capability: string, send: typeof fetch = (...asked) => fetch(...asked)): Thumbs {
  const kept = new Map<string, Picture>()
  let waiting = new Map<string, Waiting>()
  const asked = new Map<string, Waiting>()
  let closed = false

  const keep = (id: string, picture: Picture | undefined): Picture | undefined => {
    if (!picture?.byteLength || closed) return undefined
    kept.set(id, picture)
    const [oldest] = kept.size > mostKept ? kept.keys() : []
    if (oldest !== undefined) kept.delete(oldest)
    return picture
  }
  const fetched = async (some: readonly [string, Waiting][]): Promise<void> => {
    try {
      const answer = await send(`/bytes/${capability}/thumbs/${some.map(([id]) => id).join(',')}`)
      if (!answer.ok) throw new Error('small pictures refused')
      const parts = partsOf(new Uint8Array(await answer.arrayBuffer()), some.length)
      for (const [at, [id, { settle }]] of some.entries()) settle(keep(id, parts[at]))
    } catch (error) {
      for (const [, { fail }] of some) fail(error)
    } finally {
      for (const [id] of some) asked.delete(id)
    }
  }
  const flush = (): void => {
    const all = [...waiting]
    waiting = new Map()
    for (const [id, one] of all) asked.set(id, one)
    for (let at = 0; at < all.length; at += mostAtOnce) void fetched(all.slice(at, at + mostAtOnce))
  }
  return {
    async ask(blobId) {
      const known = kept.get(blobId)
      if (known !== undefined || closed) return known
      const same = waiting.get(blobId) ?? asked.get(blobId)
      if (same) return await same.promise
      if (waiting.size === 0) queueMicrotask(flush)
      const { promise, resolve: settle, reject: fail } = Promise.withResolvers<Picture | undefined>()
      waiting.set(blobId, { promise, settle, fail })
      return await promise
    },
    close() {
      closed = true
      kept.clear()
    },
  }
}

/** `count` pieces, each behind its length (unsigned, 32 bits, big-endian). Throws where the bytes are not exactly that. */
export function partsOf(bytes: Picture, count: number): Picture[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Picture[] = []
  let at = 0
  for (let index = 0; index < count; index++) {
    const length = at + 4 <= bytes.byteLength ? view.getUint32(at) : Number.POSITIVE_INFINITY
    if (at + 4 + length > bytes.byteLength) throw new RangeError('small pictures cut short')
    parts.push(bytes.slice(at + 4, at + 4 + length))
    at += 4 + length
  }
  if (at !== bytes.byteLength) throw new RangeError('more than the small pictures asked for')
  return parts
}
