import { openFrames, type TileIndex, type TileName, tileIndexOf, tilesPath } from '../../src-shared/imaging/tiles.ts'
import type { Bytes } from '../link/index.ts'
import type { Coming } from './tile-requests.ts'

type Door = Pick<Bytes, 'urlOf'> & { readonly send?: typeof fetch }

const plain: typeof fetch = (...asked) => fetch(...asked)

/** A refusal of the bytes door with its code. */
export async function refusalOf(answer: Response): Promise<Error> {
  const said = (await answer.json().catch(() => ({}))) as { code?: unknown }
  return Object.assign(new Error('picture refused'), { code: said.code })
}

/** What a picture is cut into; undefined where it has no tiles (small, not made yet, or not to be drawn). */
export async function tileIndex(
  { urlOf, send = plain }: Door,
  id: string,
  signal: AbortSignal,
): Promise<TileIndex | undefined> {
  const answer = await send(urlOf(id, 'tiles'), { signal })
  if (answer.status === 404) return undefined
  if (!answer.ok) throw await refusalOf(answer)
  return tileIndexOf(await answer.json())
}

/** Many tiles in one answer, told one by one as they come. Rejects where the answer is refused, cut short or of another length. */
export async function loadTiles(
  { urlOf, send = plain }: Door,
  { id, tiles }: { readonly id: string; readonly tiles: readonly TileName[] },
  { signal, tile }: Coming,
): Promise<void> {
  const answer = await send(urlOf(id, tilesPath(tiles) as `tiles-${string}`), { signal })
  if (!answer.ok) throw await refusalOf(answer)
  const frames = openFrames()
  let count = 0
  await readAll(answer.body, piece => {
    for (const part of frames.push(piece)) tile(count++, part)
  })
  if (!frames.whole() || count !== tiles.length) throw new RangeError('tiles cut short')
}

async function readAll(body: Response['body'], on: (piece: Uint8Array) => void): Promise<void> {
  const reader = body?.getReader()
  for (let piece = await reader?.read(); reader && piece && !piece.done; piece = await reader.read()) on(piece.value)
}
