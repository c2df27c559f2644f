import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaneView } from '../viewer/pane-view.ts'
import { keyStrokeOf } from './crosshair.ts'
import type { Reshape } from './drawing.ts'
import styles from './marks-layer.module.css'
import type { Shape } from './shape.ts'
import { cssOf, type Extent, onPicture, type Spot, spotAt } from './spot.ts'

interface HandlesProps {
  readonly view: PaneView
  readonly extent: Extent
  readonly shape: Shape
  readonly onReshape: (change: Reshape) => void
}

/** The points of the chosen shape, to be dragged, or moved by arrows and kept with Enter or on leaving. */
export function Handles({ view, extent, shape, onReshape }: HandlesProps) {
  return (shape.handles ?? []).map((spot, at) => (
    <Handle
      key={`${shape.id}:${at}:${spot[0]}:${spot[1]}`}
      {...{
        view,
        extent,
        spot,
        at,
        count: shape.handles?.length ?? 0,
        name: shape.name,
        nodes: shape.nodes ?? false,
        onReshape,
      }}
    />
  ))
}

interface HandleProps extends Omit<HandlesProps, 'shape'> {
  readonly spot: Spot
  readonly at: number
  readonly count: number
  readonly name: string
  readonly nodes: boolean
}

/** Points of a ring come and go: Insert sets one halfway to the next, Delete takes one away. */
const nodeKeys: Readonly<Record<string, 'insert' | 'remove'>> = {
  Insert: 'insert',
  '+': 'insert',
  Delete: 'remove',
  Backspace: 'remove',
}

/** A key that means something to a point means nothing to the screen around it. */
function take(event: KeyboardEvent, act: () => void): void {
  event.preventDefault()
  event.stopPropagation()
  act()
}

function Handle({ view, extent, spot, at, count, name, nodes, onReshape }: HandleProps) {
  const { t } = useTranslation('marks')
  const [moved, setMoved] = useState<Spot>()
  const held = useRef<Spot>(undefined)
  const kept = useRef<Spot>(undefined)
  const [x, y] = cssOf(view, moved ?? spot)
  const keep = () => {
    held.current = undefined
    if (!moved || moved === kept.current) return
    kept.current = moved
    onReshape({ at, to: moved })
  }
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    const grabbed = held.current
    if (grabbed) setMoved(onPicture(extent, spotAt(view, [clientX - grabbed[0], clientY - grabbed[1]])))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const act = nodeKeys[event.key]
    const stroke = keyStrokeOf(event)
    if (act && nodes) return take(event, () => onReshape({ at, act }))
    if (stroke?.kind !== 'step' && stroke?.kind !== 'set') return
    take(event, () => {
      if (stroke.kind === 'step') setMoved(onPicture(extent, spotAt(view, [x + stroke.by[0], y + stroke.by[1]])))
      else keep()
    })
  }
  return (
    <button
      type="button"
      className={styles.handle}
      style={{ left: x, top: y }}
      aria-label={t('handle', { at: at + 1, count, name })}
      onPointerDown={event => {
        held.current = [event.clientX - x, event.clientY - y]
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={onPointerMove}
      onPointerUp={keep}
      onKeyDown={onKeyDown}
      onBlur={keep}
      onDoubleClick={() => nodes && onReshape({ at, act: 'insert' })}
    />
  )
}
