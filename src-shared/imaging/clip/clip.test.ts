import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipOf } from './clip.ts'
import { ascii, mp4, webm } from './rig/make.ts'

test('WebM: its size, and the duration that it states or that its blocks have', () => {
  const facts = { mime: 'video/webm', widthPx: 1280, heightPx: 720, truncated: false }
  expect(clipOf(webm({ durationMs: 2500 }))).toEqual({ ...facts, durationMs: 2500 })
  expect(clipOf(webm())).toEqual({ ...facts, durationMs: 1966 })
  expect(clipOf(webm().subarray(0, -2))).toMatchObject({ truncated: true, widthPx: 1280 })
})

test('MP4: the size of its picture track, and its duration', () => {
  const facts = { mime: 'video/mp4', widthPx: 1920, heightPx: 1080, durationMs: 2500, truncated: false }
  expect(clipOf(mp4())).toEqual(facts)
  expect(clipOf(mp4({ brand: 'qt  ' }))).toEqual(facts)
  expect(clipOf(mp4({ brand: 'iso5', isFragmented: true }))).toEqual(facts)
  expect(clipOf(mp4().subarray(0, -20))).toMatchObject({ truncated: true })
})

test.each([
  ['another Matroska', webm({ docType: 'matroska' })],
  ['sound alone', mp4({ handler: 'soun' })],
  ['a brand of pictures', mp4({ brand: 'heic' })],
  ['text', ascii('<html></html>')],
  ['nothing', new Uint8Array()],
])('%s is no clip', (_, bytes) => expect(clipOf(bytes)).toBeUndefined())

test('whatever comes, it ends and keeps its limits', () => {
  const edit = fc.tuple(fc.nat(400), fc.nat(255))
  fc.assert(
    fc.property(
      fc.constantFrom(webm(), webm({ durationMs: 9 }), mp4()),
      fc.nat(),
      fc.array(edit),
      (sample, cut, edits) => {
        const bytes = Uint8Array.from(sample.subarray(0, cut % (sample.length + 1)))
        for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value
        const clip = clipOf(bytes)
        if (!clip) return
        expect([clip.widthPx > 0 && clip.widthPx <= 8192, clip.heightPx > 0 && clip.heightPx <= 8192]).toEqual([
          true,
          true,
        ])
        expect(clip.durationMs === undefined || clip.durationMs > 0).toBe(true)
      },
    ),
    { numRuns: 2000 },
  )
})
