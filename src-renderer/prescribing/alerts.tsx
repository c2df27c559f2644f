import { Checkbox, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PrescribingAlert } from '../../src-shared/clinical/prescribing/verdict.ts'
import { useMe } from '../link/index.ts'
import { usePolicyText } from '../ui/policy-text.ts'
import styles from './prescribing.module.css'

/** What the prescriber said to the alerts: read, or overridden with a reason. */
export interface Said {
  readonly read: readonly string[]
  readonly reasons: Readonly<Record<string, string>>
}
export const nothingSaid: Said = { read: [], reasons: {} }

interface AlertsProps {
  readonly alerts: readonly PrescribingAlert[]
  readonly kinds: readonly PrescribingAlert['kind'][]
  readonly holding: readonly string[]
  readonly said: Said
  readonly onSaid: (said: Said) => void
}

/** The alerts that a field causes, beside it: the gravest first, with what they rest on. */
export function Alerts({ alerts, kinds, ...rest }: AlertsProps) {
  const own = alerts.filter(({ kind }) => kinds.includes(kind))
  return own.map(alert => <OneAlert key={alert.rule + alert.words} alert={alert} {...rest} />)
}

type OneProps = Omit<AlertsProps, 'alerts' | 'kinds'> & { readonly alert: PrescribingAlert }

function OneAlert({ alert, holding, said, onSaid }: OneProps) {
  const { t } = useTranslation('prescribing')
  const policyText = usePolicyText()
  const { rule, severity, words, source, edition, confirm, under } = alert
  const needsReason = severity === 'X' || holding.includes(rule)
  return (
    <div className={styles.alert} data-severity={severity} role="note">
      <span>
        <strong>{t(`severity.${severity}`)}</strong> {words}
      </span>
      <details className={styles.source}>
        <summary>{confirm ? `${t('source')} (${t('policy')})` : t('source')}</summary>
        {source}, {edition} ({rule}). {policyText(alert)}
        {under && ` ${t('under', { row: under.row, policy: policyText({ confirm: true, policy: under.policy }) })}`}
      </details>
      {needsReason && <Reason rule={rule} said={said} onSaid={onSaid} />}
      {severity === 'D' && !needsReason && (
        <Checkbox
          label={t('acknowledge')}
          checked={said.read.includes(rule)}
          onChange={event => {
            const others = said.read.filter(one => one !== rule)
            onSaid({ ...said, read: event.currentTarget.checked ? [...others, rule] : others })
          }}
        />
      )}
    </div>
  )
}

function Reason({ rule, said, onSaid }: { rule: string; said: Said; onSaid: (said: Said) => void }) {
  const { t } = useTranslation('prescribing')
  const { role } = useMe()
  if (role !== 'dermatologist') return <span className={styles.source}>{t('derm')}</span>
  return (
    <TextInput
      label={t('reason')}
      value={said.reasons[rule] ?? ''}
      maxLength={500}
      onChange={event => onSaid({ ...said, reasons: { ...said.reasons, [rule]: event.currentTarget.value } })}
    />
  )
}

/** The overrides that have a reason long enough. */
export const overridesIn = ({ reasons }: Said) =>
  Object.entries(reasons)
    .filter(([, reason]) => reason.trim().length >= 3)
    .map(([rule, reason]) => ({ rule, reason: reason.trim() }))
