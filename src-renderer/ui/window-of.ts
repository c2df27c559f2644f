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

/** So many lines get their cells in one frame: a task that no key has to wait for. */
const perFrame = 3

/** The lines of a window whose cells are drawn after one frame more: those that were, and the next few nearest the middle. */
export function filledNext(filled: ReadonlySet<number>, { from, to }: Span): ReadonlySet<number> {
  const kept = [...filled].filter(at => at >= from && at < to)
  const middle = (from + to) / 2
  const missing = Array.from({ length: to - from }, (_, index) => from + index).filter(at => !filled.has(at))
  missing.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle))
  return new Set([...kept, ...missing.slice(0, perFrame)])
}
