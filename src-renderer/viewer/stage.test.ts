import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'
import { alike, apply, fitPose, invert, type Pose, zoomOf } from './transform.ts'

const frame = { pane: { width: 800, height: 600 }, picture: { width: 4000, height: 3000 } }
const other = { pane: { width: 800, height: 600 }, picture: { width: 1500, height: 2000 } }

const poseOf = (stage: Stage, id: string): Pose => {
  const pose = stage.store.getState().poses[id]
  if (!pose) throw new Error(`no pose ${id}`)
  return pose
}

const twoPanes = () => {
  const stage = openStage('left')
  stage.frame('left', frame)
  stage.frame('right', other)
  return stage
}

/** Which place of the right picture lies where the given place of the left one lies. */
const partner = (stage: Stage, place: { x: number; y: number }) =>
  apply(invert(poseOf(stage, 'right')), apply(poseOf(stage, 'left'), place))

type Step = (stage: Stage) => void
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.double({ min: 0.3, max: 3, noNaN: true }).map<Step>(factor => stage => stage.zoom(factor)),
  fc.integer({ min: -180, max: 180 }).map<Step>(degrees => stage => stage.turn(degrees)),
  fc
    .record({ x: fc.double({ min: -1, max: 1, noNaN: true }), y: fc.double({ min: -1, max: 1, noNaN: true }) })
    .map<Step>(by => stage => stage.pan(by)),
  fc.constantFrom('left', 'right').map<Step>(id => stage => stage.activate(id)),
)

describe('two panes', () => {
  test('linked: whatever is done in either pane, the same places stay over each other', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), steps => {
        const stage = twoPanes()
        stage.setLinked(false)
        stage.pan({ x: 0.05, y: 0.02 })
        stage.setLinked(true)
        const before = partner(stage, { x: 0.1, y: 0.1 })
        for (const run of steps) run(stage)
        const after = partner(stage, { x: 0.1, y: 0.1 })
        expect(after.x).toBeCloseTo(before.x, 4)
        expect(after.y).toBeCloseTo(before.y, 4)
      }),
    )
  })

  test('unlinked: only the pane worked in moves', () => {
    const stage = twoPanes()
    stage.setLinked(false)
    const right = poseOf(stage, 'right')
    stage.zoom(2)
    stage.pan({ x: 0.2, y: 0 })
    expect(poseOf(stage, 'right')).toEqual(right)
    expect(zoomOf(poseOf(stage, 'left'))).toBeCloseTo(2 * zoomOf(fitPose(frame)), 6)
  })
})

describe('four panes', () => {
  const ids = ['a', 'b', 'c', 'd']
  test('linked they lie alike whatever is done', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), fc.constantFrom(...ids), (steps, last) => {
        const stage = openStage('a')
        for (const id of ids) stage.frame(id, frame)
        stage.activate(last)
        for (const run of steps) run(stage)
        const [first, ...others] = ids.filter(id => id in stage.store.getState().poses).map(id => poseOf(stage, id))
        for (const other of others) expect(first && alike(first, other)).toBe(true)
      }),
    )
  })

  test('the pose outlives the picture and the mode: another one of its size lies exactly where the last one lay', () => {
    const stage = openStage('a')
    for (const id of ids) stage.frame(id, frame)
    stage.zoom(5)
    stage.pan({ x: 0.1, y: -0.2 })
    const before = ids.map(id => poseOf(stage, id))
    for (const id of ids) stage.frame(id, { ...frame, picture: { width: 2000, height: 1500 } })
    expect(ids.map(id => poseOf(stage, id))).toEqual(before)
  })
})

describe('a changing frame', () => {
  test('a fitted picture is fitted again when the pane grows or another picture comes', () => {
    const stage = twoPanes()
    const wide = { ...other, pane: { width: 1600, height: 500 } }
    stage.frame('left', wide)
    expect(poseOf(stage, 'left')).toEqual(fitPose(wide))
  })

  test('the zoom is kept when the picture changes', () => {
    const stage = twoPanes()
    stage.zoom(3)
    const zoom = zoomOf(poseOf(stage, 'left'))
    stage.frame('left', { ...frame, picture: { width: 4000, height: 2900 } })
    expect(zoomOf(poseOf(stage, 'left'))).toBeCloseTo(zoom, 6)
  })

  test('fit brings all linked panes back to whole pictures, upright to the nearest quarter', () => {
    const stage = twoPanes()
    stage.turn(97)
    stage.zoom(4)
    stage.fit()
    expect(poseOf(stage, 'left').im).toBeCloseTo(fitPose(frame, 90).im, 9)
    expect(poseOf(stage, 'right').im).toBeCloseTo(fitPose(other, 90).im, 9)
  })
})
