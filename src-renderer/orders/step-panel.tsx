import type { Order } from '../../src-shared/contract/orders.ts'
import { CollectForm, NoteForm, ResultForm, TellForm } from './step-forms.tsx'
import type { FormOf } from './use-step-actions.ts'

interface StepPanelProps {
  readonly form: FormOf
  readonly order: Order
  readonly onDone: () => void
}

/** The form of a step. */
export function StepPanel({ form, order, onDone }: StepPanelProps) {
  const given = { order, onDone, onClose: onDone }
  if (form === 'collected') return <CollectForm {...given} />
  if (form === 'result') return <ResultForm {...given} />
  return form === 'told' ? <TellForm {...given} /> : <NoteForm key={form} {...given} what={form} />
}
