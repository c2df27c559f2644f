import type { Stage } from '../viewer/stage.ts'
import type { Point } from '../viewer/transform.ts'
import { dragged } from '../viewer/use-gestures.ts'
import type { Spot } from './spot.ts'

/** What a hand does on the drawing surface, CSS px of the pane. */
export interface HandNeeds {
  readonly press: (at: Spot) => void
  readonly move: (at: Spot) => void
  readonly release: (at: Spot) => void
  /** A second finger came, or the pointer was taken away: what the first one began is no drawing. */
  readonly cancel: () => void
  /** Two clicks in one place. */
  readonly double: () => void
}

interface Pane {
  readonly stage: Stage
  readonly id: string
}

const local = (surface: HTMLElement, event: MouseEvent): Point => {
  const box = surface.getBoundingClientRect()
  return { x: event.clientX - box.left, y: event.clientY - box.top }
}
const spotOf = ({ x, y }: Point): Spot => [x, y]

/** The fingers and buttons that move the picture while a tool is in the hand: two fingers, or any button but the first. */
function mover(surface: HTMLElement, { stage, id }: Pane) {
  const fingers = new Map<number, Point>()
  const drag = (event: PointerEvent): void => {
    const frame = stage.store.getState().frames[id]
    const before = [...fingers.values()]
    fingers.set(event.pointerId, local(surface, event))
    if (frame) stage.move(id, dragged(frame, before, [...fingers.values()]))
  }
  return { fingers, drag }
}

/** One finger or the first button draws; two fingers and the other buttons move the picture. Ends with the returned function. */
export function listenToHand(surface: HTMLElement, pane: Pane, needs: HandNeeds): () => void {
  const { fingers, drag } = mover(surface, pane)
  let moves = false
  const onDown = (event: PointerEvent) => {
    surface.setPointerCapture(event.pointerId)
    fingers.set(event.pointerId, local(surface, event))
    if (fingers.size === 1 && event.button === 0) return needs.press(spotOf(local(surface, event)))
    moves = true
    needs.cancel()
  }
  const onMove = (event: PointerEvent) => {
    if (!moves) return needs.move(spotOf(local(surface, event)))
    if (fingers.has(event.pointerId)) drag(event)
  }
  const onUp = (event: PointerEvent) => {
    fingers.delete(event.pointerId)
    if (!moves) needs.release(spotOf(local(surface, event)))
    if (fingers.size === 0) moves = false
  }
  const onGone = (event: PointerEvent) => {
    fingers.delete(event.pointerId)
    if (fingers.size === 0) moves = false
    needs.cancel()
  }
  const stop = new AbortController()
  const { signal } = stop
  surface.addEventListener('pointerdown', onDown, { signal })
  surface.addEventListener('pointermove', onMove, { signal })
  surface.addEventListener('pointerup', onUp, { signal })
  surface.addEventListener('pointercancel', onGone, { signal })
  surface.addEventListener('dblclick', needs.double, { signal })
  surface.addEventListener('contextmenu', event => event.preventDefault(), { signal })
  return () => stop.abort()
}
