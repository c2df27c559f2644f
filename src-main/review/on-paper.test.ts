import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Mark } from '../../src-shared/contract/review.ts'
import { regionsOf, scaleText } from './on-paper.ts'

const marked = (body: object): Mark => ({ by: 'Dr. Skin', body }) as unknown as Mark
const outline = (points: readonly (readonly number[])[]) => marked({ kind: 'outline', rings: [points], figures: {} })
const size = { widthPx: 2000, heightPx: 1000 }

describe('marks on paper', () => {
  it('stand where they were drawn, as shares of the picture, with who confirmed them', () => {
    const ring = [
      [0, 0],
      [1000, 0],
      [1000, 500],
    ]
    const [region] = regionsOf([outline(ring)], size)
    expect(region).toEqual({
      label: 'Outline, confirmed by Dr. Skin',
      points: [
        [0, 0],
        [0.5, 0],
        [0.5, 0.5],
      ],
    })
  })

  it('never leave the picture', () => {
    const point = fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: -9999, max: 9999 }))
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 20 }), ring => {
        const shares = regionsOf([outline(ring)], size).flatMap(({ points }) => points.flat())
        return shares.every(share => share >= 0 && share <= 1)
      }),
    )
  })

  it('are only what clinicians outlined or measured: no score and no registration is drawn', () => {
    const others = ['score', 'registration', 'report', 'scale'].map(kind => marked({ kind }))
    expect(regionsOf(others, size)).toEqual([])
  })

  it('say how large a millimetre is, or that nobody knows', () => {
    expect(scaleText([])).toBe('uncalibrated')
    const scale = { umPerPx: 25, relativeUncertainty: 0.02, source: 'ruler' }
    expect(scaleText([marked({ kind: 'scale', scale })])).toBe('1 mm = 40.0 px ± 2.0 % (ruler)')
  })
})
