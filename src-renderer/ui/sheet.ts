import type { Thumbs } from '../link/index.ts'
import { openCover, type Placed } from './sheet-cover.ts'
import { openSlots, type Wanted } from './sheet-slots.ts'

/** One canvas that shows the small pictures of many places over the part of a grid that is in view. */
export interface Sheet {
  /** A place for a picture; the answer takes it away. */
  readonly add: (element: HTMLElement, wanted: Wanted) => () => void
  /** The places may lie elsewhere now. */
  readonly moved: () => void
  /** Forgets every picture. */
  readonly close: () => void
}

/** Opens a sheet on a canvas; its parent is the whole grid, positioned, and holds all places. */
export function openSheet(canvas: HTMLCanvasElement, thumbs: Pick<Thumbs, 'ask'>): Sheet {
  const whole = canvas.parentElement
  if (!whole) throw new Error('a sheet needs a grid around it')
  const cover = openCover(canvas, whole)
  const fresh = new Set<Placed>()
  let isStale = true
  let isClosed = false
  let due = 0

  const schedule = () => {
    if (!isClosed) due ||= requestAnimationFrame(paint)
  }
  const came = (slot: Placed) => {
    fresh.add(slot)
    schedule()
  }
  const slots = openSlots({ thumbs, came, changed: schedule })
  const paint = () => {
    due = 0
    cover.paint(slots.all(), { of: fresh, isStale })
    isStale = false
    fresh.clear()
    // Says to whoever looks on whether all that is near the screen is drawn.
    if (slots.isFull()) canvas.dataset['drawn'] = ''
    else delete canvas.dataset['drawn']
  }
  const moved = () => {
    for (const slot of slots.all()) slot.box = undefined
    isStale = true
    schedule()
  }
  const unwatch = watchPlace(whole, { scrolled: schedule, moved })
  return {
    add(element, wanted) {
      slots.add(element, wanted)
      return () => {
        slots.remove(element)
        moved()
      }
    },
    moved,
    close() {
      isClosed = true
      unwatch()
      cancelAnimationFrame(due)
      slots.close()
      // A canvas without px holds nothing of a patient, whoever still holds the canvas.
      Object.assign(canvas, { width: 0, height: 0 })
    },
  }
}

/** Tells when the grid is scrolled by whatever holds it, and when it has another size or the screen another ratio. */
function watchPlace(whole: HTMLElement, { scrolled, moved }: { scrolled: () => void; moved: () => void }): () => void {
  const hear = ({ target }: Event) => {
    if (target instanceof Node && target.contains(whole)) scrolled()
  }
  const sizes = new ResizeObserver(moved)
  sizes.observe(whole)
  document.addEventListener('scroll', hear, { capture: true, passive: true })
  window.addEventListener('resize', moved)
  return () => {
    sizes.disconnect()
    document.removeEventListener('scroll', hear, { capture: true })
    window.removeEventListener('resize', moved)
  }
}
