import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  alike,
  angleOf,
  apply,
  bounded,
  compose,
  fitPose,
  halfOf,
  invert,
  type Point,
  panePoint,
  type Similarity,
  scaleOf,
  shift,
  turnAbout,
  unitOf,
  zoomAbout,
  zoomOf,
} from './transform.ts'

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const point = fc.record({ x: real(-3, 3), y: real(-3, 3) })
const gesture: fc.Arbitrary<Similarity> = fc.oneof(
  fc.tuple(real(0.2, 5), point).map(([factor, p]) => zoomAbout(factor, p)),
  fc.tuple(real(-360, 360), point).map(([degrees, p]) => turnAbout(degrees, p)),
  fc.tuple(real(-2, 2), real(-2, 2)).map(([x, y]) => shift(x, y)),
)
const size = fc.record({ width: fc.integer({ min: 40, max: 6000 }), height: fc.integer({ min: 40, max: 6000 }) })
const frame = fc.record({ pane: size, picture: size })
const pose = fc.array(gesture, { maxLength: 6 }).map(list => list.reduce((p, g) => compose(g, p), shift(0, 0)))

const near = (a: Point, b: Point) => {
  expect(a.x).toBeCloseTo(b.x, 5)
  expect(a.y).toBeCloseTo(b.y, 5)
}

describe('moving a picture', () => {
  test('zoom about a point keeps that point of the picture under the pointer', () => {
    fc.assert(
      fc.property(pose, point, real(0.2, 5), (before, pointer, factor) => {
        const under = apply(invert(before), pointer)
        near(apply(compose(zoomAbout(factor, pointer), before), under), pointer)
      }),
    )
  })

  test('turning about a point keeps that point and the zoom', () => {
    fc.assert(
      fc.property(pose, point, real(-720, 720), (before, pointer, degrees) => {
        const after = compose(turnAbout(degrees, pointer), before)
        near(apply(after, apply(invert(before), pointer)), pointer)
        expect(zoomOf(after) / zoomOf(before)).toBeCloseTo(1, 6)
      }),
    )
  })

  test('undoing a move restores every point', () => {
    fc.assert(fc.property(pose, point, (move, p) => near(apply(invert(move), apply(move, p)), p)))
  })

  test('four quarter turns are none', () => {
    fc.assert(
      fc.property(point, p => {
        const quarter = turnAbout(90, { x: 0, y: 0 })
        near(apply(compose(quarter, compose(quarter, compose(quarter, quarter))), p), p)
        expect(angleOf(compose(quarter, quarter))).toBe(180)
      }),
    )
  })
})

describe('linked panes', () => {
  test('places that lay over each other still do after any linked gesture', () => {
    fc.assert(
      fc.property(pose, pose, fc.array(gesture, { maxLength: 5 }), (a, b, gestures) => {
        const place = { x: 0.3, y: -0.2 }
        const inA = apply(invert(a), place)
        const inB = apply(invert(b), place)
        const moved = (start: Similarity) => gestures.reduce((p, g) => compose(g, p), start)
        near(apply(moved(a), inA), apply(moved(b), inB))
      }),
    )
  })
})

describe('fit and bounds', () => {
  test('fit shows every corner and touches two opposite sides', () => {
    fc.assert(
      fc.property(frame, real(0, 359), (f, degrees) => {
        const fit = fitPose(f, degrees)
        const half = halfOf(f)
        const corners = [-1, 1].flatMap(i => [-1, 1].map(j => apply(fit, { x: i * half.x, y: j * half.y })))
        const wide = (Math.max(...corners.map(c => Math.abs(c.x))) * 2 * unitOf(f)) / f.pane.width
        const high = (Math.max(...corners.map(c => Math.abs(c.y))) * 2 * unitOf(f)) / f.pane.height
        expect(Math.max(wide, high)).toBeCloseTo(1, 6)
      }),
    )
  })

  test('bounds settle at once, keep the angle, and keep the picture under the middle of the pane', () => {
    fc.assert(
      fc.property(frame, pose, (f, wild) => {
        const tame = bounded(f, wild)
        expect(alike(bounded(f, tame), tame)).toBe(true)
        const turned = Math.abs(angleOf(tame) - angleOf(wild))
        expect(Math.min(turned, 360 - turned)).toBeLessThan(0.01)
        const middle = apply(invert(tame), { x: 0, y: 0 })
        const half = halfOf(f)
        expect(Math.abs(middle.x)).toBeLessThanOrEqual(half.x + 1e-6)
        expect(Math.abs(middle.y)).toBeLessThanOrEqual(half.y + 1e-6)
      }),
    )
  })

  test('fit is within bounds', () => {
    fc.assert(
      fc.property(frame, real(0, 359), (f, degrees) => {
        const fit = fitPose(f, degrees)
        const tame = bounded(f, fit)
        expect(zoomOf(tame) / zoomOf(fit)).toBeCloseTo(1, 4)
      }),
    )
  })

  test('the scale is CSS px per picture px: a 400 px wide pane shows a 4000 px picture at 0.1', () => {
    const f = { pane: { width: 400, height: 400 }, picture: { width: 4000, height: 3000 } }
    expect(scaleOf(f, fitPose(f))).toBeCloseTo(0.1, 9)
    near(panePoint(f, { x: 400, y: 0 }), { x: 0.5, y: -0.5 })
  })
})
