import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openTraceRing, runsOf } from './trace.ts'

const samples = fc.array(fc.option(fc.integer({ min: 0, max: 127 }), { nil: undefined }), { maxLength: 200 })

describe('trace ring', () => {
  it('holds the last samples in order, however many were pushed', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 50 }), (all, room) => {
        const ring = openTraceRing(room)
        for (const value of all) ring.push(value)
        expect(ring.values()).toEqual(all.slice(-room))
      }),
    )
  })

  it('is empty after it was cleared', () => {
    const ring = openTraceRing(3)
    ring.push(1)
    ring.clear()
    expect(ring.values()).toEqual([])
  })
})

describe('runs', () => {
  it('loses no sample and crosses no gap', () => {
    fc.assert(
      fc.property(samples, all => {
        const runs = runsOf(all)
        expect(runs.flat().map(point => point.value)).toEqual(all.filter(value => value !== undefined))
        for (const run of runs) {
          const first = run[0]?.at ?? -1
          expect(run.map(point => point.at)).toEqual(run.map((_, index) => first + index))
        }
      }),
    )
  })
})
