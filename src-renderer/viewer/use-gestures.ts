import { type RefObject, useEffect } from 'react'
import type { Stage } from './stage.ts'
import { compose, type Frame, type Point, panePoint, shift, zoomAbout } from './transform.ts'

/** Wheel distance, in CSS px, that doubles or halves the picture. */
const wheelOctave = 320
const linePx = 16

/** Zoom factor of one turn of a wheel, whatever unit the mouse reports; a pinch on a pad arrives with `ctrlKey` and finer steps. */
export const wheelFactor = ({
  deltaY,
  deltaMode,
  ctrlKey,
}: Pick<WheelEvent, 'deltaY' | 'deltaMode' | 'ctrlKey'>): number => {
  const px = deltaMode === 0 ? deltaY : deltaY * linePx * (deltaMode === 1 ? 1 : 20)
  const bounded = Math.max(-240, Math.min(240, px))
  return 2 ** ((-bounded * (ctrlKey ? 4 : 1)) / wheelOctave)
}

const local = (canvas: Element, event: MouseEvent): Point => {
  const box = canvas.getBoundingClientRect()
  return { x: event.clientX - box.left, y: event.clientY - box.top }
}

const mean = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, p) => sum + p.x, 0) / points.length,
  y: points.reduce((sum, p) => sum + p.y, 0) / points.length,
})

const spread = ([a, b]: readonly Point[]): number => (a && b ? Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)) : 1)

/** The move that takes one finger, or two, from where they were to where they are, in pane units. */
export const dragged = (frame: Frame, before: readonly Point[], after: readonly Point[]) => {
  const from = panePoint(frame, mean(before))
  const to = panePoint(frame, mean(after))
  return compose(zoomAbout(spread(after) / spread(before), to), shift(to.x - from.x, to.y - from.y))
}

/** Buttons over the picture, and tools that draw, keep their pointer; a wheel and a pinch go to the picture all the same. */
const isTaken = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('button, a, input, select, textarea, [data-takes-pointer]') !== null

interface Pane {
  readonly stage: Stage
  readonly id: string
}

function listen(canvas: HTMLElement, { stage, id }: Pane): () => void {
  const fingers = new Map<number, Point>()
  const frame = () => stage.store.getState().frames[id]
  const onWheel = (event: WheelEvent) => {
    const now = frame()
    if (!now) return
    event.preventDefault()
    stage.move(id, zoomAbout(wheelFactor(event), panePoint(now, local(canvas, event))))
  }
  const onDown = (event: PointerEvent) => {
    if (event.button > 1 || isTaken(event)) return
    canvas.setPointerCapture(event.pointerId)
    fingers.set(event.pointerId, local(canvas, event))
    stage.activate(id)
  }
  const onMove = (event: PointerEvent) => {
    const now = frame()
    if (!now || !fingers.has(event.pointerId)) return
    const before = [...fingers.values()]
    fingers.set(event.pointerId, local(canvas, event))
    stage.move(id, dragged(now, before, [...fingers.values()]))
  }
  const onUp = (event: PointerEvent) => void fingers.delete(event.pointerId)
  const onDouble = (event: MouseEvent) => {
    const now = isTaken(event) ? undefined : frame()
    if (now) stage.move(id, zoomAbout(2, panePoint(now, local(canvas, event))))
  }
  const stop = new AbortController()
  const { signal } = stop
  canvas.addEventListener('wheel', onWheel, { passive: false, signal })
  canvas.addEventListener('pointerdown', onDown, { signal })
  canvas.addEventListener('pointermove', onMove, { signal })
  canvas.addEventListener('pointerup', onUp, { signal })
  canvas.addEventListener('pointercancel', onUp, { signal })
  canvas.addEventListener('dblclick', onDouble, { signal })
  return () => stop.abort()
}

/** Wheel zoom about the pointer, drag, two-finger pinch and double click anywhere in a pane, what lies over it included. Never re-renders React. */
export function useGestures(canvas: RefObject<HTMLElement | null>, stage: Stage, id: string): void {
  useEffect(() => (canvas.current ? listen(canvas.current, { stage, id }) : undefined), [canvas, stage, id])
}
