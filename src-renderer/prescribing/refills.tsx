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
import { Screen } from '../ui/screen.tsx'
import { Answer, Empty, Failed } from '../ui/states.tsx'
import { tell } from '../ui/undo.tsx'
import { dayText, stampText } from '../ui/when.ts'
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
  const { patient, prescription, holds, overdue } = row
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
          {overdue.length > 0 && (
            <span className={styles.bad}>{t('overdue', { what: overdue.map(({ check }) => check).join(', ') })}</span>
          )}
          {holds.length > 0 && <span className={styles.bad}>{t('held', { rules: holds.join(', ') })}</span>}
        </div>
        <div className={styles.side}>{may(role, 'prescription.sign') && <Answers row={row} />}</div>
      </div>
    </section>
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
