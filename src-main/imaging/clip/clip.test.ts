import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipOf } from './clip.ts'

const element = (id: readonly number[], content: Uint8Array | readonly Uint8Array[], unsaid = false): Buffer => {
  const body = Buffer.concat([content].flat())
  const size = Buffer.alloc(8)
  size.writeUInt32BE(body.length, 4)
  size[0] = 0x01
  return Buffer.concat([
    Buffer.from(id),
    unsaid ? Buffer.of(0x01, ...Array.from({ length: 7 }, () => 0xff)) : size,
    body,
  ])
}
const u16 = (value: number) => Buffer.of(value >> 8, value & 0xff)

const webm = (docType = 'webm', duration?: number) => {
  const time = Buffer.alloc(8)
  time.writeDoubleBE(duration ?? 0)
  const info = element(
    [0x15, 0x49, 0xa9, 0x66],
    [element([0x2a, 0xd7, 0xb1], Buffer.of(0x0f, 0x42, 0x40)), ...(duration ? [element([0x44, 0x89], time)] : [])],
  )
  const video = element([0xe0], [element([0xb0], u16(1280)), element([0xba], u16(720))])
  const tracks = element([0x16, 0x54, 0xae, 0x6b], element([0xae], [element([0xd7], Buffer.of(1)), video]))
  const block = (ms: number) => element([0xa3], Buffer.concat([Buffer.of(0x81), u16(ms), Buffer.of(0x80, 1, 2, 3)]))
  const cluster = (ms: number) =>
    element([0x1f, 0x43, 0xb6, 0x75], [element([0xe7], u16(ms)), block(0), block(33), block(966)], true)
  const head = element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], Buffer.from(docType)))
  return Buffer.concat([head, element([0x18, 0x53, 0x80, 0x67], [info, tracks, cluster(0), cluster(1000)], true)])
}

const box = (name: string, ...content: Uint8Array[]): Buffer => {
  const body = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}
const u32 = (value: number) => Buffer.of(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255)

const mp4 = (brand = 'isom', handler = 'vide', fragments = false) => {
  const track = box(
    'trak',
    box('tkhd', Buffer.alloc(76), u32(1920 * 65_536), u32(1080 * 65_536)),
    box('mdia', box('hdlr', Buffer.alloc(8), Buffer.from(handler), Buffer.alloc(12))),
  )
  const movie = box('mvhd', Buffer.alloc(12), u32(600), u32(fragments ? 0 : 1500), Buffer.alloc(80))
  const more = fragments ? [box('mvex', box('mehd', Buffer.alloc(4), u32(1500)))] : []
  return Buffer.concat([
    box('ftyp', Buffer.from(brand), u32(0)),
    box('moov', movie, track, ...more),
    box('mdat', Buffer.alloc(50)),
  ])
}

test('WebM: its size, and the duration that it states or that its blocks have', () => {
  const facts = { mime: 'video/webm', widthPx: 1280, heightPx: 720, truncated: false }
  expect(clipOf(webm('webm', 2500))).toEqual({ ...facts, durationMs: 2500 })
  expect(clipOf(webm())).toEqual({ ...facts, durationMs: 1966 })
  expect(clipOf(webm().subarray(0, -2))).toMatchObject({ truncated: true, widthPx: 1280 })
})

test('MP4: the size of its picture track, and its duration', () => {
  const facts = { mime: 'video/mp4', widthPx: 1920, heightPx: 1080, durationMs: 2500, truncated: false }
  expect(clipOf(mp4())).toEqual(facts)
  expect(clipOf(mp4('iso5', 'vide', true))).toEqual(facts)
  expect(clipOf(mp4().subarray(0, -20))).toEqual({ ...facts, truncated: true })
})

test.each([
  ['another Matroska', webm('matroska')],
  ['sound alone', mp4('isom', 'soun')],
  ['a brand of pictures', mp4('heic')],
  ['text', Buffer.from('<html></html>')],
  ['nothing', Buffer.alloc(0)],
])('%s is no clip', (_, bytes) => expect(clipOf(bytes)).toBeUndefined())

test('whatever comes, it ends and keeps its limits', () => {
  const edit = fc.tuple(fc.nat(400), fc.nat(255))
  fc.assert(
    fc.property(fc.constantFrom(webm(), webm('webm', 9), mp4()), fc.nat(), fc.array(edit), (sample, cut, edits) => {
      const bytes = Uint8Array.from(sample.subarray(0, cut % (sample.length + 1)))
      for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value
      const clip = clipOf(bytes)
      if (!clip) return
      expect([clip.widthPx > 0 && clip.widthPx <= 8192, clip.heightPx > 0 && clip.heightPx <= 8192]).toEqual([
        true,
        true,
      ])
      expect(clip.durationMs === undefined || clip.durationMs > 0).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
