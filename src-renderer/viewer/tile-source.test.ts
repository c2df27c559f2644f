import fc from 'fast-check'
import { expect, test } from 'vitest'
import { framed } from '../../src-shared/imaging/tiles.ts'
import { loadTiles, tileIndex } from './tile-source.ts'

const urlOf = (id: string, part: string) => `/bytes/c/${id}/${part}`
const signal = new AbortController().signal
const names = [0, 1, 2].map(column => ({ level: 1, column, row: 0 }))

const answering = (pieces: readonly Uint8Array<ArrayBuffer>[]): typeof fetch =>
  (async () =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece)
          controller.close()
        },
      }),
    )) as typeof fetch

const read = async (send: typeof fetch) => {
  const got: string[] = []
  await loadTiles(
    { urlOf, send },
    { id: 'a', tiles: names },
    { signal, tile: (at, bytes) => void got.push(`${at}:${bytes.join()}`) },
  )
  return got
}

const all = new Uint8Array([
  ...framed(new Uint8Array([1, 2])),
  ...framed(new Uint8Array()),
  ...framed(new Uint8Array([3])),
])

test('tiles come in their order, however the answer is cut into pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(all.length)), async cuts => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), all.length]
      const pieces = at.slice(1).map((end, index) => all.slice(at[index], end))
      expect(await read(answering(pieces))).toEqual(['0:1,2', '1:', '2:3'])
    }),
  )
})

test('an answer cut short anywhere is refused', async () => {
  for (let end = 0; end < all.length; end++) await expect(read(answering([all.slice(0, end)]))).rejects.toThrow()
})

test('no tiles is an answer; a refusal keeps its code; nonsense is none', async () => {
  const index = (answer: Response) => tileIndex({ urlOf, send: (async () => answer) as typeof fetch }, 'a', signal)
  expect(await index(Response.json({}, { status: 404 }))).toBeUndefined()
  await expect(index(Response.json({ code: 'vault.locked' }, { status: 401 }))).rejects.toMatchObject({
    code: 'vault.locked',
  })
  await expect(index(Response.json({ tileSize: -1 }))).rejects.toThrow()
})
