import { useTranslation } from 'react-i18next'
import type { PaneView } from '../viewer/pane-view.ts'
import styles from './body.module.css'
import type { Sought } from './use-rings.ts'

/** Nothing is drawn so tight around a place that it hides what it points at. */
const air = 2.2
const leastPx = 10

/** Rings over the newer picture: all alike until somebody has decided. */
export function Rings({ view, sought }: { view: PaneView; sought: Sought }) {
  const { t } = useTranslation('body')
  const { rings, chosen, choose } = sought
  return (
    <svg className={styles.rings} aria-hidden>
      {rings.map(({ centre, radiusPx, decided }, index) => {
        const { x, y } = view.toPane({ x: centre[0], y: centre[1] })
        const state = decided?.body.kind === 'ring' ? decided.body.decision : 'open'
        return (
          <g key={`${centre[0]} ${centre[1]}`} data-state={state} data-chosen={index === chosen || undefined}>
            <title>{t('ring', { number: index + 1, of: rings.length })}</title>
            <circle cx={x} cy={y} r={Math.max(leastPx, air * radiusPx * view.scale)} onClick={() => choose(index)} />
          </g>
        )
      })}
    </svg>
  )
}
