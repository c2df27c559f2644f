import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaneView } from '../viewer/pane-view.ts'
import type { Stage } from '../viewer/stage.ts'
import { type Reshape, shownOf, type Tool } from './drawing.ts'
import { Handles } from './handles.tsx'
import styles from './marks-layer.module.css'
import { linesOf, pathOf, type Shape } from './shape.ts'
import { cssOf, type Extent, type Spot } from './spot.ts'
import { useDrawing } from './use-drawing.ts'

export interface MarksLayerProps {
  readonly stage: Stage
  readonly pane: string
  readonly view: PaneView | undefined
  /** The upright original's size, px. */
  readonly extent: Extent
  readonly shapes: readonly Shape[]
  readonly chosen?: string | undefined
  readonly onChoose?: (id: string | undefined) => void
  /** The tool in the hand; without one the picture moves as ever. */
  readonly tool?: Tool | undefined
  readonly onDrawn?: (tool: Tool, points: readonly Spot[], placePx: number) => void
  readonly onLeave?: () => void
  readonly onOutside?: () => void
  /** A point of the chosen shape was moved; without it there are no handles. */
  readonly onReshape?: (id: string, change: Reshape) => void
}

const nothing = () => {}

/**
 * Everything drawn over a picture: shapes with their words, the handles of the chosen one, and the drawing surface of the
 * tool in the hand. It follows the pose; strokes keep their width. Lies inside `<Viewer>`, given its view.
 */
export function MarksLayer(props: MarksLayerProps) {
  const { view, shapes, chosen, tool, onChoose, onReshape } = props
  if (!view) return undefined
  const handled = tool === undefined && onReshape ? shapes.find(({ id }) => id === chosen) : undefined
  return (
    <div className={styles.layer}>
      <svg className={styles.drawing} aria-hidden="true">
        <g transform={view.transform}>
          {shapes.map(shape => (
            <ShapePath
              key={shape.id}
              shape={shape}
              chosen={shape.id === chosen}
              onChoose={tool ? undefined : onChoose}
            />
          ))}
        </g>
        {shapes.map(shape => (
          <ShapeLabel key={shape.id} shape={shape} view={view} chosen={shape.id === chosen} />
        ))}
      </svg>
      {tool && <Surface key={tool} {...props} tool={tool} />}
      {handled && onReshape && (
        <Handles
          view={view}
          extent={props.extent}
          shape={handled}
          onReshape={change => onReshape(handled.id, change)}
        />
      )}
    </div>
  )
}

interface ShapePathProps {
  readonly shape: Shape
  readonly chosen: boolean
  readonly onChoose: ((id: string) => void) | undefined
}

function ShapePath({ shape: { id, lines, look }, chosen, onChoose }: ShapePathProps) {
  const d = pathOf(lines)
  return (
    <g data-look={look} data-chosen={chosen || undefined}>
      <path className={styles.halo} d={d} />
      <path className={styles.line} d={d} />
      {onChoose && look === 'mark' && (
        // The list beside the picture chooses by keys; this is the same for the pointer.
        <path className={styles.grip} d={d} data-takes-pointer="" onPointerDown={() => onChoose(id)} />
      )}
    </g>
  )
}

/** CSS px of a letter of a label, on average. */
const labelLetterCss = 8

function ShapeLabel({ shape: { label, labelAt }, view, chosen }: { shape: Shape; view: PaneView; chosen: boolean }) {
  if (label === undefined || !labelAt) return undefined
  const [x, y] = cssOf(view, labelAt)
  // Near the right border the words would run out of the pane: there they end at their place instead.
  const ends = x + label.length * labelLetterCss > view.frame.pane.width
  const anchor = ends ? { x: x - 8, textAnchor: 'end' as const } : { x: x + 8 }
  return (
    <text className={styles.label} {...anchor} y={y - 6} data-chosen={chosen || undefined}>
      {label}
    </text>
  )
}

/** The picture as a surface to draw on: pointer, fingers, or arrows and Enter. */
function Surface(props: MarksLayerProps & { readonly tool: Tool }) {
  const { stage, pane, view, extent, tool, onDrawn, onLeave = nothing, onOutside = nothing } = props
  const { t } = useTranslation('marks')
  const surface = useRef<HTMLDivElement>(null)
  const hintId = useId()
  const onDone = (points: readonly Spot[], placePx: number) => onDrawn?.(tool, points, placePx)
  const { drawing, crosshair, onKeyDown } = useDrawing(surface, {
    stage,
    pane,
    view,
    extent,
    tool,
    onDone,
    onLeave,
    onOutside,
  })
  useEffect(() => surface.current?.focus({ preventScroll: true }), [])
  const points = shownOf(drawing)
  const at = crosshair && t('crosshair', { x: Math.round(crosshair[0]), y: Math.round(crosshair[1]) })
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application region takes pointer and keys itself
    <div
      ref={surface}
      className={styles.surface}
      role="application"
      aria-label={t('surface', { tool: t(`tool.${tool}`) })}
      aria-describedby={hintId}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrows and Enter draw here
      tabIndex={0}
      data-takes-pointer=""
      onKeyDown={onKeyDown}
    >
      {view && (
        <svg className={styles.drawing} aria-hidden="true">
          <g transform={view.transform} data-look="drawing">
            <path className={styles.halo} d={pathOf(linesOf(tool, points))} />
            <path className={styles.line} d={pathOf(linesOf(tool, points))} />
          </g>
          {points.length <= 60 &&
            points.map((spot, index) => <Dot key={`${index}:${spot[0]}`} view={view} at={spot} />)}
          {crosshair && <Crosshair view={view} at={crosshair} />}
        </svg>
      )}
      <p id={hintId} className={styles.hint}>
        {t(`how.${tool}`)}
      </p>
      <output className="visually-hidden">{at && t('drawnSoFar', { at, count: drawing.points.length })}</output>
    </div>
  )
}

function Dot({ view, at }: { view: PaneView; at: Spot }) {
  const [x, y] = cssOf(view, at)
  return <circle className={styles.dot} cx={x} cy={y} r={3.5} />
}

function Crosshair({ view, at }: { view: PaneView; at: Spot }) {
  const [x, y] = cssOf(view, at)
  const d = `M${x - 14} ${y}h10M${x + 4} ${y}h10M${x} ${y - 14}v10M${x} ${y + 4}v10`
  return (
    <>
      <path className={styles.crossHalo} d={d} />
      <path className={styles.cross} d={d} />
    </>
  )
}
