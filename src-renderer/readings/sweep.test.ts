import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sweepOf } from './sweep.ts'
import { openTraceRing } from './trace.ts'

it('writes from the left until the first sweep is full', () => {
  expect(sweepOf([1, 2, 3], { pushed: 3, room: 10, blank: 2 })).toEqual([
    [
      { x: 0, value: 1 },
      { x: 0.1, value: 2 },
      { x: 0.2, value: 3 },
    ],
  ])
})

it('breaks at the edge and at gaps, and never runs backwards', () => {
  const room = 20
  fc.assert(
    fc.property(fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined })), samples => {
      const ring = openTraceRing(room)
      for (const sample of samples) ring.push(sample)
      const runs = sweepOf(ring.values(), { pushed: samples.length, room, blank: 3 })
      for (const run of runs) {
        for (const [at, { x }] of run.entries()) {
          expect(x).toBeGreaterThanOrEqual(0)
          expect(x).toBeLessThan(1)
          // Neighbours in a run are neighbours in time, so nothing is drawn across a gap or back over the screen.
          if (at > 0) expect(x - (run[at - 1]?.x ?? 0)).toBeCloseTo(1 / room)
        }
      }
      const shown = samples.slice(-(room - 3)).filter(sample => sample !== undefined)
      expect(runs.flat().map(({ value }) => value)).toEqual(shown)
    }),
  )
})
