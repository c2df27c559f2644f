import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readOpener, readRange, verifySealed } from './blob-file.ts'
import { type BlobKeys, chunkBytes, headerLength, newSealer, openHeader, SealBroken, tagBytes } from './blob-format.ts'
import { writeSealed } from './sealing.ts'

const keys: BlobKeys = { kek: randomBytes(32), vaultId: randomUUID(), epoch: 1 }
const folder = mkdtempSync(join(tmpdir(), 'cutis-blob-'))
const put = async (bytes: Uint8Array, meta = {}): Promise<{ path: string; id: string; file: Buffer }> => {
  const id = randomUUID()
  const path = join(folder, id)
  await writeSealed(path, newSealer(keys, { id, meta, size: bytes.length }), bytes).sync()
  return { path, id, file: readFileSync(path) }
}
const size = fc.oneof(
  fc.nat(50_000),
  fc.tuple(fc.nat(3), fc.integer({ min: -2, max: 2 })).map(([chunks, off]) => Math.max(0, chunks * chunkBytes + off)),
)

it('gives back any range of any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      size,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (length, a, b) => {
        const bytes = randomBytes(length)
        const { path, id } = await put(bytes, { a: 'é', n: 1 })
        const opener = await verifySealed(path, keys)
        expect(opener).toMatchObject({ id, size: length, meta: { a: 'é', n: 1 } })
        const [start, end] = [Math.floor(length * Math.min(a, b)), Math.floor(length * Math.max(a, b))]
        expect((await readRange(path, opener, { start, end })).equals(bytes.subarray(start, end))).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})

it('refuses a file cut, extended, or with chunks swapped or dropped, at every boundary', async () => {
  const { path, file } = await put(randomBytes(2 * chunkBytes + 10))
  const start = headerLength(file)
  const stride = chunkBytes + tagBytes
  const bounds = [0, 1, 111, start, start + stride, start + 2 * stride, file.length - tagBytes, file.length - 1]
  const [one, two, last] = [0, 1, 2].map(n => file.subarray(start + n * stride, start + (n + 1) * stride)) as [
    Buffer,
    Buffer,
    Buffer,
  ]
  const head = file.subarray(0, start)
  const altered = [
    ...bounds.map(at => file.subarray(0, at)),
    ...bounds.map(at => Buffer.concat([file.subarray(0, at), Buffer.from([0]), file.subarray(at)])),
    Buffer.concat([head, two, one, last]),
    Buffer.concat([head, one, one, last]),
    Buffer.concat([head, one, last]),
    Buffer.concat([head, one, two, last, last]),
  ]
  for (const bytes of altered) {
    writeFileSync(path, bytes)
    await expect(verifySealed(path, keys)).rejects.toThrow(SealBroken)
  }
})

it('refuses any flipped bit', async () => {
  const { path, file } = await put(randomBytes(3000), { note: 'n' })
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.nat(7), async (at, bit) => {
      const flipped = Buffer.from(file)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
      writeFileSync(path, flipped)
      await expect(verifySealed(path, keys)).rejects.toThrow(SealBroken)
    }),
    { numRuns: 400 },
  )
})

it('opens under its own key and in its own vault only', async () => {
  const { path } = await put(randomBytes(10))
  await expect(readOpener(path, { ...keys, kek: randomBytes(32) })).rejects.toThrow(SealBroken)
  await expect(readOpener(path, { ...keys, vaultId: randomUUID() })).rejects.toThrow(SealBroken)
})

it('never throws anything but SealBroken on a header it did not write', () => {
  const some = newSealer(keys, { id: randomUUID(), meta: {}, size: 1 }).header
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(some.length), (noise, at) => {
      const header = Buffer.concat([some.subarray(0, at), noise])
      if (header.equals(some)) return
      expect(() => openHeader(keys, header)).toThrow(SealBroken)
    }),
    { numRuns: 1000 },
  )
})
