import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CoursePoint, plotOf } from './course-geometry.ts'

const box = { width: 600, height: 160 }
const pointsOf = (values: readonly (number | undefined)[]): CoursePoint[] =>
  values.map((value, index) => ({ id: String(index), atMs: index * 1000, value }))

describe('plot', () => {
  it('breaks the line where a reading has no number', () => {
    const plot = plotOf(pointsOf([120, 130, undefined, 125, 128]), box)
    expect(plot?.lines).toHaveLength(2)
    expect(plot?.marks).toEqual([{ id: '2', x: 300 }])
  })

  it('puts a single reading in the middle', () => {
    expect(plotOf(pointsOf([36.5]), box)?.dots[0]?.x).toBe(300)
  })

  it('draws nothing where no reading has a number', () => {
    expect(plotOf(pointsOf([undefined]), box)).toBeUndefined()
    expect(plotOf([], box)).toBeUndefined()
  })

  it('has the expected band in sight, and draws no band alone', () => {
    const plot = plotOf(pointsOf([38, 41]), box, { low: 7, high: 40 })
    expect(plot?.scale.low).toBeLessThanOrEqual(7)
    expect(plot?.scale.high).toBeGreaterThanOrEqual(41)
    expect(plotOf([], box, { low: 7, high: 40 })).toBeUndefined()
  })

  it('keeps every reading, inside the box', () => {
    const values = fc.array(fc.option(fc.integer({ min: -500, max: 500 }), { nil: undefined }), { maxLength: 60 })
    fc.assert(
      fc.property(values, all => {
        const plot = plotOf(pointsOf(all), box)
        if (!plot) return
        expect(plot.dots.length + plot.marks.length).toBe(all.length)
        for (const { x, y } of plot.dots) {
          expect(x >= 0 && x <= box.width && y >= -1e-9 && y <= box.height + 1e-9).toBe(true)
        }
      }),
    )
  })
})
