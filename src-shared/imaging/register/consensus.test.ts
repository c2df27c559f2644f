import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consensusOf, similarityThrough } from './consensus.ts'
import type { Pair } from './match.ts'
import { apply, similarityOf } from './matrix.ts'
import { spreadOf } from './spread.ts'

const wanted = { within: 4, rounds: 2_000, scale: [0.5, 2] } as const
const place = fc.record({
  x: fc.double({ min: 0, max: 512, noNaN: true }),
  y: fc.double({ min: 0, max: 384, noNaN: true }),
})
const similarity = fc
  .tuple(fc.double({ min: 0.55, max: 1.9, noNaN: true }), fc.double({ min: -179, max: 179, noNaN: true }), place)
  .map(values => similarityOf(...values))
/** A scatter that never lies on a line or in one spot. */
const scatter = Array.from({ length: 40 }, (_, i) => ({ x: (i * 197) % 512, y: (i * 71) % 384 }))

test('Exact pairs give back their similarity, also among as many wrong ones', () => {
  fc.assert(
    fc.property(similarity, fc.array(fc.record({ moving: place, fixed: place }), { maxLength: 40 }), (truth, wrong) => {
      const right: Pair[] = scatter.map(moving => ({ moving, fixed: apply(truth, moving) }))
      const found = consensusOf([...wrong, ...right], wanted)
      expect(found?.inliers.length).toBeGreaterThanOrEqual(40)
      for (const corner of [
        { x: 0, y: 0 },
        { x: 512, y: 384 },
      ]) {
        const [is, should] = [apply(found?.similarity ?? truth, corner), apply(truth, corner)]
        expect(Math.hypot(is.x - should.x, is.y - should.y)).toBeLessThan(4)
      }
    }),
    { numRuns: 30 },
  )
})

test('A mirror image has no consensus, nor has a scale outside the range', () => {
  const mirrored = scatter.map(moving => ({ moving, fixed: { x: 512 - moving.x, y: moving.y } }))
  expect(consensusOf(mirrored, wanted)?.inliers.length ?? 0).toBeLessThan(21)
  const tiny = scatter.map(moving => ({ moving, fixed: { x: moving.x / 5, y: moving.y / 5 } }))
  expect(consensusOf(tiny, wanted)?.inliers.length ?? 0).toBeLessThan(21)
})

test('One place alone carries no similarity', () => {
  expect(similarityThrough([])).toBeUndefined()
  expect(similarityThrough([{ moving: { x: 1, y: 1 }, fixed: { x: 2, y: 2 } }])).toBeUndefined()
})

test('Inliers along a ruler are not spread; those all over are', () => {
  const along = scatter.map(({ x }) => ({ moving: { x, y: 0 }, fixed: { x, y: 100 + 0.1 * x } }))
  const size = { width: 512, height: 384 }
  expect(spreadOf(along, size)).toBe(0)
  expect(
    spreadOf(
      scatter.map(fixed => ({ moving: fixed, fixed })),
      size,
    ),
  ).toBeGreaterThan(0.5)
})
