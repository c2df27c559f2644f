/** A point, px of an upright original: x right, y down, (0, 0) the outer corner of the first pixel. */
export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * A plane map in the canvas's order, as `setTransform(...matrix)` takes it:
 * x' = a x + c y + e, y' = b x + d y + f.
 */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

/** How far a registration follows the skin: rigid and scaled, sheared too, or bent (for looking only). */
export type Level = 'similarity' | 'affine' | 'flow'

/**
 * How the skin bent between the pictures, as a grid over the whole fixed picture: node (column, row) lies at fixed
 * (column · widthPx / (columns − 1), row · heightPx / (rows − 1)). What the moving picture shows at node p lies, after
 * its affine map, at p + (dx, dy). Fixed px, row by row. For blink only: nothing may be measured after it, as it hides growth.
 */
export interface Flow {
  readonly columns: number
  readonly rows: number
  readonly dx: readonly number[]
  readonly dy: readonly number[]
}

/**
 * The error left, px of the fixed original: the median shift that windows of the moving picture, laid over the fixed one
 * at that level, still need. Measured by correlation forward and backward, by other code than the fit's own.
 */
export interface Residual {
  readonly similarityPx: number
  readonly affinePx: number
  readonly flowPx: number
  /** Windows that could be measured both ways. */
  readonly windows: number
}

/** How the moving picture lies over the fixed one; matrices map moving px to fixed px, both upright originals. */
export interface Fit {
  /**
   * Turn, one scale, shift. Growth of a lesion is measured on this one (with px per mm of both pictures where they are
   * known), never after `affine` or `flow`: those bend the moving picture until growth is gone.
   */
  readonly similarity: Matrix
  /** Of the similarity: fixed px per moving px. */
  readonly scale: number
  /** Of the similarity: turn from moving to fixed, degrees, clockwise as seen. */
  readonly turnDeg: number
  readonly affine: Matrix
  readonly flow: Flow
  readonly residual: Residual
}

/** Why no registration is offered. */
export type RefusalCode =
  | 'too-small'
  | 'blank'
  | 'ruler-only'
  | 'no-features'
  | 'too-few-inliers'
  | 'not-spread'
  | 'implausible-scale'
  | 'no-overlap'
  | 'residual-too-large'

/** What registering two pictures gave. A refused one has no fit: there is nothing that could be laid over by mistake. */
export interface Registration {
  /** What measured: name and version, so that a kept decision stays explainable. */
  readonly engine: { readonly name: string; readonly version: string }
  readonly fixed: { readonly widthPx: number; readonly heightPx: number }
  readonly moving: { readonly widthPx: number; readonly heightPx: number }
  readonly verdict: 'accepted' | 'refused'
  /** Empty where it was accepted. */
  readonly reasons: readonly RefusalCode[]
  /** Features seen in both pictures, and those of them that agree on the similarity. */
  readonly matches: number
  readonly inliers: number
  /** Share of the overlap, cut into a grid, in which inliers lie, 0–1. */
  readonly spread: number
  readonly fit?: Fit | undefined
}
