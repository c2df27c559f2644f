import { IconAlertOctagon, IconAlertTriangle, IconClock, IconHourglass, IconMessage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { WorkRow } from '../../src-shared/contract/consults.ts'
import { leftOf } from './due-text.ts'
import { StatusChip, type Tone } from './status-chip.tsx'

type Kind = NonNullable<WorkRow['class']>

const signs: Readonly<Record<Kind, readonly [icon: typeof IconClock, tone: Tone]>> = {
  E0: [IconAlertOctagon, 'bad'],
  E1: [IconAlertTriangle, 'bad'],
  P2: [IconAlertTriangle, 'warn'],
  P3: [IconClock, 'info'],
  P4: [IconClock, 'plain'],
  P5: [IconMessage, 'plain'],
  'HOLD-RETAKE': [IconHourglass, 'plain'],
}

/** A triage class as sign, word and colour, its target in the tooltip. */
export function TriageClassChip({ kind }: { kind: Kind }) {
  const { t } = useTranslation('triage')
  const [icon, tone] = signs[kind]
  return <StatusChip icon={icon} word={t(`class.${kind}`)} meaning={t(`classSays.${kind}`)} tone={tone} />
}

/** The clock of a consult: what is left, or how long it is over. */
export function DueText({ dueAt, now }: { dueAt: string; now: Date }) {
  const { t } = useTranslation('triage')
  const { isOver, unit, count } = leftOf(dueAt, now)
  const words = t(`due.${isOver ? 'over' : 'in'}${unit}`, { count })
  return isOver ? <strong>{words}</strong> : <span>{words}</span>
}
