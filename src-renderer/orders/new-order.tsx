import { SegmentedControl, Select, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { icdOf, searchIcd } from '../../src-shared/clinical/icd.ts'
import { type Urgency, urgencies } from '../../src-shared/clinical/orders/clocks.ts'
import type { OrderKind } from '../../src-shared/clinical/orders/course.ts'
import type { Order, OrderContent } from '../../src-shared/contract/orders.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import { useClient, useMe } from '../link/index.ts'
import { useFocusHere } from '../ui/focus.ts'
import { isoDayOf, type PlaceOf, tell, useToday } from '../ui/index.ts'
import { contentOf, draftFrom, type OrderDraft } from './draft.ts'
import { BiopsyFields, LaboratoryFields, LightFields, ReferralFields } from './kind-fields.tsx'
import { OrderForm } from './order-form-parts.tsx'
import styles from './orders.module.css'
import type { Known } from './use-known.ts'

interface NewOrderProps {
  readonly kind: OrderKind
  readonly place: PlaceOf<'orders'>
  readonly known: Known
  /** A draft that is written anew. */
  readonly editing?: Order | undefined
  readonly onClose: () => void
  readonly onDone: (orderId: string) => void
}

/** What a kind's own fields are given. */
export interface FieldsProps {
  readonly draft: OrderDraft
  readonly known: Known
  readonly set: (part: Partial<OrderDraft>) => void
}

/** Writes the order and, where the role allows it, signs and sends it; the same content asked for again is written once. */
function useKeep({ place, editing, onDone }: Pick<NewOrderProps, 'place' | 'editing' | 'onDone'>) {
  const { t } = useTranslation('orders')
  const { orders } = useClient()
  const signs = may(useMe().role, 'order.sign')
  const [orderId] = useState(() => editing?.orderId ?? (crypto.randomUUID() as RecordId))
  const [eventId] = useState(() => crypto.randomUUID() as RecordId)
  const keep = useMutation({
    mutationFn: async (content: OrderContent) => {
      const { patientId } = place
      // A draft stays with its visit, wherever it is opened.
      const caseId = editing === undefined ? place.caseId : editing.caseId
      await orders.draft({ orderId, patientId, content, ...(caseId && { caseId }) })
      if (signs) await orders.send({ orderId, eventId })
    },
    onSuccess: () => {
      tell(t('saved'))
      onDone(orderId)
    },
  })
  return { keep, signs }
}

/** A new order, filled with what the record knows. */
export function NewOrder({ kind, place, known, editing, onClose, onDone }: NewOrderProps) {
  const { t } = useTranslation('orders')
  const [draft, setDraft] = useState<OrderDraft>(editing ? draftFrom(editing.content) : known.draft)
  const { keep, signs } = useKeep({ place, editing, onDone })
  const here = useFocusHere<HTMLTextAreaElement>()
  const set = (part: Partial<OrderDraft>) => setDraft(before => ({ ...before, ...part }))
  const content = contentOf(kind, draft)
  const given = { draft, known, set }
  return (
    <OrderForm
      title={t(editing ? 'editDraft' : `add.${kind}`)}
      button={t(signs ? 'sendNow' : 'saveDraft')}
      whole={content !== undefined}
      saving={keep}
      onSubmit={() => content && keep.mutate(content)}
      onClose={onClose}
    >
      <Textarea
        ref={here}
        label={t('reason')}
        value={draft.reason}
        maxLength={2000}
        autosize
        maxRows={4}
        onChange={event => set({ reason: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label={t('urgency')}
        data={urgencies.map(value => ({ value, label: t(`urgencies.${value}`) }))}
        value={draft.urgency}
        onChange={value => set({ urgency: value as Urgency })}
      />
      {kind === 'referral' && <ReferralFields {...given} />}
      {kind === 'biopsy' && <BiopsyFields {...given} />}
      {kind === 'laboratory' && <LaboratoryFields {...given} />}
      {kind === 'phototherapy' && <LightFields {...given} />}
      <CodeField first={known.codes} value={draft.icd10} onChange={icd10 => set({ icd10 })} />
      <p className={styles.fine}>{t('copied')}</p>
    </OrderForm>
  )
}

const labelOf = (code: string): string => [code, icdOf(code)?.title].filter(Boolean).join(' ')

interface CodeFieldProps {
  /** Offered before anything is typed. */
  readonly first: readonly string[]
  readonly value: string | undefined
  readonly onChange: (code: string | undefined) => void
}

/** A diagnosis code, found by words or by its beginning. */
function CodeField({ first, value, onChange }: CodeFieldProps) {
  const { t } = useTranslation('orders')
  const [typed, setTyped] = useState('')
  const found = searchIcd(typed, { on: isoDayOf(useToday()) }).map(({ code }) => code)
  const codes = [...new Set([...(typed === '' ? first : []), ...found, ...(value === undefined ? [] : [value])])]
  return (
    <Select
      label={t('code')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('clear') }}
      data={codes.map(code => ({ value: code, label: labelOf(code) }))}
      filter={({ options }) => options}
      nothingFoundMessage={typed.trim() === '' ? undefined : t('noCode')}
      value={value ?? null}
      onSearchChange={setTyped}
      onChange={code => onChange(code ?? undefined)}
    />
  )
}
