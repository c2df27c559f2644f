import { useTranslation } from 'react-i18next'
import type { Consult } from '../../src-shared/contract/consults.ts'
import styles from './fired-rules.module.css'
import { usePolicyText } from './policy-text.ts'
import { dayText, stampText } from './when.ts'

type Clock = NonNullable<Consult['triage']>['clocks'][number]

/** The clocks of a case: by when, how long that is, which closed days it passed over, and the policy that says so. */
export function ClockLines({ clocks }: { readonly clocks: readonly Clock[] }) {
  const shown = clocks.filter(({ dueAt, code }) => dueAt !== undefined && code !== 'waiting')
  if (shown.length === 0) return undefined
  return (
    <ul className={styles.rules}>
      {shown.map(clock => (
        <li key={clock.code}>
          <OneClock clock={clock} />
        </li>
      ))}
    </ul>
  )
}

function OneClock({ clock }: { readonly clock: Clock }) {
  const { t } = useTranslation('triage')
  const policyText = usePolicyText()
  const { code, amount, unit, dueAt, closed = [], policies = [] } = clock
  return (
    <>
      <strong>{t(`clock.${code}`)}</strong> {dueAt !== undefined && stampText(dueAt)}
      {amount > 0 && ` (${t(`span.${unit}`, { count: amount })})`}
      {closed.length > 0 && (
        <span className={styles.source}>{t('closedOver', { days: closed.map(day => dayText(day)).join(', ') })}</span>
      )}
      {policies.map(({ row, policy }) => (
        <span key={row} className={styles.source}>
          {policyText({ confirm: true, policy })}. {t('setAt', { count: 1, rows: row })}
        </span>
      ))}
    </>
  )
}
