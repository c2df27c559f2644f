import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './marks-layer.module.css'
import { cssOf } from './spot.ts'
import { type BrushNeeds, useBrush } from './use-brush.ts'

/** The picture as a surface for the brush. Lies over `<MarksLayer>`, inside `<Viewer>`. */
export function BrushSurface(props: BrushNeeds) {
  const { brush, view } = props
  const { t } = useTranslation('marks')
  const surface = useRef<HTMLDivElement>(null)
  const hintId = useId()
  const { going, onKeyDown } = useBrush(surface, props)
  useEffect(() => surface.current?.focus({ preventScroll: true }), [])
  const act = t(`brush.${brush.act}`)
  const { at, path } = going
  const css = at && cssOf(view, at)
  const width = Math.round((2 * brush.radiusCss) / view.scale)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application region takes pointer and keys itself
    <div
      ref={surface}
      className={`${styles.surface} ${styles.brush}`}
      role="application"
      aria-label={t('brushSurface', { act })}
      aria-describedby={hintId}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrows and Enter brush here
      tabIndex={0}
      data-takes-pointer=""
      onKeyDown={onKeyDown}
    >
      <svg className={styles.drawing} aria-hidden="true">
        {path.length > 0 && (
          <polyline
            className={styles.trace}
            data-act={brush.act}
            strokeWidth={2 * brush.radiusCss}
            points={[...path, path.at(-1) ?? [0, 0]].map(spot => cssOf(view, spot).join(',')).join(' ')}
          />
        )}
        {css && <Ring at={css} radius={brush.radiusCss} erases={brush.act === 'erase'} />}
      </svg>
      <p id={hintId} className={styles.hint}>
        {t('brushHow', { act, other: t(`brushOther.${brush.act}`) })}
      </p>
      <output className="visually-hidden">
        {at && t('brushAt', { x: Math.round(at[0]), y: Math.round(at[1]), width })}
      </output>
    </div>
  )
}

interface RingProps {
  readonly at: readonly [number, number]
  readonly radius: number
  readonly erases: boolean
}

/** The brush's own edge, with a plus or a minus in its middle. */
function Ring({ at: [x, y], radius, erases }: RingProps) {
  const sign = erases ? `M${x - 4} ${y}h8` : `M${x - 4} ${y}h8M${x} ${y - 4}v8`
  return (
    <>
      <circle className={styles.crossHalo} cx={x} cy={y} r={radius} />
      <path className={styles.crossHalo} d={sign} />
      <circle className={styles.cross} cx={x} cy={y} r={radius} />
      <path className={styles.cross} d={sign} />
    </>
  )
}
