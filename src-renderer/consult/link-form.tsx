import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../src-shared/contract/orders.ts'
import { useCutis } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import type { PlaceOf } from '../ui/place.ts'
import { Failed } from '../ui/states.tsx'
import { tell } from '../ui/undo.tsx'
import { stampText } from '../ui/when.ts'
import type { Draft } from './answer-draft.ts'
import styles from './consult.module.css'

interface LinkFormProps {
  readonly place: PlaceOf<'consult'>
  readonly draft: Draft
  readonly onLinks: (links: Draft['links']) => void
}

type Kind = Draft['links'][number]['kind']
const kindOf: Readonly<Partial<Record<Draft['outcome'], Kind>>> = {
  DIRECT_BIOPSY_URGENT: 'order',
  DIRECT_BIOPSY_ROUTINE: 'order',
  SDDI_3M: 'follow-up',
  VIDEO_VISIT: 'visit',
  REFER_OTHER: 'referral',
}

const notOpen: readonly Order['state'][] = ['draft', 'closed', 'withdrawn', 'refused']

/** A referral or order of this patient that is open already, linked instead of a new task; not shown where there is none. */
function OpenOrders({ place, draft, onLinks }: LinkFormProps) {
  const { t } = useTranslation('consult')
  const { t: words } = useTranslation('orders')
  const { patientId } = place
  const { data = [] } = useQuery(useCutis().orders.ofPatient.queryOptions({ input: { patientId } }))
  const linked = draft.links.map(({ recordId }) => recordId)
  const open = data.filter(({ orderId, state }) => !notOpen.includes(state) && !linked.includes(orderId))
  if (open.length === 0) return null
  const link = (orderId: string | null) => {
    const order = open.find(one => one.orderId === orderId)
    if (order === undefined) return
    const kind = order.content.kind === 'referral' ? 'referral' : 'order'
    onLinks([...draft.links, { kind, recordId: order.orderId }])
    tell(t('linked', { text: words(`kind.${order.content.kind}`) }))
  }
  return (
    <Select
      label={t('linkOrder')}
      data={open.map(({ orderId, content, authoredAt }) => ({
        value: orderId,
        label: t('orderOf', { kind: words(`kind.${content.kind}`), at: stampText(authoredAt) }),
      }))}
      value={null}
      onChange={link}
    />
  )
}

/** What somebody's hands must do after the answer: a task of the patient, linked to it. */
export function LinkForm({ place, draft, onLinks }: LinkFormProps) {
  const { t } = useTranslation('consult')
  const [text, setText] = useState('')
  const [dueOn, setDueOn] = useState('')
  const [names, setNames] = useState<readonly string[]>([])
  const add = useMutation(
    useCutis().records.addTask.mutationOptions({
      onSuccess: ({ taskId, text: said }) => {
        onLinks([...draft.links, { kind: kindOf[draft.outcome] ?? 'appointment', recordId: taskId }])
        setNames([...names, said])
        setText('')
      },
    }),
  )
  const send = () => add.mutate({ patientId: place.patientId, text: text.trim(), ...(dueOn && { dueOn }) })
  return (
    <fieldset className={styles.link}>
      <legend>{t('link')}</legend>
      <TextInput
        label={t('linkText')}
        value={text}
        maxLength={300}
        onChange={event => setText(event.currentTarget.value)}
      />
      <DayField label={t('linkOn')} value={dueOn} onChange={setDueOn} />
      <Button variant="default" disabled={text.trim() === ''} loading={add.isPending} onClick={send}>
        {t('addLink')}
      </Button>
      {add.error && <Failed error={add.error} />}
      <OpenOrders place={place} draft={draft} onLinks={onLinks} />
      {names.map(name => (
        <p key={name}>{t('linked', { text: name })}</p>
      ))}
    </fieldset>
  )
}
