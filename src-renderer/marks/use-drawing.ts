import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { PaneView } from '../viewer/pane-view.ts'
import type { Stage } from '../viewer/stage.ts'
import { keyStrokeOf } from './crosshair.ts'
import { blank, type Drawing, drawn, type Stroke, type Tool } from './drawing.ts'
import { listenToHand } from './hand.ts'
import { cssOf, type Extent, isOnPicture, onPicture, type Spot, spotAt } from './spot.ts'

/** CSS px within which a point is the one already there: a finger's width is forgiven, a mouse's shake too. */
const nearCss = 10
/** CSS px beside the picture that are still taken for its edge. */
const slipCss = 24

export interface DrawingNeeds {
  readonly stage: Stage
  readonly pane: string
  readonly view: PaneView | undefined
  readonly extent: Extent
  readonly tool: Tool
  /** A drawing is whole; `placePx` is how well its points could be placed at this zoom, px of the original, k = 2. */
  readonly onDone: (points: readonly Spot[], placePx: number) => void
  readonly onLeave: () => void
  /** A point beside the picture was refused. */
  readonly onOutside: () => void
}

/** How well a hand places a point, px of the original, k = 2: one CSS px at this zoom, never better than half a px. */
export const placePxAt = (scale: number): number => Math.max(0.5, 1 / scale)

/** What is being drawn on a surface, by pointer or keys, and where the crosshair stands (absent until a key moved it). */
export function useDrawing(surface: RefObject<HTMLElement | null>, needs: DrawingNeeds) {
  const [drawing, setDrawing] = useState<Drawing>(() => blank(needs.tool))
  const [crosshair, setCrosshair] = useState<Spot>()
  const latest = useRef({ needs, drawing, crosshair })
  useEffect(() => {
    latest.current = { needs, drawing, crosshair }
  })

  const take = useCallback((stroke: Stroke) => {
    const { needs: now, drawing: before } = latest.current
    const step = drawn(before, stroke)
    latest.current = { ...latest.current, drawing: step.drawing }
    setDrawing(step.drawing)
    if (step.done && now.view) now.onDone(step.done, placePxAt(now.view.scale))
  }, [])
  const point = useCallback(
    (kind: 'press' | 'move' | 'release', css: Spot) => {
      const { view, extent, onOutside } = latest.current.needs
      if (!view) return
      const spot = spotAt(view, css)
      if (kind === 'press' && !isOnPicture(extent, spot, slipCss / view.scale)) return onOutside()
      take({ kind, at: onPicture(extent, spot), nearPx: nearCss / view.scale })
    },
    [take],
  )
  useHand(surface, needs, { point, take, reset: () => setDrawing(blank(latest.current.needs.tool)) })

  const onKeyDown = (event: KeyboardEvent) => {
    const stroke = keyStrokeOf(event)
    if (!stroke) return
    event.preventDefault()
    event.stopPropagation()
    keyed(stroke, { ...needs, crosshair, setCrosshair, take, idle: drawing.points.length === 0 })
  }
  return { drawing, crosshair, onKeyDown }
}

interface HandParts {
  readonly point: (kind: 'press' | 'move' | 'release', css: Spot) => void
  readonly take: (stroke: Stroke) => void
  readonly reset: () => void
}

function useHand(
  surface: RefObject<HTMLElement | null>,
  { stage, pane }: DrawingNeeds,
  { point, take, reset }: HandParts,
): void {
  const forget = useRef(reset)
  useEffect(() => {
    forget.current = reset
  })
  useEffect(() => {
    const element = surface.current
    if (!element) return
    return listenToHand(
      element,
      { stage, id: pane },
      {
        press: css => point('press', css),
        move: css => point('move', css),
        release: css => point('release', css),
        double: () => take({ kind: 'end' }),
        cancel: () => forget.current(),
      },
    )
  }, [surface, stage, pane, point, take])
}

interface Keyed extends DrawingNeeds {
  readonly crosshair: Spot | undefined
  readonly setCrosshair: (spot: Spot) => void
  readonly take: (stroke: Stroke) => void
  readonly idle: boolean
}

/** Where the crosshair begins: the middle of what the pane shows of the picture. */
const startOf = (view: PaneView, extent: Extent): Spot =>
  onPicture(extent, spotAt(view, [view.frame.pane.width / 2, view.frame.pane.height / 2]))

function keyed(stroke: NonNullable<ReturnType<typeof keyStrokeOf>>, needs: Keyed): void {
  const { view, extent, take } = needs
  if (!view) return
  const at = needs.crosshair ?? startOf(view, extent)
  if (stroke.kind === 'step') {
    const [x, y] = cssOf(view, at)
    const next = onPicture(extent, spotAt(view, [x + stroke.by[0], y + stroke.by[1]]))
    needs.setCrosshair(next)
    take({ kind: 'move', at: next, nearPx: 4 / view.scale })
  } else if (stroke.kind === 'leave') needs.onLeave()
  else if (stroke.kind === 'back') take({ kind: 'back' })
  else if (stroke.kind === 'end') take({ kind: 'end' })
  else {
    needs.setCrosshair(at)
    take({ kind: 'press', at, nearPx: 4 / view.scale })
    take({ kind: 'release', at, nearPx: 4 / view.scale })
  }
}
