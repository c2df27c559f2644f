/** Lines beyond each edge that are drawn already, so that a flick does not show an empty one. */
const beyond = 8
/** The window moves in steps, so that most of a scroll draws nothing anew. */
const step = 4

/** Lines from `from` up to but without `to`. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Which of `count` lines are to be drawn where a list is scrolled to `topPx` and `heightPx` of it are seen. */
export function windowOf(
  { topPx, heightPx, rowPx }: { readonly topPx: number; readonly heightPx: number; readonly rowPx: number },
  count: number,
): Span {
  const first = Math.floor(topPx / rowPx)
  const last = Math.ceil((topPx + heightPx) / rowPx)
  const to = Math.min(count, Math.ceil((last + beyond) / step) * step)
  return { from: Math.max(0, Math.min(to, Math.floor((first - beyond) / step) * step)), to }
}

/** Where to scroll so that a line is wholly seen below the heads; where it is already, nothing moves. */
export function scrollFor(
  at: number,
  seen: { readonly topPx: number; readonly heightPx: number; readonly rowPx: number; readonly headPx: number },
): number {
  const { topPx, heightPx, rowPx, headPx } = seen
  const start = at * rowPx
  if (start < topPx) return start
  const end = headPx + start + rowPx - heightPx
  return end > topPx ? end : topPx
}
