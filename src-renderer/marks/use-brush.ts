import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { PaneView } from '../viewer/pane-view.ts'
import type { Stage } from '../viewer/stage.ts'
import { type Brush, brushKeyed, resized, type Trace } from './brush.ts'
import { keyStrokeOf } from './crosshair.ts'
import { listenToHand } from './hand.ts'
import { cssOf, distance, type Extent, onPicture, type Spot, spotAt } from './spot.ts'

export interface BrushNeeds {
  readonly stage: Stage
  readonly pane: string
  readonly view: PaneView
  readonly extent: Extent
  readonly brush: Brush
  /** Another size or act; undefined: it is laid down. */
  readonly onBrush: (brush: Brush | undefined) => void
  readonly onTrace: (trace: Trace) => void
}

/** Where the brush stands and what it covered since it went down, px of the original. */
interface Going {
  readonly at?: Spot
  readonly path: readonly Spot[]
}

/** The brush on a surface, by pointer, wheel or keys. */
export function useBrush(surface: RefObject<HTMLElement | null>, needs: BrushNeeds) {
  const [going, setGoing] = useState<Going>({ path: [] })
  const latest = useRef({ needs, going })
  useEffect(() => {
    latest.current = { needs, going }
  })
  const go = (next: Going) => {
    latest.current = { ...latest.current, going: next }
    setGoing(next)
  }
  const trace = (path: readonly Spot[]) => {
    const { brush, view, onTrace } = latest.current.needs
    if (path.length > 0) onTrace({ act: brush.act, path, radius: brush.radiusCss / view.scale })
  }
  const hand = useRef<ReturnType<typeof handOf>>(undefined)
  useEffect(() => {
    hand.current = handOf({ now: () => latest.current, go, trace })
  })
  const { stage, pane } = needs
  useEffect(() => {
    const element = surface.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      if (!event.altKey) return
      // With Alt the wheel is the brush's; without, it moves the picture as ever.
      event.preventDefault()
      event.stopPropagation()
      const { brush, onBrush } = latest.current.needs
      onBrush(resized(brush, event.deltaY > 0 ? -1 : 1))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    const stop = listenToHand(
      element,
      { stage, id: pane },
      {
        press: css => hand.current?.press(css),
        move: css => hand.current?.move(css),
        release: css => hand.current?.release(css),
        cancel: () => hand.current?.cancel(),
        double: () => undefined,
      },
    )
    return () => {
      element.removeEventListener('wheel', onWheel)
      stop()
    }
  }, [surface, stage, pane])
  const onKeyDown = (event: KeyboardEvent) => keyed(event, needs, { going, go, trace })
  return { going, onKeyDown }
}

interface Parts {
  readonly now: () => { readonly needs: BrushNeeds; readonly going: Going }
  readonly go: (next: Going) => void
  readonly trace: (path: readonly Spot[]) => void
}

/** What pointer and fingers do. */
function handOf({ now, go, trace }: Parts) {
  const spot = (css: Spot): Spot => spotAt(now().needs.view, css)
  return {
    press: (css: Spot) => go({ at: spot(css), path: [spot(css)] }),
    move: (css: Spot) => {
      const { going, needs } = now()
      const [at, last] = [spot(css), going.path.at(-1)]
      const far = last && distance(last, at) * needs.view.scale > needs.brush.radiusCss / 4
      go({ at, path: far ? [...going.path, at] : going.path })
    },
    release: (css: Spot) => {
      const { path } = now().going
      go({ at: spot(css), path: [] })
      trace(path)
    },
    cancel: () => go({ path: [] }),
  }
}

/** Where the brush begins for keys: the middle of what the pane shows. */
const middleOf = ({ view, extent }: BrushNeeds): Spot =>
  onPicture(extent, spotAt(view, [view.frame.pane.width / 2, view.frame.pane.height / 2]))

/** Everything the brush may be told by a key. */
function keyed(event: KeyboardEvent, needs: BrushNeeds, parts: Omit<Parts, 'now'> & { readonly going: Going }): void {
  const stroke = keyStrokeOf(event)
  const next = event.ctrlKey || event.metaKey ? undefined : brushKeyed(needs.brush, event.key)
  if (!next && !stroke) return
  event.preventDefault()
  event.stopPropagation()
  if (next) needs.onBrush(next)
  else if (stroke?.kind === 'leave') needs.onBrush(undefined)
  else if (stroke) stepped(stroke, needs, parts)
}

/** Arrows move the brush, Enter dabs. */
function stepped(
  stroke: NonNullable<ReturnType<typeof keyStrokeOf>>,
  needs: BrushNeeds,
  { going, go, trace }: Omit<Parts, 'now'> & { readonly going: Going },
): void {
  const { view, extent } = needs
  const at = going.at ?? middleOf(needs)
  if (stroke.kind === 'step') {
    const [x, y] = cssOf(view, at)
    go({ at: onPicture(extent, spotAt(view, [x + stroke.by[0], y + stroke.by[1]])), path: [] })
  }
  if (stroke.kind === 'set') {
    go({ at, path: [] })
    trace([at])
  }
}
