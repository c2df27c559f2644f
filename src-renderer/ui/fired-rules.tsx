import { useTranslation } from 'react-i18next'
import type { Consult } from '../../src-shared/contract/consults.ts'
import styles from './fired-rules.module.css'
import { RuleSource } from './rule-source.tsx'

type Triage = NonNullable<Consult['triage']>
/** Every rule that fired, in words, with what it was decided by, what it rests on and where that is set. */
export function FiredRules({ triage }: { triage: Pick<Triage, 'fired'> }) {
  const { t } = useTranslation('triage')
  return (
    <ul className={styles.rules}>
      {triage.fired.map(fired => (
        <li key={`${fired.id}-${fired.lesion ?? ''}`}>
          <strong>
            {fired.id} {t(`rule.${fired.id}` as 'rule.R0')}
          </strong>{' '}
          → {t(`class.${fired.class}`)}
          {fired.lesion !== undefined && `, ${t('lesionNumber', { number: fired.lesion })}`}
          <RuleSource rule={fired} />
        </li>
      ))}
    </ul>
  )
}
