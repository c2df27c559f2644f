export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** A turn with zoom, then a shift: `p → (re + i·im)·p + (x + i·y)`, points read as complex numbers, y downwards. */
export interface Similarity {
  readonly re: number
  readonly im: number
  readonly x: number
  readonly y: number
}

/**
 * Where a picture lies in a pane. It maps picture points (origin in the middle, longer side 1) to pane points (origin
 * in the middle, shorter side 1), so it survives a resized pane and a picture of another resolution.
 */
export type Pose = Similarity

/** The pane in CSS px and the picture in its own px, orientation applied. */
export interface Frame {
  readonly pane: Size
  readonly picture: Size
}

export const apply = (s: Similarity, p: Point): Point => ({
  x: s.re * p.x - s.im * p.y + s.x,
  y: s.im * p.x + s.re * p.y + s.y,
})

/** First `before`, then `after`. */
export const compose = (after: Similarity, before: Similarity): Similarity => {
  const moved = apply(after, before)
  return {
    re: after.re * before.re - after.im * before.im,
    im: after.im * before.re + after.re * before.im,
    x: moved.x,
    y: moved.y,
  }
}

export const invert = (s: Similarity): Similarity => {
  const square = s.re * s.re + s.im * s.im
  const turned = { re: s.re / square, im: -s.im / square, x: 0, y: 0 }
  const back = apply(turned, { x: -s.x, y: -s.y })
  return { ...turned, x: back.x, y: back.y }
}

export const shift = (x: number, y: number): Similarity => ({ re: 1, im: 0, x, y })

const about = (re: number, im: number, p: Point): Similarity => {
  const moved = apply({ re, im, x: 0, y: 0 }, p)
  return { re, im, x: p.x - moved.x, y: p.y - moved.y }
}

/** Zoom by `factor` that leaves `p` where it is. */
export const zoomAbout = (factor: number, p: Point): Similarity => about(factor, 0, p)

/** Turn clockwise by `degrees` that leaves `p` where it is. */
export const turnAbout = (degrees: number, p: Point): Similarity => {
  const radians = (degrees * Math.PI) / 180
  return about(Math.cos(radians), Math.sin(radians), p)
}

export const zoomOf = (s: Similarity): number => Math.hypot(s.re, s.im)

/** Degrees clockwise, in [0, 360). */
export const angleOf = (s: Similarity): number => {
  const degrees = (Math.atan2(s.im, s.re) * 180) / Math.PI
  return (((Math.round(degrees * 1000) / 1000) % 360) + 360) % 360
}

/** CSS px that one unit of the pane measures. */
export const unitOf = ({ pane }: Frame): number => Math.max(1, Math.min(pane.width, pane.height))

const longerOf = ({ picture }: Frame): number => Math.max(1, picture.width, picture.height)

/** CSS px on screen for one px of the picture. */
export const scaleOf = (frame: Frame, pose: Pose): number => (zoomOf(pose) * unitOf(frame)) / longerOf(frame)

/** A point of the pane, given in CSS px from its top left corner, in the pane's own units. */
export const panePoint = (frame: Frame, css: Point): Point => ({
  x: (css.x - frame.pane.width / 2) / unitOf(frame),
  y: (css.y - frame.pane.height / 2) / unitOf(frame),
})

/** The picture in its own units: half its width and height where the longer side is 1. */
export const halfOf = (frame: Frame): Point => ({
  x: frame.picture.width / longerOf(frame) / 2,
  y: frame.picture.height / longerOf(frame) / 2,
})

/** The largest pose at this angle that shows the whole picture, centred. */
export const fitPose = (frame: Frame, degrees = 0): Pose => {
  const turn = turnAbout(degrees, { x: 0, y: 0 })
  const half = halfOf(frame)
  const wide = 2 * (Math.abs(turn.re) * half.x + Math.abs(turn.im) * half.y)
  const high = 2 * (Math.abs(turn.im) * half.x + Math.abs(turn.re) * half.y)
  const unit = unitOf(frame)
  const zoom = Math.min(frame.pane.width / unit / wide, frame.pane.height / unit / high)
  return { re: turn.re * zoom, im: turn.im * zoom, x: 0, y: 0 }
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/** CSS px per picture px beyond which a single px says nothing more. */
const closest = 24
/** How far below "fit" a picture may shrink. */
const smallest = 0.5

/** The nearest allowed pose: not lost out of the pane, not smaller than half of fit, not closer than 24 CSS px per px. */
export const bounded = (frame: Frame, pose: Pose): Pose => {
  const fit = zoomOf(fitPose(frame, angleOf(pose)))
  const most = Math.max(fit, (closest * longerOf(frame)) / unitOf(frame))
  const zoom = clamp(zoomOf(pose), smallest * fit, most)
  const factor = zoom / zoomOf(pose)
  const sized = factor === 1 ? pose : compose(zoomAbout(factor, { x: 0, y: 0 }), pose)
  const half = halfOf(frame)
  const middle = apply(invert(sized), { x: 0, y: 0 })
  const held = apply(sized, { x: clamp(middle.x, -half.x, half.x), y: clamp(middle.y, -half.y, half.y) })
  return { ...sized, x: sized.x - held.x, y: sized.y - held.y }
}

/** True where the two poses cannot be told apart on a screen. */
export const alike = (a: Pose, b: Pose): boolean =>
  Math.max(Math.abs(a.re - b.re), Math.abs(a.im - b.im), Math.abs(a.x - b.x), Math.abs(a.y - b.y)) < 1e-6
