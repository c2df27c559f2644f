import { type Icon, IconCheck, IconCopy, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PreviewRow } from '../../src-shared/contract/monitoring.ts'
import { type Column, StatusChip, type Tone } from '../ui/index.ts'

const signs: Readonly<Record<PreviewRow['mark'], { icon: Icon; tone: Tone }>> = {
  new: { icon: IconPlus, tone: 'info' },
  known: { icon: IconCheck, tone: 'plain' },
  repeated: { icon: IconCopy, tone: 'plain' },
}

/** Whether a reading is new, here already, or twice on the device. */
export function useMarkColumn(): Column<PreviewRow> {
  const { t } = useTranslation()
  return {
    key: 'mark',
    head: t('readings.state'),
    width: '156px',
    cell: row => <StatusChip {...signs[row.mark]} word={t(`intake.marks.${row.mark}`)} quiet />,
  }
}
