import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bareClip } from './bare.ts'
import { clipOf } from './clip.ts'
import { ascii, mp4, textOf, webm } from './rig/make.ts'

const canary = '+47.3769+008.5417/CANARY-4711'

test.each([
  ['WebM', webm({ telling: canary })],
  ['MP4', mp4({ telling: canary })],
  ['QuickTime', mp4({ brand: 'qt  ', telling: canary })],
])('%s: what tells of place and device is gone, the clip is the same', (_, bytes) => {
  expect(textOf(bytes)).toContain(canary)
  const bare = bareClip(bytes)
  expect(textOf(bare?.bytes ?? bytes)).not.toContain('CANARY')
  expect(bare?.bytes).toHaveLength(bytes.length)
  expect(clipOf(bare?.bytes ?? new Uint8Array())).toEqual(clipOf(bytes))
})

test('MP4: picture data stays where it was, and when it was made is not said', () => {
  const [bytes, bare] = [mp4({ telling: canary }), bareClip(mp4({ telling: canary }))?.bytes ?? new Uint8Array()]
  const at = bytes.indexOf(7)
  expect(bare.subarray(at, at + 50)).toEqual(bytes.subarray(at, at + 50))
  const made = (all: Uint8Array) => {
    const from = textOf(all).indexOf('mvhd') + 8
    return all.subarray(from, from + 4).some(byte => byte > 0)
  }
  expect([made(bytes), made(bare)]).toEqual([true, false])
})

test('what cannot be told apart, ends too early or is no clip is undefined', () => {
  expect(bareClip(mp4({ isFragmented: true }))).toBeDefined()
  expect(bareClip(mp4({ isFragmented: true, telling: canary }))).toBeUndefined()
  expect(bareClip(webm({ trackType: 17 }))).toBeUndefined()
  expect(bareClip(webm().subarray(0, -2))).toBeUndefined()
  expect(bareClip(ascii('<html></html>'))).toBeUndefined()
})

test('whatever comes: it ends, keeps the length, leaves what it was given, and done twice is done once', () => {
  const samples = fc.constantFrom(webm({ telling: canary }), mp4({ telling: canary }), mp4({ isFragmented: true }))
  fc.assert(
    fc.property(samples, fc.array(fc.tuple(fc.nat(900), fc.nat(255)), { maxLength: 6 }), (sample, edits) => {
      const bytes = Uint8Array.from(sample)
      for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value
      const before = Uint8Array.from(bytes)
      const bare = bareClip(bytes)
      expect(bytes).toEqual(before)
      if (bare === undefined) return
      expect(bare.bytes).toHaveLength(bytes.length)
      expect(bareClip(bare.bytes)?.bytes).toEqual(bare.bytes)
    }),
    { numRuns: 1000 },
  )
})
