import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react'
import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Corners, placeOnCard } from '../../src-shared/imaging/card/fit.ts'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import styles from './card.module.css'
import { cornerNames, steppedBy, withCorner } from './card-picture.ts'

interface CardWellProps {
  readonly pixels: Pixels
  readonly corners: Corners
  readonly onCorners: (corners: Corners) => void
}

/** The picture of the card, its four corners to be placed, and where the 24 patches are taken. */
export function CardWell({ pixels, corners, onCorners }: CardWellProps) {
  const { t } = useTranslation('calibration')
  const field = useRef<HTMLDivElement>(null)
  const { width, height, data } = pixels
  const draw = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      canvas?.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0)
    },
    [data, width, height],
  )
  const move = (at: number, place: Corners[number]) => onCorners(withCorner(corners, at, { place, within: pixels }))
  const shape: CSSProperties = { aspectRatio: `${width} / ${height}`, width: `min(100%, ${(420 * width) / height}px)` }
  const drag = (at: number) => (event: PointerEvent) => {
    const box = field.current?.getBoundingClientRect()
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    move(at, [((event.clientX - box.x) / box.width) * width, ((event.clientY - box.y) / box.height) * height])
  }
  const press = (at: number) => (event: KeyboardEvent) => {
    const place = corners[at] && steppedBy(corners[at], event, Math.max(width, height))
    if (!place) return
    event.preventDefault()
    event.stopPropagation()
    move(at, place)
  }
  return (
    <div className={styles.well}>
      <div ref={field} className={styles.field} style={shape}>
        <canvas ref={draw} width={width} height={height}>
          {t('card.picture')}
        </canvas>
        <Grid pixels={pixels} corners={corners} />
        {corners.map(([x, y], at) => {
          const name = cornerNames[at] ?? 'white'
          const where = { name: t(`card.corner.${name}`), x: Math.round(x), y: Math.round(y) }
          return (
            <button
              key={name}
              type="button"
              className={styles.corner}
              style={{ left: `${(100 * x) / width}%`, top: `${(100 * y) / height}%` }}
              aria-label={t('card.cornerAt', where)}
              onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
              onPointerMove={drag(at)}
              onKeyDown={press(at)}
            >
              {at + 1}
            </button>
          )
        })}
      </div>
    </div>
  )
}

const pointsOf = (places: readonly Corners[number][]): string => places.map(place => place.join(',')).join(' ')

function Grid({ pixels: { width, height }, corners }: Pick<CardWellProps, 'pixels' | 'corners'>) {
  const square = (index: number) => {
    const [left, top] = [index % 6, Math.floor(index / 6)]
    const at = (u: number, v: number) => placeOnCard(corners, [(left + u) / 6, (top + v) / 4])
    return pointsOf([at(0.35, 0.35), at(0.65, 0.35), at(0.65, 0.65), at(0.35, 0.65)])
  }
  return (
    <svg className={styles.grid} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
      <polygon points={pointsOf(corners)} />
      {Array.from({ length: 24 }, (_, index) => (
        <polygon key={square(index)} points={square(index)} />
      ))}
    </svg>
  )
}
