import { IconArrowRight, IconFileText } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isLoop, type OrderStep } from '../../src-shared/clinical/orders/course.ts'
import type { Order } from '../../src-shared/contract/orders.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { may, type Permission } from '../../src-shared/policy.ts'
import { troubleOf, useCutis, useMe } from '../link/index.ts'
import { type Action, tell, useActions } from '../ui/index.ts'
import type { NotedStep } from './step-forms.tsx'

/** What a form is open for. */
export type FormOf = NotedStep | 'collected' | 'result' | 'told'

const forms: readonly OrderStep[] = ['scheduled', 'reported', 'refused', 'planned', 'withdrawn', 'collected', 'told']
const permissionOf = (what: OrderStep): Permission => {
  if (what === 'signed') return 'result.sign'
  return what === 'sent' ? 'order.sign' : 'order.write'
}

/** Takes a step that needs no form; said again while its answer is awaited, it is taken once. */
function usePlainStep(order: Order) {
  const { t } = useTranslation('orders')
  const { orders } = useCutis()
  const options = { onSuccess: () => tell(t('saved')), onError: (error: unknown) => tell(troubleOf(error).says) }
  const send = useMutation(orders.send.mutationOptions(options))
  const step = useMutation(orders.step.mutationOptions(options))
  const sign = useMutation(orders.signResult.mutationOptions(options))
  const busy = send.isPending || step.isPending || sign.isPending
  return (what: OrderStep) => {
    if (busy) return
    const told = { orderId: order.orderId, eventId: crypto.randomUUID() as RecordId }
    const seen = order.results.filter(({ final }) => final).map(({ digest }) => digest)
    if (what === 'sent') send.mutate(told)
    else if (what === 'signed') sign.mutate({ ...told, seen })
    else if (what === 'accepted' || what === 'seen' || what === 'begun' || what === 'closed')
      step.mutate({ ...told, what })
  }
}

/** True where a result that came outside the link may be typed. */
const awaitsResult = ({ content: { kind }, state }: Order): boolean =>
  isLoop(kind) && (state === 'collected' || (kind === 'laboratory' && state === 'sent'))

/** The steps that are open for an order, the first of them the primary one. */
export function useStepActions(order: Order, openForm: (form: FormOf) => void): readonly Action[] {
  const { t } = useTranslation('orders')
  const { role } = useMe()
  const plain = usePlainStep(order)
  const group = t('group')
  const why = (what: OrderStep) => (may(role, permissionOf(what)) ? undefined : t('notYours'))
  const steps = order.next.map(
    (what): Action => ({
      id: `orders.step.${what}`,
      label: t(`step.${what}`),
      perform: () => (forms.includes(what) ? openForm(what as FormOf) : plain(what)),
      disabledWhy: why(what),
      group,
    }),
  )
  const result: Action = {
    id: 'orders.result',
    label: t('step.result'),
    icon: IconFileText,
    perform: () => openForm('result'),
    disabledWhy: may(role, 'order.write') ? undefined : t('notYours'),
    group,
  }
  const [first, ...rest] = awaitsResult(order) ? [result, ...steps] : steps
  const primary = first && { icon: IconArrowRight, shortcut: 's', ...first }
  return useActions(primary ? [primary, ...rest] : [])
}
