import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openBytesDoor, rangeOf } from './bytes.ts'
import type { Caller } from './caller.ts'

const me = { userId: 'u', sessionId: 's', name: 'Dr Test', role: 'nurse' } as unknown as Caller
const id = '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002'
const picture = Uint8Array.from({ length: 2_000_000 }, (_, index) => index % 251)

const door = openBytesDoor({
  admit: capability => (capability === 'right' ? me : undefined),
  upload: async (_, bytes) => ({ sizeBytes: bytes.byteLength }),
  open: async (_, blobId) =>
    blobId === id
      ? { mediaType: 'image/jpeg', sizeBytes: picture.length, read: async (start, end) => picture.slice(start, end) }
      : undefined,
  incident: () => 'INC-1',
})
const ask = (path: string, init: RequestInit = {}) => door(new Request(`http://localhost:1${path}`, init))

test('the whole picture, never cached, never sniffed', async () => {
  const answer = await ask(`/bytes/right/${id}/full`)
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-type': 'image/jpeg',
  })
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(picture)
})

test('a range is answered as a range', async () => {
  const answer = await ask(`/bytes/right/${id}/full`, { headers: { range: 'bytes=10-19' } })
  expect(answer.status).toBe(206)
  expect(answer.headers.get('content-range')).toBe('bytes 10-19/2000000')
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(picture.slice(10, 20))
})

test.each([
  '/bytes/wrong/5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002/full',
  '/bytes//x/full',
  '/elsewhere/right/x/full',
  `/bytes/right/${id}/full/more`,
  '/bytes/right/c:\\windows/full',
])('no capability, no door: %s', async path => {
  expect((await ask(path)).status).toBe(401)
})

test.each([
  '/bytes/right/..%2f..%2fetc%2fpasswd/full',
  '/bytes/right/%00/full',
  `/bytes/right/${id}/FULL`,
  `/bytes/right/${id.toUpperCase()}/full`,
  `/bytes/right/${id.replace('5', '6')}/thumb`,
])('nothing there: %s', async path => {
  expect((await ask(path)).status).toBe(404)
})

test('an upload is bounded by what arrives, not by what it says', async () => {
  const endless = new ReadableStream({
    pull: controller => controller.enqueue(new Uint8Array(8 * 1024 * 1024)),
  })
  const answer = await ask('/bytes/right/incoming', { method: 'PUT', body: endless, duplex: 'half' } as RequestInit)
  expect(answer.status).toBe(413)
})

describe('ranges', () => {
  const asked = fc.record({ size: fc.nat(5000), noise: fc.string({ maxLength: 40 }), first: fc.nat(), last: fc.nat() })
  test('always inside the content', () => {
    fc.assert(
      fc.property(asked, ({ size, noise, first, last }) => {
        for (const header of [noise, `bytes=${noise}`, `bytes=${first}-${last}`, `bytes=${first}-`, `bytes=-${last}`]) {
          const range = rangeOf(header, size)
          if (range === undefined || range === 'unsatisfiable') continue
          expect(range[0]).toBeGreaterThanOrEqual(0)
          expect(range[0]).toBeLessThan(range[1])
          expect(range[1]).toBeLessThanOrEqual(size)
        }
      }),
    )
  })
  test.each([
    ['bytes=0-', [0, 100]],
    ['bytes=-10', [90, 100]],
    ['bytes=-1000', [0, 100]],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-2', undefined],
    ['bytes=0-1,5-6', undefined],
    ['bytes=0-9007199254740993', [0, 100]],
    ['lines=0-1', undefined],
  ] as const)('%s', (header, expected) => {
    expect(rangeOf(header, 100)).toEqual(expected)
  })
})
