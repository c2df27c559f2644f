/** A piece of one axis, CSS px. */
export interface Span {
  readonly start: number
  readonly size: number
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** So much beyond either end of what is seen is drawn ahead, CSS px: half a second of quick wheeling needs no new place. */
const ahead = 400
/** Nearer than this to the end of what is drawn, it is time to move. */
const reserve = 130

/**
 * Which part of an axis of `whole` px a canvas should cover so that `seen` lies well inside it, whole px. Stays where it is
 * (`held`) as long as that still does: a canvas that keeps its place is scrolled by the compositor without being drawn again.
 */
export function rangeOf(seen: Span, whole: number, held?: Span): Span {
  const end = Math.floor(whole)
  const size = Math.max(0, Math.min(end, Math.ceil(seen.size) + 2 * ahead))
  const within = (at: number) => Math.min(Math.max(0, Math.floor(at)), end - size)
  const first = Math.max(0, seen.start - reserve)
  const last = Math.min(end, seen.start + seen.size + reserve)
  if (held?.size === size && held.start + size <= end && held.start <= first && held.start + size >= last) return held
  return { start: within(seen.start - ahead), size }
}

/** The middle part of a picture that fills a box of another shape, as `object-fit: cover` takes it, px of the picture. */
export function coverOf(picture: { width: number; height: number }, box: { width: number; height: number }): Box {
  const scale = Math.max(box.width / picture.width, box.height / picture.height)
  const [width, height] = [box.width / scale, box.height / scale]
  return { left: (picture.width - width) / 2, top: (picture.height - height) / 2, width, height }
}

/** What two boxes share; no width or no height where they share nothing. */
export function sharedOf(one: Box, other: Box): Box {
  const left = Math.max(one.left, other.left)
  const top = Math.max(one.top, other.top)
  const right = Math.min(one.left + one.width, other.left + other.width)
  const bottom = Math.min(one.top + one.height, other.top + other.height)
  return { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) }
}
