import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react'
import { drawPicture } from './draw.ts'
import type { Picture, PictureState } from './picture.ts'
import type { Stage } from './stage.ts'
import type { Size } from './transform.ts'

interface Measured {
  readonly pane: Size
  readonly ratio: number
}

const none: PictureState = { kind: 'waiting' }
const waiting = () => none
const never = () => () => {}

/** Follows the pane's size in CSS px and the screen's device px per CSS px (it changes between monitors). */
function usePaneSize(canvas: RefObject<HTMLCanvasElement | null>): Measured | undefined {
  const [measured, setMeasured] = useState<Measured>()
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const watch = new ResizeObserver(([entry]) => {
      const box = entry?.contentRect
      if (box && box.width > 0 && box.height > 0)
        setMeasured({ pane: { width: box.width, height: box.height }, ratio: window.devicePixelRatio || 1 })
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [canvas])
  return measured
}

/** How far a picture has come; redrawn when it comes further. */
export function usePictureState(picture: Picture | undefined): PictureState {
  return useSyncExternalStore(picture?.watch ?? never, picture?.state ?? waiting)
}

/** Gives a canvas one px of its own for every px of the screen. */
function sharpen(element: HTMLCanvasElement, { pane, ratio }: Measured): void {
  element.width = Math.round(pane.width * ratio)
  element.height = Math.round(pane.height * ratio)
}

interface Drawn {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly stage: Stage
  readonly id: string
}

/** Keeps the canvas showing the picture as the stage poses it, at most once per frame of the screen. */
export function useCanvas({ canvas, stage, id }: Drawn, picture: Picture | undefined): PictureState {
  const measured = usePaneSize(canvas)
  const state = usePictureState(picture)
  const width = state.kind === 'shown' ? state.size.width : undefined
  const height = state.kind === 'shown' ? state.size.height : undefined

  useEffect(() => {
    if (measured && width && height) stage.frame(id, { pane: measured.pane, picture: { width, height } })
  }, [stage, id, measured, width, height])

  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d', { alpha: false })
    if (!element || !context || !measured) return
    const { ratio } = measured
    sharpen(element, measured)
    let due = 0
    const paint = () => {
      due = 0
      const { frames, poses } = stage.store.getState()
      drawPicture(context, state.kind === 'shown' ? picture : undefined, { frame: frames[id], pose: poses[id], ratio })
    }
    const schedule = () => {
      due ||= requestAnimationFrame(paint)
    }
    paint()
    const stop = stage.store.subscribe(schedule)
    return () => {
      stop()
      cancelAnimationFrame(due)
    }
  }, [canvas, stage, id, measured, picture, state])

  return state
}
