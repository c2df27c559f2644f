import type { Bytes } from './bytes.ts'

/** One picture fetched and decoded before it is asked for: the first of the case that comes next. */
export interface Ahead {
  /** Fetches and decodes a picture's screen level; what was held before and not taken is given back. */
  readonly want: (blobId: string) => void
  /** The pixels, once; the taker closes them. Undefined where they were not wanted ahead. */
  readonly take: (blobId: string) => Promise<ImageBitmap> | undefined
  readonly close: () => void
}

interface Held {
  readonly blobId: string
  readonly stop: AbortController
  readonly pixels: Promise<ImageBitmap>
}

const giveBack = ({ stop, pixels }: Held) => {
  stop.abort()
  pixels.then(bitmap => bitmap.close()).catch(() => {})
}

/** Holds one picture and no more: what may never be looked at is neither kept nor asked for in bulk. */
export function openAhead(
  { urlOf }: Pick<Bytes, 'urlOf'>,
  send: typeof fetch = (...asked) => fetch(...asked),
  decode: (blob: Blob) => Promise<ImageBitmap> = blob => createImageBitmap(blob),
): Ahead {
  let held: Held | undefined
  let closed = false
  const fetched = async (blobId: string, signal: AbortSignal) => {
    const answer = await send(urlOf(blobId, 'screen'), { signal })
    if (!answer.ok) throw new Error('not ahead')
    return await decode(await answer.blob())
  }
  const drop = () => {
    if (held) giveBack(held)
    held = undefined
  }
  return {
    want(blobId) {
      if (closed || held?.blobId === blobId) return
      drop()
      const stop = new AbortController()
      const pixels = fetched(blobId, stop.signal)
      const now: Held = { blobId, stop, pixels }
      held = now
      // Whoever asks for it later asks the door itself, and hears the refusal from there.
      pixels.catch(() => {
        if (held === now) held = undefined
      })
    },
    take(blobId) {
      if (held?.blobId !== blobId) return undefined
      const { pixels } = held
      held = undefined
      return pixels
    },
    close() {
      closed = true
      drop()
    },
  }
}
