import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mapPoint } from '../../src-shared/imaging/register/map.ts'
import { similarityOf } from '../../src-shared/imaging/register/matrix.ts'
import type { Registration } from '../../src-shared/imaging/register/types.ts'
import { matrixOf, through } from '../viewer/matrix.ts'
import { shift, zoomAbout } from '../viewer/transform.ts'
import { isAsLaid, layingOf } from './laying.ts'
import { openPairStage } from './pair-stage.ts'

const fixed = { widthPx: 4000, heightPx: 3000 }
const moving = { widthPx: 2048, heightPx: 1536 }
const registered = (scale: number, turn: number, [x, y]: readonly [number, number]): Registration => {
  const similarity = similarityOf(scale, turn, { x, y })
  return {
    engine: { name: 'rig', version: '1' },
    fixed,
    moving,
    verdict: 'accepted',
    reasons: [],
    matches: 60,
    inliers: 41,
    spread: 0.8,
    fit: {
      similarity,
      scale,
      turnDeg: turn,
      affine: similarity,
      flow: { columns: 2, rows: 2, dx: [0, 0, 0, 0], dy: [0, 0, 0, 0] },
      residual: { similarityPx: 2, affinePx: 1, flowPx: 0.5, windows: 30 },
    },
  }
}

const pane = { width: 660, height: 430 }
const frames = {
  left: { pane, picture: { width: 4000, height: 3000 } },
  right: { pane, picture: { width: 2048, height: 1536 } },
}
const opened = () => {
  const stage = openPairStage()
  stage.frame('left', frames.left)
  stage.frame('right', frames.right)
  return stage
}
type Opened = ReturnType<typeof opened>
const placeOf = (stage: Opened, id: 'left' | 'right', point: { x: number; y: number }) => {
  const { poses } = stage.store.getState()
  const pose = poses[id]
  if (!pose) throw new Error('no pose')
  return through(matrixOf(frames[id], pose), point)
}
const laying = layingOf(registered(1.9, 7, [120, -60]))
if (!laying) throw new Error('refused')

describe('a registered pair', () => {
  test('lies alike: what a point of one shows is seen at the same place of both panes', () => {
    const arbitrary = fc.record({
      scale: fc.double({ min: 0.5, max: 4, noNaN: true }),
      turn: fc.double({ min: -180, max: 180, noNaN: true }),
      shift: fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 })),
      point: fc.record({ x: fc.integer({ min: 0, max: 2048 }), y: fc.integer({ min: 0, max: 1536 }) }),
      zoom: fc.double({ min: 0.8, max: 3, noNaN: true }),
    })
    fc.assert(
      fc.property(arbitrary, ({ scale, turn, shift: by, point, zoom }) => {
        const stage = opened()
        const registration = registered(scale, turn, by)
        stage.lay('right', layingOf(registration))
        stage.move('left', zoomAbout(zoom, { x: 0.1, y: 0.1 }))
        const here = placeOf(stage, 'right', point)
        const there = placeOf(stage, 'left', mapPoint(registration, point, 'similarity'))
        expect(Math.hypot(here.x - there.x, here.y - there.y)).toBeLessThan(1e-6)
      }),
    )
  })

  test('fitted while linked it still lies alike', () => {
    const stage = opened()
    stage.lay('right', laying)
    stage.zoom(3)
    stage.fit()
    const { left, right } = stage.store.getState().poses
    expect(isAsLaid(left, right, laying)).toBe(true)
  })

  test('moved apart by hand it keeps its offset when it is linked again, until it is laid again', () => {
    const stage = opened()
    stage.lay('right', laying)
    stage.setLinked(false)
    stage.move('right', shift(0.1, 0))
    stage.setLinked(true)
    const before = stage.store.getState().poses
    stage.move('left', shift(0.05, 0.05))
    const after = stage.store.getState().poses
    expect((after['right']?.x ?? 0) - (before['right']?.x ?? 0)).toBeCloseTo(0.05, 9)
    expect(isAsLaid(after['left'], after['right'], laying)).toBe(false)
    stage.lay('right', laying)
    const again = stage.store.getState().poses
    expect(isAsLaid(again['left'], again['right'], laying)).toBe(true)
  })
})

describe('zoom and pan', () => {
  test('are the same, to the last bit, after other modes, other numbers of panes and other pictures', () => {
    const stage = opened()
    stage.lay('right', laying)
    stage.zoom(2.5)
    stage.pan({ x: 0.1, y: -0.05 })
    const before = stage.store.getState().poses['left']
    stage.frame('left', { ...frames.left, pane: { width: 1324, height: 430 } })
    expect(stage.store.getState().poses['left']).toEqual(before)
    stage.frame('left', frames.left)
    stage.frame('right', { ...frames.right, picture: { width: 4000, height: 3000 } })
    expect(stage.store.getState().poses['left']).toEqual(before)
  })

  test('of what was only fitted stay, too', () => {
    const stage = opened()
    const before = stage.store.getState().poses['left']
    stage.frame('left', { ...frames.left, pane: { width: 1324, height: 430 } })
    expect(stage.store.getState().poses['left']).toEqual(before)
  })
})
