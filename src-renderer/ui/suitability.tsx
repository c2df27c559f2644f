import { useTranslation } from 'react-i18next'
import type { Consult } from '../../src-shared/contract/consults.ts'
import styles from './fired-rules.module.css'
import { RuleSource } from './rule-source.tsx'

type Told = NonNullable<Consult['triage']>['suitability']

/** Whether a case may be answered without seeing the patient, and every row that says so: its threshold, its source, where it is set. */
export function Suitability({ suitability }: { readonly suitability: Told }) {
  const { t } = useTranslation('triage')
  const { t: policies } = useTranslation('policies')
  return (
    <section aria-label={t('suitabilityTitle')}>
      <p className={styles.verdict}>{t(`suitability.${suitability.code}`)}</p>
      <ul className={styles.rules}>
        {suitability.reasons.map(reason => (
          <li key={reason.id}>
            <strong>
              {reason.id} {policies(`row.${reason.id}` as 'row.S1')}
            </strong>{' '}
            → {t(`suitability.${reason.code}`)}
            {reason.excludes && `. ${t('excludes')}`}
            <RuleSource rule={reason} />
          </li>
        ))}
      </ul>
    </section>
  )
}
