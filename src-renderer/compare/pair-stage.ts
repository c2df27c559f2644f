import { openStage, type Stage, type StageState } from '../viewer/stage.ts'
import { type Frame, type Similarity, unitOf } from '../viewer/transform.ts'
import { laidOver } from './laying.ts'

/** Panes of a comparison: all others are laid over the first one where they are registered to it. */
export interface PairStage extends Stage {
  /** Lays a pane's picture over the first one's, now and whenever that is fitted; undefined leaves it where it is. */
  readonly lay: (pane: string, laying: Similarity | undefined) => void
}

const first = 'left'

const isSamePicture = (one: Frame, other: Frame): boolean =>
  one.picture.width === other.picture.width && one.picture.height === other.picture.height

/**
 * A stage whose first pane is `left`. Zoom and pan outlive everything but a resized window: a pane that only becomes wider or
 * narrower because another mode or another number of panes is shown keeps its pose, so the picture stays where it was.
 */
export function openPairStage(): PairStage {
  const stage = openStage('right')
  const { store } = stage
  const layings = new Map<string, Similarity>()

  const laid = (poses: StageState['poses']): StageState['poses'] => {
    const fixed = poses[first]
    if (!fixed) return poses
    const over = [...layings].filter(([pane]) => poses[pane]).map(([pane, by]) => [pane, laidOver(fixed, by)] as const)
    return { ...poses, ...Object.fromEntries(over) }
  }
  const relay = () => store.setState(({ poses }) => ({ poses: laid(poses) }))

  return {
    ...stage,
    frame(id, frame) {
      const { frames, poses } = store.getState()
      const before = frames[id]
      const pose = poses[id]
      if (before && pose && unitOf(before) === unitOf(frame) && isSamePicture(before, frame))
        return store.setState({ frames: { ...frames, [id]: frame } })
      stage.frame(id, frame)
      const added = layings.get(id)
      const fixed = store.getState().poses[first]
      if (id === first && store.getState().linked) relay()
      else if (added && fixed && store.getState().linked)
        store.setState(now => ({ poses: { ...now.poses, [id]: laidOver(fixed, added) } }))
    },
    fit() {
      stage.fit()
      // Unlinked, only the active picture is fitted, wherever the others lie.
      if (store.getState().linked) relay()
    },
    lay(pane, laying) {
      if (!laying) return void layings.delete(pane)
      layings.set(pane, laying)
      store.setState(({ poses }) => {
        const fixed = poses[first]
        return { poses: fixed ? { ...poses, [pane]: laidOver(fixed, laying) } : poses }
      })
    },
  }
}
