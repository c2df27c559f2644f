import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Fault, type FaultCode } from '../../src-shared/faults.ts'
import { openBytesDoor, rangeOf } from './bytes.ts'
import type { Caller } from './caller.ts'

const me = { userId: 'u', sessionId: 's', name: 'Dr Test', role: 'nurse' } as unknown as Caller
const id = '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002'
const picture = Uint8Array.from({ length: 2_000_000 }, (_, index) => index % 251)

const door = openBytesDoor({
  admit: capability => (capability === 'right' ? me : undefined),
  upload: async (_, bytes) => ({ sizeBytes: bytes.byteLength }),
  attach: async (_, bytes) => ({ attachedBytes: bytes.byteLength }),
  open: async (_, blobId) =>
    blobId === id
      ? { mediaType: 'image/jpeg', sizeBytes: picture.length, read: async (start, end) => picture.slice(start, end) }
      : undefined,
  tiles: async () => undefined,
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

test('many small pictures in one answer, each behind its length, none where there is none', async () => {
  const other = id.replace('5', '6')
  const small = picture.slice(0, 1000)
  const many = openBytesDoor({
    admit: () => me,
    upload: async () => ({}),
    attach: async () => ({}),
    open: async (_, blobId, level) =>
      blobId === id && level === 'thumb'
        ? { mediaType: 'image/webp', sizeBytes: small.length, read: async () => small }
        : undefined,
    tiles: async () => undefined,
    incident: () => 'INC-1',
  })
  const answer = await many(new Request(`http://localhost:1/bytes/right/thumbs/${id},${other},${id}`))
  const framed = Buffer.concat([Buffer.from([0, 0, 3, 232]), small])
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.concat([framed, Buffer.alloc(4), framed]))
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

test('one that is still being made does not keep the others waiting', async () => {
  const many = openBytesDoor({
    admit: () => me,
    upload: async () => ({}),
    attach: async () => ({}),
    open: (_, blobId) =>
      blobId === id
        ? Promise.resolve({ mediaType: 'image/webp', sizeBytes: 1, read: async () => new Uint8Array([7]) })
        : new Promise<undefined>(() => {}),
    tiles: async () => undefined,
    incident: () => 'INC-1',
  })
  const answer = await many(new Request(`http://localhost:1/bytes/right/thumbs/${id.replace('5', '6')},${id}`))
  expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 7])
})

test('a broken seal costs one small picture, a lock or a missing right all of them', async () => {
  const failing = (code: FaultCode) =>
    openBytesDoor({
      admit: () => me,
      upload: async () => ({}),
      attach: async () => ({}),
      open: async () => {
        throw new Fault(code)
      },
      tiles: async () => undefined,
      incident: () => 'INC-1',
    })(new Request(`http://localhost:1/bytes/right/thumbs/${id}`))
  const damaged = await failing('vault.blobDamaged')
  expect([damaged.status, new Uint8Array(await damaged.arrayBuffer())]).toEqual([200, new Uint8Array(4)])
  expect((await failing('vault.locked')).status).toBe(401)
  expect((await failing('access.denied')).status).toBe(403)
})

test.each([
  ['no id', ''],
  ['a level', 'full'],
  ['more than a screen of them', Array.from({ length: 65 }, () => id).join(',')],
  ['one that is none', `${id},..`],
])('no list of small pictures: %s', async (_, list) => {
  expect((await ask(`/bytes/right/thumbs/${list}`)).status).toBe(404)
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

test('a file for a message is brought to its own place, and nothing else is one', async () => {
  const put = (name: string) => ask(`/bytes/right/${name}`, { method: 'PUT', body: new Uint8Array(3) })
  expect(await (await put('attachments')).json()).toEqual({ attachedBytes: 3 })
  expect(await (await put('incoming')).json()).toEqual({ sizeBytes: 3 })
  for (const name of ['attachments/x', 'constructor', '__proto__', 'toString'])
    expect((await put(name)).status).toBe(405)
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
