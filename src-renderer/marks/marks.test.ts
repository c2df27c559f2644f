import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paneViewOf } from '../viewer/pane-view.ts'
import { fitPose } from '../viewer/transform.ts'
import { blank, type Drawing, drawn, reshaped, type Stroke, type Tool } from './drawing.ts'
import { figureText } from './figure-text.ts'
import { figuresOf } from './figures.ts'
import {
  areaOf,
  axesOf,
  crossesItself,
  cssOf,
  distance,
  ellipseRing,
  isInside,
  onPicture,
  type Spot,
  simplified,
  spotAt,
} from './spot.ts'

const spot = fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 3000 }))
const scale = { umPerPx: 10, relativeUncertainty: 0.02, source: 'ruler' } as const

/** Plays strokes; answers the drawing left and what was done. */
function play(tool: Tool, strokes: readonly Stroke[]): { left: Drawing; done: (readonly Spot[])[] } {
  let left = blank(tool)
  const done: (readonly Spot[])[] = []
  for (const stroke of strokes) {
    const step = drawn(left, stroke)
    left = step.drawing
    if (step.done) done.push(step.done)
  }
  return { left, done }
}
const press = (x: number, y: number): Stroke => ({ kind: 'press', at: [x, y], nearPx: 10 })
const move = (x: number, y: number): Stroke => ({ kind: 'move', at: [x, y], nearPx: 10 })
const release = (x: number, y: number): Stroke => ({ kind: 'release', at: [x, y], nearPx: 10 })
const click = (x: number, y: number): Stroke[] => [press(x, y), release(x, y)]

describe('drawing', () => {
  it('a length is two clicks or one drag', () => {
    expect(play('length', [...click(10, 10), ...click(110, 10)]).done).toEqual([
      [
        [10, 10],
        [110, 10],
      ],
    ])
    expect(play('length', [press(10, 10), move(60, 10), release(110, 10)]).done).toEqual([
      [
        [10, 10],
        [110, 10],
      ],
    ])
  })

  it('a double click is one point, and taking back leaves none', () => {
    const { left, done } = play('length', [...click(10, 10), ...click(11, 10), { kind: 'back' }])
    expect(done).toEqual([])
    expect(left.points).toEqual([])
  })

  it('an ellipse is kept by the four ends of its axes, and stays square when an end is moved', () => {
    const [points = []] = play('ellipse', [press(0, 50), release(100, 50), ...click(60, 80)]).done
    expect(points).toEqual([
      [0, 50],
      [100, 50],
      [50, 80],
      [50, 20],
    ])
    expect(reshaped('ellipse', points, { at: 2, to: [90, 60] })).toEqual([
      [0, 50],
      [100, 50],
      [50, 60],
      [50, 40],
    ])
  })

  it('an area closes on its first point, by its end, or as one stroke', () => {
    const corners = [...click(0, 0), ...click(100, 0), ...click(100, 100)]
    expect(play('polygon', [...corners, ...click(3, 3)]).done[0]).toHaveLength(3)
    expect(play('polygon', [...corners, { kind: 'end' }]).done[0]).toHaveLength(3)
    const around = Array.from({ length: 40 }, (_, at) => {
      const turn = (2 * Math.PI * at) / 40
      return move(500 + 200 * Math.cos(turn), 500 + 200 * Math.sin(turn))
    })
    const [ring = []] = play('region', [press(700, 500), ...around, release(690, 470)]).done
    expect(areaOf(ring)).toBeGreaterThan(0.95 * Math.PI * 200 ** 2)
  })

  it('many small steps by keys are no stroke', () => {
    const steps = Array.from({ length: 20 }, (_, at) => click(at * 30, (at % 2) * 30)).flat()
    expect(play('polygon', steps).done).toEqual([])
  })

  it('two points have no area yet', () => {
    expect(play('polygon', [...click(0, 0), ...click(100, 0), { kind: 'end' }]).done).toEqual([])
  })
})

