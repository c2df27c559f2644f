import { IconAlertTriangle, IconCircleCheck, IconClockExclamation, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LaboratoryStanding } from '../../src-shared/clinical/prescribing/verdict.ts'
import { usePolicyText } from '../ui/policy-text.ts'
import { StatusChip } from '../ui/status-chip.tsx'
import { dayText } from '../ui/when.ts'
import styles from './prescribing.module.css'

type Check = LaboratoryStanding['checks'][number]

const marks = {
  current: [IconCircleCheck, 'ok'],
  missing: [IconAlertTriangle, 'warn'],
  overdue: [IconClockExclamation, 'warn'],
} as const

/** Which checks the treatment asks for: the last value with its day, when each is due again, and whether it locks. */
export function Laboratory({ standing }: { readonly standing: LaboratoryStanding }) {
  const { t } = useTranslation('prescribing')
  const policyText = usePolicyText()
  const { startedOn, checks, source, confirm, policy } = standing
  return (
    <section aria-label={t('laboratory')} className={styles.group}>
      <h3>{t('laboratory')}</h3>
      <p className={styles.soft}>
        {startedOn === undefined ? t('beforeStart') : t('startedOn', { day: dayText(startedOn) })}
      </p>
      <ul className={styles.checks}>
        {checks.map(check => (
          <OneCheck key={check.check} check={check} />
        ))}
      </ul>
      <details className={styles.source}>
        <summary>{t('source')}</summary>
        {source}
        {confirm && `. ${policyText({ confirm, policy })}`}
      </details>
    </section>
  )
}

function OneCheck({ check: { check, state, dueOn, holds, doneOn, last = [] } }: { readonly check: Check }) {
  const { t } = useTranslation('prescribing')
  const [icon, tone] = marks[state]
  return (
    <li>
      <span className={styles.name}>{t(`checks.${check}` as 'checks.CBC')}</span>
      <StatusChip icon={icon} word={t(`standing.${state}`)} tone={tone} />
      {holds && <StatusChip icon={IconLock} word={t('locked')} tone="bad" />}
      {dueOn !== undefined && <span>{t('dueOn', { day: dayText(dueOn) })}</span>}
      <span className={styles.soft}>
        {last.length > 0
          ? last.map(one => <Result key={one.test} result={one} />)
          : doneOn[0] === undefined
            ? t('neverDone')
            : t('doneOn', { day: dayText(doneOn[0]) })}
      </span>
    </li>
  )
}

function Result({ result }: { readonly result: NonNullable<Check['last']>[number] }) {
  const { t } = useTranslation('prescribing')
  const { test, on, value, unit, verdict } = result
  const said = value === undefined ? verdict && t(`verdicts.${verdict}`) : [value, unit].filter(Boolean).join(' ')
  return <span className={styles.result}>{[t(`tests.${test}`), said, dayText(on)].filter(Boolean).join(', ')}</span>
}
