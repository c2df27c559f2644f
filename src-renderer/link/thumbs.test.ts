import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { openThumbs, partsOf } from './thumbs.ts'

const framed = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0))
  let at = 0
  for (const part of parts) {
    new DataView(out.buffer).setUint32(at, part.length)
    out.set(part, at + 4)
    at += 4 + part.length
  }
  return out
}
const idsOf = (address: unknown) => String(address).split('/').at(-1)?.split(',') ?? []
/** A door whose every picture is one byte, the length of its id; `none` has no picture. */
const door = () =>
  vi.fn<typeof fetch>(
    async address =>
      new Response(framed(idsOf(address).map(id => (id === 'none' ? new Uint8Array() : new Uint8Array([id.length]))))),
  )

test('what is asked for in one turn goes in one request, each picture once, and is remembered', async () => {
  const send = door()
  const thumbs = openThumbs('cap', send)
  const [a, b, again, none] = await Promise.all(['a', 'bb', 'a', 'none'].map(id => thumbs.ask(id)))
  expect(send.mock.calls).toEqual([['/bytes/cap/thumbs/a,bb,none']])
  expect([a, b, again, none]).toEqual([new Uint8Array([1]), new Uint8Array([2]), a, undefined])
  expect(await thumbs.ask('a')).toBe(a)
  expect(send).toHaveBeenCalledTimes(1)
})

test('more than the door takes are asked for in several requests', async () => {
  const send = door()
  const thumbs = openThumbs('cap', send)
  await Promise.all(Array.from({ length: 150 }, (_, index) => thumbs.ask(`id${index}`)))
  expect(send.mock.calls.map(([address]) => idsOf(address).length)).toEqual([64, 64, 22])
})

test('a refusal rejects those that waited, and the next ask tries again', async () => {
  const send = door()
  send.mockResolvedValueOnce(new Response('', { status: 401 }))
  const thumbs = openThumbs('cap', send)
  await expect(thumbs.ask('a')).rejects.toThrow('refused')
  expect(await thumbs.ask('a')).toEqual(new Uint8Array([1]))
})

test('a lock forgets every picture, also one that was on its way', async () => {
  const thumbs = openThumbs('cap', door())
  await thumbs.ask('a')
  const late = thumbs.ask('b')
  thumbs.close()
  expect(await late).toBeUndefined()
  expect(await thumbs.ask('a')).toBeUndefined()
})

test('the pieces are exactly those that were framed; anything shorter or longer is refused', () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 6 })
  fc.assert(
    fc.property(parts, fc.nat(), (some, cut) => {
      const bytes = framed(some)
      expect(partsOf(bytes, some.length).map(part => [...part])).toEqual(some.map(part => [...part]))
      expect(() => partsOf(new Uint8Array([...bytes, 0]), some.length)).toThrow(RangeError)
      if (bytes.length > 0) expect(() => partsOf(bytes.slice(0, cut % bytes.length), some.length)).toThrow(RangeError)
    }),
  )
})
