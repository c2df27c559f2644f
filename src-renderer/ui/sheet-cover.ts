import { type Box, coverOf, rangeOf, type Span, sharedOf } from './sheet-range.ts'

/** What lies in one place of the grid. */
export interface Placed {
  readonly element: HTMLElement
  /** Where it lies in the whole grid, CSS px; undefined until measured. */
  box?: Box | undefined
  bitmap?: ImageBitmap | undefined
}

interface Held {
  readonly x: Span
  readonly y: Span
  readonly ratio: number
}

/** A canvas that lies over the part of its parent, the grid, that is in view. */
export interface Cover {
  /** Moves it where it is needed and draws what is `fresh`, or all where it moved or `isStale`. */
  readonly paint: (all: Iterable<Placed>, fresh: { readonly of: Iterable<Placed>; readonly isStale: boolean }) => void
}

/** Covers the canvas's parent with it. */
export function openCover(canvas: HTMLCanvasElement, whole: HTMLElement): Cover {
  const context = canvas.getContext('2d')
  let clips: readonly HTMLElement[] | undefined
  let held: Held | undefined
  return {
    paint(all, { of, isStale }) {
      clips ??= clipsOf(whole)
      const origin = whole.getBoundingClientRect()
      const next = heldOf(origin, seenOf(clips), held)
      const isWhole = isStale || next !== held
      // Every box is read before the canvas is touched: reading after writing would lay the page out once more.
      const drawn = [...(isWhole ? all : of)].filter(({ bitmap }) => bitmap)
      for (const one of drawn) one.box ??= boxIn(one.element, origin)
      if (next !== held) lay(canvas, next)
      if (isWhole) context?.clearRect(0, 0, canvas.width, canvas.height)
      held = next
      for (const one of drawn) draw(context, one, next)
    },
  }
}

/** The boxes around the grid that hide what overflows them. */
function clipsOf(whole: HTMLElement): HTMLElement[] {
  const clips: HTMLElement[] = []
  for (let one = whole.parentElement; one && one !== document.body; one = one.parentElement)
    if (getComputedStyle(one).overflow !== 'visible') clips.push(one)
  return clips
}

/** The part of the window in which the grid can be seen. */
const seenOf = (clips: readonly HTMLElement[]): Box =>
  clips.reduce<Box>((seen, clip) => sharedOf(seen, clip.getBoundingClientRect()), {
    left: 0,
    top: 0,
    width: window.innerWidth,
    height: window.innerHeight,
  })

/** The part of the grid to cover; the same one as before where it still does. */
function heldOf(origin: Box, seen: Box, before: Held | undefined): Held {
  const x = rangeOf({ start: seen.left - origin.left, size: seen.width }, origin.width, before?.x)
  const y = rangeOf({ start: seen.top - origin.top, size: seen.height }, origin.height, before?.y)
  const ratio = window.devicePixelRatio || 1
  return before && x === before.x && y === before.y && ratio === before.ratio ? before : { x, y, ratio }
}

/** Lays the canvas over that part, one px of its own for every px of the screen. */
function lay(canvas: HTMLCanvasElement, { x, y, ratio }: Held): void {
  const [width, height] = [Math.round(x.size * ratio), Math.round(y.size * ratio)]
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const { style } = canvas
  style.width = `${x.size}px`
  style.height = `${y.size}px`
  style.transform = `translate(${x.start}px, ${y.start}px)`
}

function boxIn(element: Element, origin: Box): Box {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { left: left - origin.left, top: top - origin.top, width, height }
}

function draw(context: CanvasRenderingContext2D | null, { bitmap, box }: Placed, { x, y, ratio }: Held): void {
  if (!bitmap || !box || box.width === 0 || box.height === 0) return
  const [left, top] = [box.left - x.start, box.top - y.start]
  if (left > x.size || top > y.size || left + box.width < 0 || top + box.height < 0) return
  const from = coverOf(bitmap, box)
  context?.drawImage(
    bitmap,
    from.left,
    from.top,
    from.width,
    from.height,
    left * ratio,
    top * ratio,
    box.width * ratio,
    box.height * ratio,
  )
}
