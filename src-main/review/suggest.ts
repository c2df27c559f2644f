import type { z } from 'zod'
import type { OutlineSuggestion, RulerSuggestion } from '../../src-shared/contract/review.ts'
import type { Desk } from './desk.ts'
import { sheetOf } from './survey-calls.ts'

type Face = z.input<typeof RulerSuggestion>
type Outline = z.input<typeof OutlineSuggestion>

/** The ruler that the surveyor sees on a picture, in px of its original: a suggestion, which only a mark makes the picture's scale. */
export async function findScale(desk: Desk, blobId: string): Promise<{ patientId: string; ruler: Face }> {
  const { patientId, sheet } = await sheetOf(desk, blobId)
  const found = await desk.surveyor.run('scale', [sheet])
  if (!found.found) return { patientId, ruler: found }
  const [[x1, y1], [x2, y2]] = found.ends
  const { pxPerMm, relativeUncertainty, ticks, tilt } = found
  const ends: [[number, number], [number, number]] = [
    [x1, y1],
    [x2, y2],
  ]
  return { patientId, ruler: { found: true, pxPerMm, relativeUncertainty, ticks, tilt, ends } }
}

/** The outline that the surveyor suggests for a picture's lesion, in px of its original: nothing before a clinician confirms it. */
export async function suggestOutline(desk: Desk, blobId: string): Promise<{ patientId: string; outline: Outline }> {
  const { patientId, sheet } = await sheetOf(desk, blobId)
  const { origin, maker, ...found } = await desk.surveyor.run('outline', [sheet])
  const made = { origin, maker: { name: maker.name, version: maker.version } }
  if (!found.found) return { patientId, outline: { ...made, found: false, reason: found.reason } }
  const ring = found.ring.map(({ x, y }): [number, number] => [x, y])
  return { patientId, outline: { ...made, found: true, ring, touchesEdge: found.touchesEdge } }
}
