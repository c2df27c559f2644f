import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './blend.module.css'
import { setDivider, useView } from './view-store.ts'

/** Share of the pane's width that one press of an arrow moves the divider by; with Shift ten of them. */
const keyStep = 0.01

const stepOf = ({ key, shiftKey }: KeyboardEvent): number | undefined => {
  const by = keyStep * (shiftKey ? 10 : 1)
  if (key === 'ArrowLeft' || key === 'ArrowDown') return -by
  return key === 'ArrowRight' || key === 'ArrowUp' ? by : undefined
}

/** The line between the older picture on its left and the newer one on its right: dragged, or moved by arrows. */
export function Divider() {
  const { t } = useTranslation('compare')
  const divider = useView(view => view.divider)
  const area = useRef<HTMLDivElement>(null)
  const percent = Math.round(divider * 100)
  const drag = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect()
    if (!box || event.buttons === 0) return
    setDivider((event.clientX - box.left) / box.width)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = stepOf(event)
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? 1 : by && divider + by
    if (to === undefined) return
    event.preventDefault()
    setDivider(to)
  }
  return (
    <div ref={area} className={styles.area}>
      <div
        className={styles.divider}
        style={{ left: `${divider * 100}%` }}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot be a line over a picture
        role="slider"
        tabIndex={0}
        aria-label={t('divider')}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={t('dividerIs', { percent })}
        data-takes-pointer=""
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId)
          drag(event)
        }}
        onPointerMove={drag}
        onKeyDown={onKeyDown}
      >
        <span className={styles.grip} aria-hidden />
      </div>
    </div>
  )
}
