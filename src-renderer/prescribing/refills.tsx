import { Button, TextInput } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RefillRow } from '../../src-shared/contract/prescribing.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { nameOf } from '../ui/person.tsx'
import { useGoTo } from '../ui/place.ts'
import { usePolicyText } from '../ui/policy-text.ts'
import { Screen } from '../ui/screen.tsx'
import { Answer, Empty, Failed } from '../ui/states.tsx'
import { useToday } from '../ui/today.ts'
import { tell } from '../ui/undo.tsx'
import { dayText, isoDayOf, stampText } from '../ui/when.ts'
import { Laboratory } from './laboratory.tsx'
import styles from './prescribing.module.css'

/** Requests to renew, the oldest first, with what keeps them from being approved. */
export function Refills() {
  const { t } = useTranslation('prescribing')
  const { prescribing } = useCutis()
  const refills = useQuery(prescribing.refills.queryOptions())
  return (
    <Screen title={t('refillsTitle')}>
      <Answer of={refills}>
        {rows =>
          rows.length === 0 ? (
            <Empty icon={IconInbox} title={t('noRefills')} />
          ) : (
            <div className={styles.desk}>
              {rows.map(row => (
                <Refill key={row.taskId} row={row} />
              ))}
            </div>
          )
        }
      </Answer>
    </Screen>
  )
}

function Refill({ row }: { row: RefillRow }) {
  const { t } = useTranslation('prescribing')
  const { role } = useMe()
  const { patient, prescription } = row
  return (
    <section className={styles.line} aria-label={`${nameOf(patient)}, ${prescription.drug}`}>
      <div className={styles.open}>
        <div className={styles.fields}>
          <span className={styles.name}>
            {nameOf(patient)}: {prescription.drug}
          </span>
          <span>{prescription.sig}</span>
          <span className={styles.soft}>
            {t('asked', { by: row.by, at: stampText(row.askedAt) })}
            {row.note !== undefined && `. ${row.note}`}
          </span>
          {row.daysLeft !== undefined && (
            <span>
              {t('daysLeft', { count: row.daysLeft })}
              {row.runsOutOn !== undefined && `, ${t('runsOut', { day: dayText(row.runsOutOn) })}`}
            </span>
          )}
          <Holding row={row} />
          {row.laboratory && <Laboratory standing={row.laboratory} />}
        </div>
        <div className={styles.side}>{may(role, 'prescription.sign') && <Answers row={row} />}</div>
      </div>
    </section>
  )
}

const isOverdue = ({ dueOn }: RefillRow['overdue'][number], asOf: string): boolean => dueOn < asOf

/** What is late, and what keeps it from being approved as it is: in words, with the source for whoever asks. */
function Holding({ row: { overdue, holds, alerts, missing, controlled } }: { row: RefillRow }) {
  const { t } = useTranslation('prescribing')
  const today = isoDayOf(useToday())
  const late = overdue.map(one => {
    const name = t(`checks.${one.check}` as 'checks.CBC')
    return isOverdue(one, today) ? `${name} (${t('dueOn', { day: dayText(one.dueOn) })})` : name
  })
  const policyText = usePolicyText()
  const holding = alerts.filter(({ rule }) => holds.includes(rule))
  return (
    <>
      {late.length > 0 && <span className={styles.bad}>{t('overdue', { what: late.join(', ') })}</span>}
      {controlled && <span className={styles.bad}>{t('controlled')}</span>}
      {missing.length > 0 && (
        <span className={styles.bad}>
          {t('missing', { what: missing.map(one => t(`lacks.${one}` as 'lacks.drug')).join(', ') })}
        </span>
      )}
      {holding.length > 0 && <span>{t('heldBy')}:</span>}
      {holding.map(({ rule, severity, words, source, edition, confirm, policy }) => (
        <div key={rule + words} className={styles.alert} data-severity={severity} role="note">
          <span>
            <strong>{t(`severity.${severity}`)}</strong> {words}
          </span>
          <details className={styles.source}>
            <summary>{t('source')}</summary>
            {source}, {edition}
            {confirm && `. ${policyText({ confirm, policy })}`}
          </details>
        </div>
      ))}
    </>
  )
}

/** Approving opens the same prescription once more, to be signed as it is or changed. */
function Answers({ row: { taskId, patient } }: { row: RefillRow }) {
  const { t } = useTranslation('prescribing')
  const goTo = useGoTo()
  const { prescribing } = useCutis()
  const [reason, setReason] = useState('')
  const renew = useMutation(
    prescribing.renew.mutationOptions({
      onSuccess: ({ prescriptionId }) => goTo({ at: 'prescribe', patientId: patient.patientId, prescriptionId }),
    }),
  )
  const deny = useMutation(prescribing.deny.mutationOptions({ onSuccess: () => tell(t('denied')) }))
  const failed = renew.error ?? deny.error
  const isSaid = reason.trim().length >= 3
  return (
    <>
      <Button loading={renew.isPending} onClick={() => renew.mutate({ taskId })}>
        {t('approve')}
      </Button>
      <TextInput
        label={t('denyReason')}
        value={reason}
        maxLength={500}
        onChange={event => setReason(event.currentTarget.value)}
      />
      {failed && <Failed error={failed} />}
      <div className={styles.row}>
        <Button
          variant="default"
          disabled={!isSaid}
          onClick={() => deny.mutate({ taskId, newToFollow: false, reason })}
        >
          {t('deny')}
        </Button>
        <Button variant="default" disabled={!isSaid} onClick={() => deny.mutate({ taskId, newToFollow: true, reason })}>
          {t('denyNew')}
        </Button>
      </div>
    </>
  )
}
