import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  alike,
  angleOf,
  bounded,
  compose,
  type Frame,
  fitPose,
  invert,
  type Point,
  type Pose,
  type Similarity,
  shift,
  turnAbout,
  zoomAbout,
} from './transform.ts'

/** Pictures that lie side by side, how each lies, and whether they move together. */
export interface StageState {
  readonly linked: boolean
  /** The pane that keys act on: the one last touched. */
  readonly active: string
  readonly frames: Readonly<Record<string, Frame>>
  readonly poses: Readonly<Record<string, Pose>>
}

export interface Stage {
  readonly store: StoreApi<StageState>
  /** Tells of a new size of a pane or of its picture. What was fitted stays fitted; what was zoomed stays zoomed. */
  readonly frame: (id: string, frame: Frame) => void
  /** Moves the pane, and all others with it while linked. */
  readonly move: (id: string, gesture: Similarity) => void
  readonly activate: (id: string) => void
  readonly setLinked: (linked: boolean) => void
  /** Zooms the active pane about its middle. */
  readonly zoom: (factor: number) => void
  /** Moves the active pane's picture by shares of the pane's shorter side. */
  readonly pan: (by: Point) => void
  readonly turn: (degrees: number) => void
  /** Shows the whole picture: in all panes while linked, else in the active one. Keeps the nearest quarter turn. */
  readonly fit: () => void
}

const middle = { x: 0, y: 0 }
const upright = (pose: Pose): number => (Math.round(angleOf(pose) / 90) % 4) * 90

const reframed = (pose: Pose | undefined, before: Frame | undefined, frame: Frame): Pose => {
  if (!pose || !before) return fitPose(frame)
  const degrees = angleOf(pose)
  return alike(pose, fitPose(before, degrees)) ? fitPose(frame, degrees) : bounded(frame, pose)
}

const moved = (state: StageState, id: string, gesture: Similarity): Partial<StageState> => {
  const pose = state.poses[id]
  const frame = state.frames[id]
  if (!pose || !frame) return {}
  const led = bounded(frame, compose(gesture, pose))
  if (!state.linked) return { active: id, poses: { ...state.poses, [id]: led } }
  // The others follow what the led pane really did, so that places lying over each other stay so.
  const real = compose(led, invert(pose))
  const poses = Object.entries(state.poses).map(
    ([key, other]) => [key, key === id ? led : compose(real, other)] as const,
  )
  return { active: id, poses: Object.fromEntries(poses) }
}

const fitted = ({ linked, active, frames, poses }: StageState): Partial<StageState> => {
  const ids = linked ? Object.keys(frames) : [active]
  const next = { ...poses }
  for (const id of ids) {
    const frame = frames[id]
    const pose = poses[id]
    if (frame && pose) next[id] = fitPose(frame, upright(pose))
  }
  return { poses: next }
}

/** A stage for the named panes; the first one is active, and they are linked from the start. */
export function openStage(first: string): Stage {
  const store = createStore<StageState>(() => ({ linked: true, active: first, frames: {}, poses: {} }))
  const { getState: get, setState: set } = store
  const lead = (gesture: Similarity) => set(state => moved(state, state.active, gesture))
  return {
    store,
    frame: (id, frame) =>
      set(({ frames, poses }) => ({
        frames: { ...frames, [id]: frame },
        poses: { ...poses, [id]: reframed(poses[id], frames[id], frame) },
      })),
    move: (id, gesture) => set(state => moved(state, id, gesture)),
    activate: id => get().active !== id && set({ active: id }),
    setLinked: linked => set({ linked }),
    zoom: factor => lead(zoomAbout(factor, middle)),
    pan: by => lead(shift(by.x, by.y)),
    turn: degrees => lead(turnAbout(degrees, middle)),
    fit: () => set(fitted),
  }
}
