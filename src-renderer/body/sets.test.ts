import { expect, it } from 'vitest'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { daysOf, setsOf, takenOn } from './sets.ts'

const shot = (view: string, takenAt: string, state: Shot['state'] = 'kept'): Shot =>
  ({ blobId: `${view} ${takenAt}`, view, takenAt, state }) as Shot

const shots = [
  shot('tbp-palms', '2026-06-01T10:00:00Z'),
  shot('tbp-palms', '2026-01-01T10:00:00Z'),
  shot('tbp-soles', '2026-06-01T10:05:00Z'),
  shot('tbp-chest', '2026-06-01T10:06:00Z', 'voided'),
  shot('dermoscopic', '2026-06-02T10:00:00Z'),
]

it('sorts body pictures by pose and time, without what was taken out', () => {
  const sets = setsOf(shots)
  const palms = sets.find(({ id }) => id === 'tbp-palms')
  expect(palms?.shots.map(({ takenAt }) => takenAt)).toEqual(['2026-01-01T10:00:00Z', '2026-06-01T10:00:00Z'])
  expect(sets.find(({ id }) => id === 'tbp-chest')?.shots).toEqual([])
  expect(sets.flatMap(set => set.shots)).toHaveLength(3)
})

it('knows the visits, the newest first, and what each of them took', () => {
  expect(daysOf(shots)).toEqual(['2026-06-01', '2026-01-01'])
  expect(takenOn(shots, '2026-01-01')).toEqual(['tbp-palms'])
  expect(takenOn(shots)).toEqual(['tbp-palms', 'tbp-soles'])
  expect(setsOf(shots, '2026-01-01').flatMap(set => set.shots)).toHaveLength(1)
})
