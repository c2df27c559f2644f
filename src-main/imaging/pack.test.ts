import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indexOf, tilesOver } from '../../src-shared/imaging/tiles.ts'
import { openPack, packed } from './pack.ts'

const index = indexOf(2600, 1100) ?? expect.fail('no index')
const tiles = index.levels.map(({ columns, rows }, level) =>
  Array.from({ length: columns * rows }, (_, at) =>
    Uint8Array.from({ length: at * 7 + level }, (__, byte) => at + byte),
  ),
)
const pack = packed(index, tiles)
const all = async (parts: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> => {
  const got: Uint8Array[] = []
  for await (const part of parts) got.push(part)
  return got
}
const sourceOf = (bytes: Uint8Array) => {
  const reads: (readonly [number, number])[] = []
  return {
    reads,
    source: {
      size: bytes.byteLength,
      read: async (start: number, end: number) => {
        if (start < 0 || start > end || end > bytes.byteLength) throw new RangeError('outside')
        reads.push([start, end])
        return bytes.slice(start, end)
      },
    },
  }
}

test('tiles come out as they went in, in the order asked, neighbours read together', async () => {
  const { source, reads } = sourceOf(pack)
  const opened = await openPack(source)
  expect(opened.index).toEqual(index)
  const before = reads.length
  const names = tilesOver(index, 0, { x: 0, y: 0, width: 2600, height: 1100 })
  const asked = [...names, { level: 0, column: 6, row: 0 }, { level: 9, column: 0, row: 0 }]
  const got = await all(opened.read(asked))
  expect(got.map(tile => [...tile])).toEqual(
    asked.map(({ level, column, row }) => [...(column < 6 ? (tiles[level]?.[row * 6 + column] ?? []) : [])]),
  )
  expect(reads.length - before).toBe(1)
})

test('a pack cut short or mangled is refused or read within its bounds, never beyond', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(pack.length), fc.array(fc.tuple(fc.nat(400), fc.nat(255))), async (end, edits) => {
      const bytes = Uint8Array.from(pack.subarray(0, end))
      for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value
      const opened = await openPack(sourceOf(bytes).source).catch((error: unknown) => {
        expect(error).not.toBeInstanceOf(RangeError)
      })
      if (opened) await all(opened.read([{ level: 0, column: 1, row: 1 }]))
    }),
  )
})
