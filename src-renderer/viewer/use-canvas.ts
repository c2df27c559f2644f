import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react'
import { openCanvasLoop } from './canvas-loop.ts'
import { drawPicture } from './draw.ts'
import type { Paint } from './paint.ts'
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
  const width = Math.round(pane.width * ratio)
  const height = Math.round(pane.height * ratio)
  // Setting a size clears the canvas, even the same one.
  if (element.width !== width || element.height !== height) Object.assign(element, { width, height })
}

interface Drawn {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly stage: Stage
  readonly id: string
  readonly paint?: Paint | undefined
  /** Other pictures that `paint` draws: what comes of them is drawn too. */
  readonly also?: readonly Picture[] | undefined
}

/** Calls back when more of a picture is here. */
function watchAll(pictures: readonly (Picture | undefined)[], came: () => void): () => void {
  const stops = pictures.flatMap(picture => (picture ? [picture.watch(came), picture.watchTiles(came)] : []))
  return () => {
    for (const stop of stops) stop()
  }
}

/** Keeps the canvas showing the picture as the stage poses it, at most once per frame of the screen. */
export function useCanvas({ canvas, stage, id, paint, also }: Drawn, picture: Picture | undefined): PictureState {
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
    const draw = (quick: boolean): boolean => {
      const { frames, poses } = stage.store.getState()
      const [frame, pose] = [frames[id], poses[id]]
      if (paint && frame && pose) return paint(context, { frame, pose, ratio, quick }) ?? true
      return drawPicture(context, picture, { frame, pose, ratio, quick })
    }
    sharpen(element, measured)
    const loop = openCanvasLoop(element, draw)
    loop.now()
    const unpose = stage.store.subscribe(({ frames, poses }, before) => {
      if (frames[id] !== before.frames[id] || poses[id] !== before.poses[id]) loop.moved()
    })
    const unwatch = watchAll([picture, ...(also ?? [])], loop.came)
    return () => {
      unpose()
      unwatch()
      loop.stop()
    }
  }, [canvas, stage, id, measured, picture, paint, also])

  return state
}
