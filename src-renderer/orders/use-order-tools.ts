import { IconPencil, IconPrinter } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../src-shared/contract/orders.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { type Action, useActions } from '../ui/index.ts'
import { usePaper } from '../ui/use-paper.ts'

/** What one can do with an order beside its steps: change a draft, print a referral's letter. */
export function useOrderTools(order: Order, onEdit: () => void): readonly Action[] {
  const { t } = useTranslation('orders')
  const { t: words } = useTranslation('letters')
  const { role } = useMe()
  const print = useMutation(useCutis().letters.referral.mutationOptions(usePaper()))
  const { orderId, patientId, state, content } = order
  const rest = { disabledWhy: may(role, 'order.write') ? undefined : t('notYours'), group: t('group') }
  const edit: Action = {
    id: 'orders.edit',
    label: t('editDraft'),
    icon: IconPencil,
    shortcut: 'e',
    perform: onEdit,
    ...rest,
  }
  const letter: Action = {
    id: 'orders.letter',
    label: words('letter'),
    icon: IconPrinter,
    shortcut: 'mod+p',
    perform: () => print.mutate({ patientId, orderId, sheet: 'A4' }),
    ...rest,
  }
  const prints = content.kind === 'referral' && state !== 'withdrawn'
  return useActions([...(state === 'draft' ? [edit] : []), ...(prints ? [letter] : [])])
}
