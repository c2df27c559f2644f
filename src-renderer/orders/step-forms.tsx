import { Select, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Order, OrderEvent } from '../../src-shared/contract/orders.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { useCutis, useMe } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { useFocusHere } from '../ui/focus.ts'
import { clockText, isoDayOf, tell } from '../ui/index.ts'
import { momentOf } from '../ui/moment.ts'
import { OrderForm } from './order-form-parts.tsx'
import styles from './orders.module.css'

/** What a step's form is given. */
export interface StepProps {
  readonly order: Order
  readonly onClose: () => void
  readonly onDone: () => void
}

const useFreshId = (): RecordId => useState(() => crypto.randomUUID() as RecordId)[0]

function useSaved(onDone: () => void) {
  const { t } = useTranslation('orders')
  return () => {
    tell(t('saved'))
    onDone()
  }
}

export type NotedStep = 'scheduled' | 'reported' | 'refused' | 'planned' | 'withdrawn'

/** A step that needs words, or the day of an appointment. */
export function NoteForm({ order, what, onClose, onDone }: StepProps & { readonly what: NotedStep }) {
  const { t } = useTranslation('orders')
  const [note, setNote] = useState('')
  const [on, setOn] = useState('')
  const eventId = useFreshId()
  const here = useFocusHere<HTMLTextAreaElement>()
  const step = useMutation(useCutis().orders.step.mutationOptions({ onSuccess: useSaved(onDone) }))
  const { orderId } = order
  const said = note.trim()
  const isDay = what === 'scheduled'
  const submit = () => {
    if (what === 'scheduled') step.mutate({ orderId, eventId, what, on, ...(said && { note: said }) })
    else step.mutate({ orderId, eventId, what, note: said })
  }
  return (
    <OrderForm
      title={t(`step.${what}`)}
      button={t('save')}
      whole={isDay ? on !== '' : said !== ''}
      saving={step}
      onSubmit={submit}
      onClose={onClose}
    >
      {isDay && <DayField label={t('on')} value={on} onChange={setOn} />}
      <Textarea
        ref={here}
        label={t(`note.${what}`)}
        value={note}
        maxLength={2000}
        autosize
        maxRows={6}
        onChange={event => setNote(event.currentTarget.value)}
      />
    </OrderForm>
  )
}

/** A specimen was taken: its number finds the result later. */
export function CollectForm({ order, onClose, onDone }: StepProps) {
  const { t } = useTranslation('orders')
  const { name } = useMe()
  const [draft, setDraft] = useState(() => ({
    number: '',
    type: order.content.kind === 'biopsy' ? 'Skin' : 'Blood',
    collectedBy: name,
    on: isoDayOf(new Date()),
    time: clockText(new Date()),
  }))
  const eventId = useFreshId()
  const here = useFocusHere<HTMLInputElement>()
  const collect = useMutation(useCutis().orders.collect.mutationOptions({ onSuccess: useSaved(onDone) }))
  const { number, type, collectedBy, on, time } = draft
  const collectedAt = momentOf(on, time)
  const whole = [number, type, collectedBy].every(text => text.trim() !== '') && collectedAt !== undefined
  const submit = () =>
    collectedAt && collect.mutate({ orderId: order.orderId, eventId, number, type, collectedBy, collectedAt })
  const field = (key: 'number' | 'type' | 'collectedBy' | 'time', maxLength: number) => (
    <TextInput
      {...(key === 'number' && { ref: here })}
      label={t(key)}
      value={draft[key]}
      maxLength={maxLength}
      autoComplete="off"
      onChange={event => setDraft({ ...draft, [key]: event.currentTarget.value })}
    />
  )
  return (
    <OrderForm
      title={t('step.collected')}
      button={t('save')}
      whole={whole}
      saving={collect}
      onSubmit={submit}
      onClose={onClose}
    >
      {field('number', 40)}
      {field('type', 80)}
      {field('collectedBy', 100)}
      <div className={styles.pair}>
        <DayField label={t('on')} value={on} onChange={day => setDraft({ ...draft, on: day })} />
        {field('time', 5)}
      </div>
    </OrderForm>
  )
}

/** A result that came on paper or by telephone, word for word. */
export function ResultForm({ order, onClose, onDone }: StepProps) {
  const { t } = useTranslation('orders')
  const [text, setText] = useState('')
  const [laboratory, setLaboratory] = useState('')
  const [on, setOn] = useState(() => isoDayOf(new Date()))
  const reportId = useFreshId()
  const here = useFocusHere<HTMLTextAreaElement>()
  const enter = useMutation(useCutis().orders.enterResult.mutationOptions({ onSuccess: useSaved(onDone) }))
  return (
    <OrderForm
      title={t('step.result')}
      button={t('save')}
      whole={text.trim() !== '' && laboratory.trim() !== '' && on !== ''}
      saving={enter}
      onSubmit={() => enter.mutate({ orderId: order.orderId, reportId, text, laboratory, on })}
      onClose={onClose}
    >
      <Textarea
        ref={here}
        label={t('resultText')}
        value={text}
        maxLength={20_000}
        autosize
        minRows={4}
        maxRows={14}
        onChange={event => setText(event.currentTarget.value)}
      />
      <TextInput
        label={t('laboratory')}
        value={laboratory}
        maxLength={200}
        onChange={event => setLaboratory(event.currentTarget.value)}
      />
      <DayField label={t('on')} value={on} onChange={setOn} />
    </OrderForm>
  )
}

type How = NonNullable<OrderEvent['how']>
const hows = ['in-person', 'telephone', 'video', 'message', 'letter'] as const satisfies readonly How[]

/** The patient was told: when, by whom, how. */
export function TellForm({ order, onClose, onDone }: StepProps) {
  const { t } = useTranslation('orders')
  const { name } = useMe()
  const [on, setOn] = useState(() => isoDayOf(new Date()))
  const [who, setWho] = useState(name)
  const [how, setHow] = useState<How>()
  const eventId = useFreshId()
  const here = useFocusHere<HTMLInputElement>()
  const told = useMutation(useCutis().orders.tell.mutationOptions({ onSuccess: useSaved(onDone) }))
  return (
    <OrderForm
      title={t('step.told')}
      button={t('save')}
      whole={on !== '' && who.trim() !== '' && how !== undefined}
      saving={told}
      onSubmit={() => how && told.mutate({ orderId: order.orderId, eventId, on, who, how })}
      onClose={onClose}
    >
      <Select
        ref={here}
        label={t('how')}
        data={hows.map(value => ({ value, label: t(`hows.${value}`) }))}
        value={how ?? null}
        onChange={value => setHow((value as How | null) ?? undefined)}
      />
      <DayField label={t('on')} value={on} onChange={setOn} />
      <TextInput label={t('who')} value={who} maxLength={100} onChange={event => setWho(event.currentTarget.value)} />
    </OrderForm>
  )
}
