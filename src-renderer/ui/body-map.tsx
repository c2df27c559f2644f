import { Select } from '@mantine/core'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type BodyRegion,
  type BodyView,
  bodyViewOf,
  bodyViews,
  neighbourOf,
  type Pin,
  pinAt,
  type ViewId,
} from '../../src-shared/clinical/body-map.ts'
import { siteLabelOf } from '../../src-shared/clinical/body-sites.ts'
import styles from './body-map.module.css'

/** Something marked on the map: a lesion, a picture. */
export interface MapPin {
  readonly id: string
  readonly viewId: ViewId
  /** In the view's own units. */
  readonly x: number
  readonly y: number
  /** One or two characters drawn in the pin. */
  readonly mark: string
  readonly label: string
}

interface BodyMapProps {
  readonly viewId: ViewId
  readonly onView: (viewId: ViewId) => void
  readonly pins?: readonly MapPin[]
  readonly chosenPin?: string | undefined
  readonly onPin?: (id: string) => void
  /** Given: places can be picked, by click or with arrow keys and Enter. */
  readonly onPick?: (pin: Pin) => void
  /** A coded site to show as chosen. */
  readonly chosenSite?: Pick<Pin, 'siteCode' | 'laterality'> | undefined
}

/** The site of a region in words, e.g. `Cheek, left`. */
export const regionLabel = ({ siteCode, laterality }: Pick<BodyRegion, 'siteCode' | 'laterality'>): string =>
  siteLabelOf(siteCode, laterality)

/** Drawings of the body with coded places. Pins show where things are; with `onPick` a place can be chosen. */
export function BodyMap(props: BodyMapProps) {
  const { viewId, onView, pins = [], onPick } = props
  const { t } = useTranslation()
  const [hovered, setHovered] = useState<BodyRegion>()
  const view = bodyViewOf(viewId)
  const count = (id: ViewId) => pins.filter(pin => pin.viewId === id).length
  const choices = bodyViews().map(({ id, label }) => ({
    value: id,
    label: count(id) > 0 ? `${label} (${count(id)})` : label,
  }))
  return (
    <div className={styles.map}>
      <Select
        aria-label={t('bodyMap.view')}
        data={choices}
        value={viewId}
        onChange={chosen => chosen && onView(chosen as ViewId)}
        allowDeselect={false}
        maxDropdownHeight={360}
      />
      <Figure {...props} view={view} onHover={setHovered} />
      {onPick && <output className={styles.site}>{hovered ? regionLabel(hovered) : t('bodyMap.pick')}</output>}
    </div>
  )
}

type FigureProps = BodyMapProps & { readonly view: BodyView; readonly onHover: (region?: BodyRegion) => void }

function Figure(props: FigureProps) {
  const { view, pins = [], chosenPin, onPin, onPick, onHover } = props
  const { t } = useTranslation()
  const titleId = useId()
  const drawing = useRef<SVGSVGElement>(null)
  const pick = (event: { clientX: number; clientY: number }) => {
    const at = onPick && pointOf(drawing.current, event)
    const pin = at && pinAt(view, at)
    if (pin) onPick?.(pin)
  }
  return (
    <svg
      ref={drawing}
      className={styles.figure}
      viewBox={`-2 -2 ${view.width + 4} ${view.height + 4}`}
      aria-labelledby={titleId}
    >
      <title id={titleId}>{t('bodyMap.title', { view: view.label })}</title>
      <path className={styles.outline} d={view.outline} />
      <g className={onPick ? styles.places : styles.still} onClick={pick} onPointerLeave={() => onHover()}>
        <Regions {...props} />
      </g>
      {view.lines.map(line => (
        <path key={line} className={styles.line} d={line} />
      ))}
      {pins
        .filter(pin => pin.viewId === view.id)
        .map(pin => (
          <PinMark key={pin.id} pin={pin} chosen={pin.id === chosenPin} radius={view.height / 38} onPin={onPin} />
        ))}
    </svg>
  )
}

const ways = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' } as const

function Regions({ view, onPick, onHover, chosenSite }: FigureProps) {
  const [cursor, setCursor] = useState<string>()
  const place = (region: BodyRegion) => document.getElementById(`${view.id}-${region.id}`)
  const keys = (event: KeyboardEvent, region: BodyRegion) => {
    const way = ways[event.key as keyof typeof ways]
    const next = way && neighbourOf(view, region, way)
    const [x, y] = region.labelAt
    const pin = event.key === 'Enter' || event.key === ' ' ? pinAt(view, [x, y]) : undefined
    if (!next && !pin) return
    event.preventDefault()
    event.stopPropagation()
    if (next) place(next)?.focus()
    if (pin) onPick?.(pin)
  }
  const first = view.regions[0]?.id
  const tabStop = view.regions.some(({ id }) => id === cursor) ? cursor : first
  return view.regions.map(region => (
    <path
      key={region.id}
      id={`${view.id}-${region.id}`}
      className={styles.region}
      d={region.path}
      fillRule="evenodd"
      data-chosen={isChosen(region, chosenSite) || undefined}
      onPointerEnter={() => onHover(region)}
      {...(onPick && {
        role: 'button',
        tabIndex: region.id === tabStop ? 0 : -1,
        'aria-label': regionLabel(region),
        onKeyDown: (event: KeyboardEvent) => keys(event, region),
        onFocus: () => {
          setCursor(region.id)
          onHover(region)
        },
      })}
    />
  ))
}

const isChosen = (region: BodyRegion, site: BodyMapProps['chosenSite']): boolean =>
  site !== undefined &&
  region.siteCode === site.siteCode &&
  (site.laterality === undefined || region.laterality === undefined || region.laterality === site.laterality)

interface PinMarkProps {
  readonly pin: MapPin
  readonly chosen: boolean
  readonly radius: number
  readonly onPin: ((id: string) => void) | undefined
}

function PinMark({ pin, chosen, radius, onPin }: PinMarkProps) {
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    event.stopPropagation()
    onPin?.(pin.id)
  }
  const handlers = onPin && { role: 'button', tabIndex: 0, onClick: () => onPin(pin.id), onKeyDown: keys }
  return (
    <g className={styles.pin} data-chosen={chosen || undefined} aria-label={`${pin.mark}: ${pin.label}`} {...handlers}>
      <title>{pin.label}</title>
      <circle cx={pin.x} cy={pin.y} r={radius} />
      <text x={pin.x} y={pin.y} dy="0.36em" fontSize={radius * 1.25}>
        {pin.mark}
      </text>
    </g>
  )
}

/** A point of the screen in the drawing's units. */
function pointOf(drawing: SVGSVGElement | null, { clientX, clientY }: { clientX: number; clientY: number }) {
  const matrix = drawing?.getScreenCTM()?.inverse()
  if (!matrix) return undefined
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix)
  return [x, y] as const
}
