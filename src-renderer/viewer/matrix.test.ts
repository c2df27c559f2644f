import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inverse, matrixOf, product, scaleIn, through } from './matrix.ts'
import { paneViewOf } from './pane-view.ts'
import { compose, fitPose, scaleOf, shift, turnAbout, zoomAbout } from './transform.ts'

const side = fc.integer({ min: 50, max: 9000 })
const frames = fc
  .tuple(side, side, side, side)
  .map(([width, height, wide, high]) => ({ pane: { width, height }, picture: { width: wide, height: high } }))
const small = fc.double({ min: -2, max: 2, noNaN: true })
const views = fc
  .tuple(frames, fc.double({ min: 0.2, max: 30, noNaN: true }), fc.integer({ min: 0, max: 359 }), small, small)
  .map(([frame, zoom, degrees, x, y]) => {
    const turned = compose(turnAbout(degrees, { x: 0, y: 0 }), fitPose(frame))
    return { frame, pose: compose(shift(x, y), compose(zoomAbout(zoom, { x: 0.1, y: 0 }), turned)) }
  })
const points = fc.record({
  x: fc.double({ min: 0, max: 9000, noNaN: true }),
  y: fc.double({ min: 0, max: 9000, noNaN: true }),
})

test('a point of the picture comes back from the pane', () => {
  fc.assert(
    fc.property(views, points, ({ frame, pose }, point) => {
      const { toPane, toPicture, scale } = paneViewOf(frame, pose)
      const back = toPicture(toPane(point))
      expect(back.x).toBeCloseTo(point.x, 5)
      expect(back.y).toBeCloseTo(point.y, 5)
      expect(scale).toBeCloseTo(scaleOf(frame, pose), 9)
    }),
  )
})

test('a fitted picture fills the pane from edge to edge', () => {
  const frame = { pane: { width: 800, height: 600 }, picture: { width: 4000, height: 3000 } }
  const { toPane } = paneViewOf(frame, fitPose(frame))
  expect(toPane({ x: 0, y: 0 })).toEqual({ x: 0, y: 0 })
  expect(toPane({ x: 4000, y: 3000 }).x).toBeCloseTo(800, 9)
  expect(toPane({ x: 4000, y: 3000 }).y).toBeCloseTo(600, 9)
})

test('device px are CSS px times the ratio of the screen', () => {
  fc.assert(
    fc.property(views, points, ({ frame, pose }, point) => {
      const once = through(matrixOf(frame, pose), point)
      const twice = through(matrixOf(frame, pose, 2), point)
      expect(twice.x).toBeCloseTo(2 * once.x, 5)
      expect(twice.y).toBeCloseTo(2 * once.y, 5)
    }),
  )
})

test('the product does first the one, then the other; the inverse undoes it', () => {
  fc.assert(
    fc.property(views, views, points, (one, other, point) => {
      const first = matrixOf(one.frame, one.pose)
      const then = matrixOf(other.frame, other.pose)
      const both = product(then, first)
      const stepped = through(then, through(first, point))
      const at = through(both, point)
      expect(Math.hypot(at.x - stepped.x, at.y - stepped.y)).toBeLessThan(1e-6 * (1 + Math.hypot(at.x, at.y)))
      expect(scaleIn(both)).toBeCloseTo(scaleIn(then) * scaleIn(first), 6)
    }),
  )
  expect(inverse({ a: 1, b: 1, c: 1, d: 1, e: 0, f: 0 })).toBeUndefined()
})
