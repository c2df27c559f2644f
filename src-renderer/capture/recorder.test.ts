import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { type Clip, cutMoved, formatFor, hasGaps, openRecorder, TooFew } from './recorder.ts'

it('records in the lightest format that there is, or says that there is none', () => {
  expect(formatFor(() => true)).toBe('video/webm;codecs=vp8')
  expect(formatFor(format => format === 'video/mp4')).toBe('video/mp4')
  expect(formatFor(() => false)).toBeUndefined()
})

it('a cut stays within its clip, its ends in order and apart, wherever they are dragged', () => {
  const moves = fc.array(
    fc.tuple(fc.constantFrom('from' as const, 'to' as const), fc.integer({ min: -5000, max: 70_000 })),
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), moves, (durationMs, dragged) => {
      let cut = { fromMs: 0, toMs: durationMs }
      for (const [end, toMs] of dragged) cut = cutMoved(cut, end, { toMs, durationMs })
      expect(cut.fromMs).toBeGreaterThanOrEqual(0)
      expect(cut.toMs).toBeLessThanOrEqual(durationMs)
      expect(cut.toMs - cut.fromMs).toBeGreaterThanOrEqual(Math.min(200, durationMs))
    }),
  )
})

/** A recorder that gives one piece of so many bytes when it is stopped. */
function standIn(bytes: number) {
  return class {
    state = 'inactive'
    ondataavailable?: (event: { data: Blob }) => void
    onstop?: () => void
    start() {
      this.state = 'recording'
    }
    stop() {
      this.state = 'inactive'
      this.ondataavailable?.({ data: new Blob([new Uint8Array(bytes)]) })
      this.onstop?.()
    }
  }
}

afterEach(() => {
  vi.unstubAllGlobals()
})

interface Run {
  readonly bytes?: number
  readonly ranMs?: number
  readonly playsMs: number | undefined
}

/** What comes of a recording that runs so long by the clock and plays so long. */
async function recorded({ bytes = 7, ranMs = 2000, playsMs }: Run): Promise<Clip> {
  vi.stubGlobal('MediaRecorder', standIn(bytes))
  vi.stubGlobal('MediaStream', class {})
  let now = 0
  const stream = { getVideoTracks: () => [{ label: 'Lens' }] } as unknown as MediaStream
  const needs = { stream, format: 'video/webm;codecs=vp8', now: () => new Date(now), lengthOf: async () => playsMs }
  const recorder = openRecorder(needs)
  now = ranMs
  recorder.stop()
  now += 500
  return await recorder.done
}

it('a clip is as long as it plays, and began with its first picture', async () => {
  const clip = await recorded({ playsMs: 1500.4 })
  expect(clip).toMatchObject({ label: 'Lens', durationMs: 1500, ranMs: 2000, startedAt: '1970-01-01T00:00:00.499Z' })
  expect([clip.blob.size, clip.blob.type]).toEqual([7, 'video/webm'])
  expect(hasGaps(clip)).toBe(false)
  expect(hasGaps(await recorded({ playsMs: 900 }))).toBe(true)
})

it('where its length cannot be told, the clock counts; a clip never began before the key', async () => {
  expect(await recorded({ playsMs: undefined })).toMatchObject({
    durationMs: 2000,
    startedAt: new Date(0).toISOString(),
  })
  expect(await recorded({ playsMs: 2040 })).toMatchObject({ durationMs: 2040, startedAt: new Date(0).toISOString() })
})

it('a recording of nothing, or of too few pictures to play, is a failure and no clip', async () => {
  await expect(recorded({ bytes: 0, playsMs: 2000 })).rejects.toBeInstanceOf(TooFew)
  await expect(recorded({ playsMs: 40 })).rejects.toBeInstanceOf(TooFew)
})
