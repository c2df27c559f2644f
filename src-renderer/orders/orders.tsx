import { IconDroplet, IconMail, IconMicroscope, IconSun } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderKind } from '../../src-shared/clinical/orders/course.ts'
import type { Order } from '../../src-shared/contract/orders.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { type Action, ActionButton, Answer, Empty, Panel, type PlaceProps, Screen, useActions } from '../ui/index.ts'
import { NewOrder } from './new-order.tsx'
import { OrderDetails } from './order-details.tsx'
import { OrderTable } from './order-table.tsx'
import styles from './orders.module.css'
import { StepPanel } from './step-panel.tsx'
import { useKnown } from './use-known.ts'
import type { FormOf } from './use-step-actions.ts'

/** What is asked of others for one patient, and what came back. */
export function Orders({ place }: PlaceProps<'orders'>) {
  const { patientId } = place
  const orders = useQuery(useCutis().orders.ofPatient.queryOptions({ input: { patientId } }))
  return <Answer of={orders}>{list => <OrdersDesk key={patientId} place={place} orders={list} />}</Answer>
}

type Task = { readonly add: OrderKind; readonly editing?: Order } | { readonly form: FormOf }

const signs = { referral: IconMail, laboratory: IconDroplet, biopsy: IconMicroscope, phototherapy: IconSun } as const
const keys = { referral: 'f', laboratory: 'l', biopsy: 'b', phototherapy: 'p' } as const
const kinds = ['phototherapy', 'laboratory', 'biopsy', 'referral'] as const

/** A new order of each kind. */
function useAddActions(begin: (kind: OrderKind) => void, hasLesion: boolean): readonly Action[] {
  const { t } = useTranslation('orders')
  const { role } = useMe()
  const why = (kind: OrderKind) => {
    if (!may(role, 'order.write')) return t('notYours')
    return kind === 'biopsy' && !hasLesion ? t('noLesion') : undefined
  }
  return useActions(
    kinds.map(kind => ({
      id: `orders.add.${kind}`,
      label: t(`add.${kind}`),
      icon: signs[kind],
      shortcut: keys[kind],
      perform: () => begin(kind),
      disabledWhy: why(kind),
      group: t('group'),
    })),
  )
}

const formKeyOf = ({ add, editing }: Extract<Task, { add: OrderKind }>): string => editing?.orderId ?? add

function OrderList({ orders, choose }: { readonly orders: readonly Order[]; readonly choose: (order: Order) => void }) {
  const { t } = useTranslation('orders')
  return (
    <Panel title={t('list')} fill flush>
      {orders.length === 0 ? (
        <Empty title={t('none')} hint={t('noneHint')} />
      ) : (
        <OrderTable label={t('list')} orders={orders} onChoose={choose} onCursor={choose} />
      )}
    </Panel>
  )
}

/** The list at the left; at the right one order, or the form under way. */
function OrdersDesk({ place, orders }: PlaceProps<'orders'> & { readonly orders: readonly Order[] }) {
  const { t } = useTranslation('orders')
  const [task, setTask] = useState<Task>()
  const [chosen, setChosen] = useState<string | undefined>(place.orderId)
  const known = useKnown(place)
  const add = useAddActions(kind => setTask({ add: kind }), known.lesions.length > 0)
  const order = orders.find(({ orderId }) => orderId === chosen) ?? orders[0]
  const choose = ({ orderId }: Order) => {
    setTask(undefined)
    setChosen(orderId)
  }
  const close = () => setTask(undefined)
  const primary = add.at(-1)
  const tools = add.map(action => (
    <ActionButton key={action.id} action={action} {...(action === primary && { variant: 'filled' as const })} />
  ))
  return (
    <Screen title={t('title')} tools={tools}>
      <div className={styles.columns}>
        <div className={styles.main}>
          <OrderList orders={orders} choose={choose} />
        </div>
        {task && 'add' in task && (
          <NewOrder
            key={formKeyOf(task)}
            editing={task.editing}
            kind={task.add}
            place={place}
            known={known}
            onClose={close}
            onDone={orderId => {
              close()
              setChosen(orderId)
            }}
          />
        )}
        {task && 'form' in task && order && <StepPanel form={task.form} order={order} onDone={close} />}
        {task === undefined && order && (
          <OrderDetails
            key={order.orderId}
            order={order}
            openForm={form => setTask({ form })}
            onEdit={() => setTask({ add: order.content.kind, editing: order })}
          />
        )}
      </div>
    </Screen>
  )
}
