import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../src-shared/contract/orders.ts'
import { type Column, DataTable, dayOf, StatusChip, stampText, type Tone } from '../ui/index.ts'
import { Unsynced } from '../ui/unsynced.tsx'
import { aboutOf } from './order-text.ts'

const done: readonly Order['state'][] = ['closed', 'withdrawn']
const toneOf = ({ state, overdue, red }: Order): Tone => {
  if (overdue || red || state === 'refused') return 'bad'
  if (done.includes(state)) return 'plain'
  return state === 'resulted' || state === 'signed' ? 'warn' : 'info'
}

/** Where an order stands, as sign, word and colour. */
export function OrderState({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const tone = toneOf(order)
  const icon = tone === 'bad' ? IconAlertTriangle : done.includes(order.state) ? IconCircleCheck : IconCircleDashed
  return <StatusChip icon={icon} word={t(`state.${order.state}`)} tone={tone} quiet />
}

/** Its clock: by when the next step should be taken, or how long it has been open. */
export function OrderClock({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const { dueAt, overdue, loopDays, red } = order
  if (loopDays !== undefined) {
    const word = t(red ? 'red' : 'daysOpen', { count: loopDays })
    return <StatusChip icon={red ? IconAlertTriangle : IconClock} word={word} tone={red ? 'bad' : 'plain'} quiet />
  }
  if (dueAt === undefined) return null
  if (!overdue) return stampText(dueAt)
  return <StatusChip icon={IconAlertTriangle} word={t('overdue', { at: dayOf(dueAt) })} tone="bad" quiet />
}

interface OrderTableProps {
  readonly label: string
  readonly orders: readonly Order[]
  /** Adds whose they are. */
  readonly withPatient?: boolean
  readonly onChoose: (order: Order) => void
  readonly onCursor?: (order: Order) => void
}

/** Orders as rows: what, where it stands, its clock. */
export function OrderTable({ label, orders, withPatient = false, onChoose, onCursor }: OrderTableProps) {
  const { t } = useTranslation('orders')
  const patient: Column<Order> = {
    key: 'patient',
    head: t('column.patient'),
    cell: order => (order.patient ? [order.patient.family, order.patient.given].filter(Boolean).join(', ') : '?'),
  }
  const columns: readonly Column<Order>[] = [
    ...(withPatient ? [patient] : []),
    {
      key: 'what',
      head: t('column.what'),
      cell: order => (
        <span>
          <strong>{t(`kind.${order.content.kind}`)}</strong> {aboutOf(order)} {order.unsynced && <Unsynced />}
        </span>
      ),
    },
    { key: 'state', head: t('column.state'), width: '170px', cell: order => <OrderState order={order} /> },
    { key: 'due', head: t('column.clock'), width: '170px', figures: true, cell: order => <OrderClock order={order} /> },
    ...(withPatient ? [] : [sinceColumn(t('column.since'))]),
  ]
  return (
    <DataTable
      label={label}
      rows={orders}
      columns={columns}
      rowKey={({ orderId }) => orderId}
      onOpen={onChoose}
      {...(onCursor && { onCursor })}
    />
  )
}

const sinceColumn = (head: string): Column<Order> => ({
  key: 'since',
  head,
  width: '130px',
  figures: true,
  minor: true,
  cell: ({ authoredAt }) => dayOf(authoredAt),
})
