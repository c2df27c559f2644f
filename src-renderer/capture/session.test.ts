import { beforeEach, describe, expect, test } from 'vitest'
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
