import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { termOf } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import type { SimilarCase } from '../../src-shared/contract/review.ts'
import { useBytes } from '../link/index.ts'
import { dayOf, useGoTo } from '../ui/index.ts'
import styles from './similar.module.css'

const hows = ['histopathology', 'serial-imaging', 'expert-consensus', 'confocal', 'clinical'] as const

/** Cases in the order of their likeness; never by what they were. Every picture looked at has its own row in the audit. */
export function Found({ cases }: { cases: readonly SimilarCase[] }) {
  return (
    <ol className={styles.grid}>
      {cases.map(one => (
        <li key={one.blobId}>
          <Case one={one} />
        </li>
      ))}
    </ol>
  )
}

function Case({ one }: { one: SimilarCase }) {
  const { t } = useTranslation('similar')
  const bytes = useBytes()
  const goTo = useGoTo()
  const how = hows.find(known => known === one.how)
  return (
    <figure className={styles.case}>
      <img
        className={styles.picture}
        src={bytes.urlOf(one.blobId, 'screen')}
        alt={t('picture', { site: one.siteName, date: dayOf(one.takenAt) })}
        loading="lazy"
      />
      <figcaption>
        <strong className="figures" title={t('distanceHint')}>
          {t('distance', { value: one.distance.toFixed(2) })}
        </strong>
        <span className={styles.says}>{t('picture', { site: one.siteName, date: dayOf(one.takenAt) })}</span>
        <span className={styles.says}>{how && t(`how.${how}`)}</span>
        {one.shared.length > 0 && (
          <span className={styles.says}>
            {t('shared', { list: one.shared.map(code => termOf(code, 'both')).join(', ') })}
          </span>
        )}
        {one.label !== undefined && <span>{one.label}</span>}
        <Button variant="default" size="xs" onClick={() => goTo({ at: 'patient', patientId: one.patientId })}>
          {t('open')}
        </Button>
      </figcaption>
    </figure>
  )
}