describe('spots', () => {
  const view = paneViewOf(
    { pane: { width: 800, height: 600 }, picture: { width: 4000, height: 3000 } },
    fitPose({ pane: { width: 800, height: 600 }, picture: { width: 4000, height: 3000 } }, 90),
  )

  it('a spot comes back from the pane', () => {
    fc.assert(
      fc.property(spot, at => {
        expect(distance(spotAt(view, cssOf(view, at)), at)).toBeLessThan(1e-6)
      }),
    )
  })

  it('a spot is held on the picture', () => {
    expect(onPicture({ widthPx: 100, heightPx: 50 }, [-3, 51.234])).toEqual([0, 50])
  })

  it('the axes of an ellipse stand square and its ring has its area', () => {
    fc.assert(
      fc.property(spot, spot, spot, (from, to, side) => {
        fc.pre(distance(from, to) > 1)
        const [a, b, c, d] = axesOf(from, to, side)
        const dot = (b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])
        expect(Math.abs(dot)).toBeLessThan(1e-3 * (1 + distance(a, b) * distance(c, d)))
        const exact = (Math.PI * distance(a, b) * distance(c, d)) / 4
        expect(areaOf(ellipseRing([a, b, c, d], 720))).toBeCloseTo(exact, -Math.ceil(Math.log10(exact * 1e-3 + 1)))
      }),
    )
  })
})

describe('rings', () => {
  it('knows a crossing ring, and inside from outside', () => {
    expect(
      crossesItself([
        [0, 0],
        [10, 10],
        [10, 0],
        [0, 10],
      ]),
    ).toBe(true)
    expect(
      crossesItself([
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
      ]),
    ).toBe(false)
    expect(
      isInside(
        [5, 5],
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [0, 10],
        ],
      ),
    ).toBe(true)
    expect(
      isInside(
        [15, 5],
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [0, 10],
        ],
      ),
    ).toBe(false)
  })

  it('leaves out only what is nearly on the line', () => {
    expect(
      simplified(
        [
          [0, 0],
          [5, 0.1],
          [10, 0],
          [10, 10],
        ],
        0.5,
      ),
    ).toEqual([
      [0, 0],
      [10, 0],
      [10, 10],
    ])
  })
})

describe('figures', () => {
  it('1000 px at 10 µm are 10 mm, with the error of scale and hand', () => {
    const { length } = figuresOf(
      'length',
      [
        [0, 0],
        [1000, 0],
      ],
      { scale, placePx: 1 },
    )
    expect(length && figureText(length)).toBe('10.0 ± 0.2 mm')
  })

  it('without a scale there are px and no mm', () => {
    const { length } = figuresOf(
      'length',
      [
        [0, 0],
        [312, 0],
      ],
      { scale: undefined, placePx: 1 },
    )
    expect(length && figureText(length)).toBe('312.0 ± 1.4 px')
  })

  it('a square of 100 px a side at 100 µm is 100 mm²; a right angle is 90°', () => {
    const square: Spot[] = [
      [0, 0],
      [100, 0],
      [100, 100],
      [0, 100],
    ]
    const { area } = figuresOf('polygon', square, { scale: { ...scale, umPerPx: 100 }, placePx: 1 })
    expect(area).toMatchObject({ unit: 'mm2' })
    expect(area?.value).toBeCloseTo(100, 9)
    expect(
      figuresOf(
        'angle',
        [
          [0, 10],
          [0, 0],
          [10, 0],
        ],
        { scale, placePx: 0.5 },
      ).angle?.value,
    ).toBeCloseTo(90, 9)
  })

  it('never calls a figure surer than its scale', () => {
    fc.assert(
      fc.property(spot, spot, (from, to) => {
        const { length } = figuresOf('length', [from, to], { scale, placePx: 0.5 })
        expect(length?.uncertainty ?? 0).toBeGreaterThanOrEqual((length?.value ?? 0) * scale.relativeUncertainty)
      }),
    )
  })
})
