import { describe, expect, it } from 'vitest'
import { OutlineSuggestion, RulerSuggestion } from '../../src-shared/contract/review.ts'
import type { Desk } from './desk.ts'
import { findScale, suggestOutline } from './suggest.ts'

/** A desk of one picture and a surveyor that answers this. */
const deskOf = (state: 'kept' | 'voided' | 'damaged', answer: object): Desk =>
  ({
    capture: {
      shot: () => Promise.resolve({ patientId: 'p', state, mediaType: 'image/jpeg', widthPx: 4000, heightPx: 3000 }),
      bytesOf: () => Promise.resolve({ sizeBytes: 3, read: () => Promise.resolve(new Uint8Array(3)) }),
    },
    surveyor: { run: () => Promise.resolve(answer) },
  }) as unknown as Desk

const found = {
  found: true,
  pxPerMm: 40,
  relativeUncertainty: 0.004,
  ends: [
    [100, 200],
    [500, 201],
  ],
  ticks: 11,
  tilt: 0.1,
}

describe('a ruler', () => {
  it('is told as the contract says, with whose picture it is on', async () => {
    const { patientId, ruler } = await findScale(deskOf('kept', found), 'b')
    expect(patientId).toBe('p')
    expect(RulerSuggestion.parse(ruler)).toEqual(found)
  })

  it('that is not claimed says why', async () => {
    const { ruler } = await findScale(deskOf('kept', { found: false, reason: 'unsure' }), 'b')
    expect(RulerSuggestion.parse(ruler)).toEqual({ found: false, reason: 'unsure' })
  })

  it('is not looked for on a picture that left the record or whose seal is broken', async () => {
    await expect(findScale(deskOf('voided', found), 'b')).rejects.toMatchObject({ code: 'review.imageVoided' })
    await expect(findScale(deskOf('damaged', found), 'b')).rejects.toMatchObject({ code: 'review.imageDamaged' })
  })
})

describe('an outline', () => {
  const made = { origin: 'model', maker: { name: 'cutis-outline', version: '1' } }
  const corners = [
    { x: 1, y: 2 },
    { x: 30, y: 2 },
    { x: 15, y: 40 },
  ]

  it('is told as the contract says, with what made it', async () => {
    const answer = { ...made, found: true, ring: corners, touchesEdge: false }
    const { patientId, outline } = await suggestOutline(deskOf('kept', answer), 'b')
    expect(patientId).toBe('p')
    expect(OutlineSuggestion.parse(outline)).toEqual({ ...answer, ring: corners.map(({ x, y }) => [x, y]) })
  })

  it('that is not claimed says why', async () => {
    const answer = { ...made, origin: 'classical', found: false, reason: 'whole-field' }
    const { outline } = await suggestOutline(deskOf('kept', answer), 'b')
    expect(OutlineSuggestion.parse(outline)).toEqual(answer)
  })

  it('is not looked for on a picture that left the record or whose seal is broken', async () => {
    await expect(suggestOutline(deskOf('voided', made), 'b')).rejects.toMatchObject({ code: 'review.imageVoided' })
    await expect(suggestOutline(deskOf('damaged', made), 'b')).rejects.toMatchObject({ code: 'review.imageDamaged' })
  })
})
