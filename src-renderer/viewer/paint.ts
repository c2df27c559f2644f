import type { Frame, Pose } from './transform.ts'

export interface PaintView {
  readonly frame: Frame
  readonly pose: Pose
  /** Device px per CSS px. */
  readonly ratio: number
  /** The picture moves: smooth less. It is drawn once more when it rests. */
  readonly quick: boolean
}

/** Draws a pane's whole canvas, well included, at the pose of this frame. Answers true where nothing sharper is on its way. */
export type Paint = (context: CanvasRenderingContext2D, view: PaintView) => boolean | undefined
