import { framed, type TileIndex, type TileName } from '../../src-shared/imaging/tiles.ts'
import { everyAnswer, refused } from './bytes-answer.ts'

/** A large picture's tiles, decrypted only as far as they are asked for. */
export interface OpenedTiles {
  readonly index: TileIndex
  /** Bytes of these tiles in the order asked, empty where there is no such tile; a `Fault` where the seal is broken. */
  read(names: readonly TileName[]): AsyncIterable<Uint8Array>
}

export const indexAnswer = ({ index }: OpenedTiles): Response => Response.json(index, { headers: everyAnswer })

/** One tile by itself, or many behind their lengths; the first is read before the answer begins, so a broken seal is a refusal. */
export async function tilesAnswer(opened: OpenedTiles, names: readonly TileName[], many: boolean): Promise<Response> {
  const tiles = opened.read(names)[Symbol.asyncIterator]()
  const first = await tiles.next()
  const bytes = first.done ? undefined : (first.value as Uint8Array<ArrayBuffer>)
  if (many) {
    const headers = { ...everyAnswer, 'content-type': 'application/octet-stream' }
    return new Response(streamOf(bytes, tiles), { headers })
  }
  if (!bytes?.byteLength) return refused(404, 'input.invalid')
  return new Response(bytes, { headers: { ...everyAnswer, 'content-type': opened.index.mediaType } })
}

function streamOf(first: Uint8Array | undefined, rest: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  let next = first
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      if (next) controller.enqueue(framed(next))
      const { done, value } = await rest.next()
      next = done ? undefined : value
      if (!next) controller.close()
    },
    async cancel() {
      await rest.return?.()
    },
  })
}
