import { useTranslation } from 'react-i18next'
import { inkOf, strongestDeltaE } from '../../src-shared/imaging/compare/difference.ts'
import styles from './blend.module.css'
import type { Difference } from './use-difference.ts'

const ticks = [0, 5, 10, 15, strongestDeltaE] as const

const colourAt = (deltaE: number): string => {
  const { colour, cover } = inkOf(deltaE, -1)
  return `rgb(${colour.join(' ')} / ${cover})`
}

/** A smaller share of the picture is not worth a sentence. */
const leastRim = 0.005

/** `moving` lies over `fixed`: the newer picture over the older one. */
const whoseRim = ({ fixed, moving }: Difference['found']['rim']): 'older' | 'newer' | 'both' => {
  if (moving <= leastRim) return 'older'
  return fixed <= leastRim ? 'newer' : 'both'
}

/** What the colours of the difference map mean, and below what nothing is drawn. */
export function Legend({ difference, residual }: { difference: Difference | undefined; residual: string | undefined }) {
  const { t } = useTranslation('compare')
  if (!difference) return <p className={styles.legend}>{t('differenceWorks')}</p>
  const { noiseFloor, overlap, rim } = difference.found
  return (
    <figure className={styles.legend} data-ready="">
      <figcaption>{t('differenceIs')}</figcaption>
      <div
        className={styles.scale}
        style={{ background: `linear-gradient(to right, ${ticks.map(colourAt).join(', ')})` }}
      />
      <div className={styles.ticks} aria-hidden>
        {ticks.map(tick => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
      <p>
        {t('noiseFloor', { floor: noiseFloor.toFixed(1), residual: residual ?? '' })}{' '}
        {overlap < 0.98 && t('overlapIs', { percent: Math.round(100 * overlap) })}{' '}
        {rim.share > leastRim && t(`rimIs.${whoseRim(rim)}`, { percent: Math.round(100 * rim.share) })}
      </p>
    </figure>
  )
}
