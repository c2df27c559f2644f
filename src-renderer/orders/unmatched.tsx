import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Order, OrderResult } from '../../src-shared/contract/orders.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { Failed } from '../ui/index.ts'
import { aboutOf, whenText } from './order-text.ts'
import styles from './orders.module.css'

interface UnmatchedProps {
  readonly result: OrderResult & { readonly patient?: Order['patient'] }
  readonly loops: readonly Order[]
}

/** A result that fits no order: a person says whose it is, or that it was not ordered here. */
export function Unmatched({ result, loops }: UnmatchedProps) {
  const { patient, title, text, at, laboratory, accession } = result
  const name = patient ? [patient.family, patient.given].filter(Boolean).join(', ') : '?'
  const from = [laboratory, accession, at && whenText(at)].filter(Boolean).join(' · ')
  return (
    <section className={styles.lone} aria-label={`${name}: ${title}`}>
      <div>
        <strong>{name}</strong> {title}
        <p className={styles.words}>{text}</p>
        <p className={styles.fine}>{from}</p>
      </div>
      {may(useMe().role, 'order.write') && <Deciding result={result} loops={loops} />}
    </section>
  )
}

function Deciding({ result, loops }: UnmatchedProps) {
  const { t } = useTranslation('orders')
  const { reportId, patientId } = result
  const { role } = useMe()
  const { orders } = useCutis()
  const [orderId, setOrderId] = useState<string>()
  const [reason, setReason] = useState('')
  const [taskId] = useState(() => crypto.randomUUID() as RecordId)
  const match = useMutation(orders.match.mutationOptions())
  const setAside = useMutation(orders.setAside.mutationOptions())
  const own = loops.filter(order => order.patientId === patientId)
  const error = match.error ?? setAside.error
  return (
    <>
      {own.length > 0 && (
        <div className={styles.pair}>
          <Select
            aria-label={t('match')}
            placeholder={t('match')}
            data={own.map(order => ({
              value: order.orderId,
              label: `${t(`kind.${order.content.kind}`)}: ${aboutOf(order)}`,
            }))}
            value={orderId ?? null}
            onChange={value => setOrderId(value ?? undefined)}
          />
          <Button
            variant="default"
            disabled={orderId === undefined}
            loading={match.isPending}
            onClick={() => match.mutate({ orderId: orderId as RecordId, reportId })}
          >
            {t('matchNow')}
          </Button>
        </div>
      )}
      {may(role, 'order.sign') && (
        <div className={styles.pair}>
          <TextInput
            aria-label={t('setAsideWhy')}
            placeholder={t('setAsideWhy')}
            value={reason}
            maxLength={500}
            onChange={event => setReason(event.currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={reason.trim() === ''}
            loading={setAside.isPending}
            onClick={() => setAside.mutate({ reportId, taskId, reason })}
          >
            {t('setAside')}
          </Button>
        </div>
      )}
      {error && <Failed error={error} />}
    </>
  )
}
