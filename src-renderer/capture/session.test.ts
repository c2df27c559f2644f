import { beforeEach, describe, expect, test } from 'vitest'
import type { Clip } from './recorder.ts'
import { useSessions } from './session.ts'
import type { Still } from './still.ts'

const caseId = 'case-1'
const sessions = () => useSessions.getState()
const session = () => sessions().byCase[caseId]

const stillThat = (closed: () => void): Still => ({
  pixels: { width: 1, height: 1, close: closed } as ImageBitmap,
  size: { width: 1, height: 1 },
  bytes: Promise.resolve(new Blob()),
  takenAt: '2026-11-24T14:05:00Z',
  source: 'camera',
  label: 'camera',
})

beforeEach(() => {
  useSessions.setState({ byCase: {} })
  sessions().open('nurse', caseId, { view: 'regional' })
})

describe('a still that waits', () => {
  test('is found again by the same person after a lock, unsaved as it was', () => {
    const still = stillThat(() => {})
    sessions().hold(caseId, still, {})
    sessions().review(caseId, still, { saving: 'failed', error: new Error('locked') })
    sessions().open('nurse', caseId, { view: 'other' })
    expect(session()?.review).toMatchObject({ still, saving: 'failed' })
    expect(session()?.aim.view).toBe('regional')
  })

  test('is gone, pixels and all, when somebody else signs in', () => {
    let closed = 0
    sessions().hold(
      caseId,
      stillThat(() => void (closed += 1)),
      {},
    )
    sessions().open('doctor', caseId, { view: 'regional' })
    expect(session()?.review).toBeUndefined()
    expect(closed).toBe(1)
  })

  test('is not pushed out by another one', () => {
    const first = stillThat(() => {})
    sessions().hold(caseId, first, {})
    sessions().hold(
      caseId,
      stillThat(() => {}),
      {},
    )
    expect(session()?.review?.still).toBe(first)
  })

  test('a late answer about a still that was let go does not touch the next one', () => {
    const first = stillThat(() => {})
    sessions().hold(caseId, first, {})
    sessions().letGo(caseId, first)
    const second = stillThat(() => {})
    sessions().hold(caseId, second, {})
    sessions().review(caseId, first, { saving: 'failed' })
    sessions().letGo(caseId, first)
    expect(session()?.review).toMatchObject({ still: second, saving: 'no' })
  })
})

test('answers replace each other, and lesions are remembered in the order they were taken up', () => {
  sessions().answer(caseId, 'palms', true)
  sessions().answer(caseId, 'palms', false)
  for (const lesionId of ['b', 'a', 'b']) sessions().aimAt(caseId, { view: 'close-up', lesionId: lesionId as never })
  expect(session()).toMatchObject({ affected: [], unaffected: ['palms'], chosen: ['b', 'a'] })
})

describe('a clip that waits', () => {
  const clip: Clip = {
    blob: new Blob(['moving']),
    label: 'camera',
    durationMs: 2000,
    ranMs: 2000,
    startedAt: '2026-11-24T14:05:00Z',
  }
  const later: Clip = { ...clip, startedAt: '2026-11-24T14:06:00Z' }

  test('is found again by the same person after a lock, with what the engine knows it by', () => {
    sessions().holdClip('nurse', caseId, clip)
    sessions().clipSent(caseId, clip, 'upload-1')
    sessions().open('nurse', caseId, { view: 'other' })
    expect(session()?.recorded).toEqual({ clip, uploadId: 'upload-1' })
    sessions().clipSent(caseId, clip, undefined)
    expect(session()?.recorded).toEqual({ clip })
  })

  test('is gone when somebody else signs in, and one that ends only then is not theirs', () => {
    sessions().holdClip('nurse', caseId, clip)
    sessions().open('doctor', caseId, { view: 'regional' })
    expect(session()?.recorded).toBeUndefined()
    sessions().holdClip('nurse', caseId, later)
    expect(session()?.recorded).toBeUndefined()
  })

  test('leaves only by its own decision, and takes no still with it', () => {
    const still = stillThat(() => {})
    sessions().hold(caseId, still, {})
    sessions().holdClip('nurse', caseId, clip)
    sessions().holdClip('nurse', caseId, later)
    sessions().letClipGo(caseId, later)
    expect(session()).toMatchObject({ recorded: { clip }, review: { still } })
    sessions().letClipGo(caseId, clip)
    expect(session()?.recorded).toBeUndefined()
    expect(session()?.review?.still).toBe(still)
  })

  test('stays where a still that waits beside it is let go', () => {
    const still = stillThat(() => {})
    sessions().hold(caseId, still, {})
    sessions().holdClip('nurse', caseId, clip)
    sessions().letGo(caseId, still)
    expect(session()?.review).toBeUndefined()
    expect(session()?.recorded?.clip).toBe(clip)
  })
})
