/*
 * What screens build on, besides <Viewer> itself:
 *
 * - `openStage(first)` holds 1 to 4 panes, their poses and whether they move together (`l`). A pose outlives the picture:
 *   another picture or mode in the same pane lies where the last one lay.
 * - `usePaneView(stage, pane)` says where the picture lies now: `toPane` and `toPicture` take points there and back (px of
 *   the upright original <-> CSS px from the pane's top left corner), `transform` is the same as an SVG/CSS text, `scale` is
 *   CSS px per px of the original (divide a stroke by it, or use vector-effect="non-scaling-stroke").
 * - `<Viewer …>{children}</Viewer>`: children lie over the picture and fill nothing by themselves; pass a function to be
 *   given the PaneView: `<Viewer …>{view => <svg className={…}><g transform={view.transform}>…</g></svg>}</Viewer>`.
 *   Wheel, drag and pinch are listened for on the whole pane, overlays included. An overlay that does not act sets
 *   `pointer-events: none`; a tool that draws carries the attribute `data-takes-pointer` while it does (wheel zoom still
 *   works then), because native listeners run before React's and `stopPropagation` would come too late.
 * - `drawPictureInto(context, picture, matrix)` (draw.ts) draws a picture with the same tiles, sharpest that is here, wherever
 *   a matrix says. It sets nothing but transform and smoothing, so alpha, clip and blend stay the caller's. It answers whether
 *   everything was sharp; what was not is on its way, and `picture.watch` tells. `view.matrix` is in CSS px: for a canvas with
 *   `ratio` device px use `matrixOf(frame, pose, ratio)`; a registered picture is drawn with
 *   `product(matrixOf(…), newToOld)`.
 * - `<Viewer … paint={…} also={[…]}>` draws the pane's canvas by a function of the caller's instead: overlay, swipe and blink. It
 *   is called once per frame of the screen when the pose changes, when more of `picture` or of those in `also` is here, or when
 *   `paint` itself is another function. Answer whether all was sharp.
 * - `openLayers()` (layers.ts) keeps pictures drawn for a place, so that showing them in turn costs a copy: blink.
 */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { inverse, type Matrix, matrixOf, scaleIn, through } from './matrix.ts'
import type { Stage } from './stage.ts'
import type { Frame, Point, Pose } from './transform.ts'

/** Where a picture lies in its pane, at one moment. */
export interface PaneView {
  readonly frame: Frame
  readonly pose: Pose
  /** From px of the upright original to CSS px from the pane's top left corner. */
  readonly matrix: Matrix
  /** `matrix` as SVG and CSS write it. */
  readonly transform: string
  /** CSS px per px of the original. */
  readonly scale: number
  readonly toPane: (point: Point) => Point
  readonly toPicture: (point: Point) => Point
}

/** The view of a pane from its frame and pose. */
export function paneViewOf(frame: Frame, pose: Pose): PaneView {
  const matrix = matrixOf(frame, pose)
  const back = inverse(matrix) ?? matrix
  const { a, b, c, d, e, f } = matrix
  return {
    frame,
    pose,
    matrix,
    transform: `matrix(${a},${b},${c},${d},${e},${f})`,
    scale: scaleIn(matrix),
    toPane: point => through(matrix, point),
    toPicture: point => through(back, point),
  }
}

/** Where the picture of a pane lies now; undefined until it has come. Renders again with every move. */
export function usePaneView(stage: Stage, pane: string): PaneView | undefined {
  const frame = useStore(stage.store, state => state.frames[pane])
  const pose = useStore(stage.store, state => state.poses[pane])
  return useMemo(() => (frame && pose ? paneViewOf(frame, pose) : undefined), [frame, pose])
}
