import { IconAlertTriangle, IconChecks, IconClipboardList } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ChartView } from '../../src-shared/contract/chart.ts'
import { type Action, type ChartTab, DataTable, Empty, stampText } from '../ui/index.ts'
import styles from './chart.module.css'
import { useColumns } from './columns.tsx'
import { keyOf, type Line } from './lines.ts'

interface LineTableProps {
  readonly tab: ChartTab
  readonly lines: readonly Line[]
  readonly allergies: ChartView['allergies']
  readonly add: Action
  readonly onChoose: (key: string) => void
}

/** The table of one tab; of allergies with what was said of them as a whole above it. */
export function LineTable({ tab, lines, allergies, add, onChoose }: LineTableProps) {
  const { t } = useTranslation('chart')
  const columns = useColumns(tab)
  const choose = (line: Line) => onChoose(keyOf(line))
  return (
    <>
      {tab === 'allergies' && <AllergyState allergies={allergies} />}
      {lines.length === 0 ? (
        <Empty icon={IconClipboardList} title={t(`none.${tab}`)} hint={t(`noneHint.${tab}`)} action={add} />
      ) : (
        <DataTable
          label={t(`tabs.${tab}`)}
          rows={lines}
          columns={columns}
          rowKey={keyOf}
          onOpen={choose}
          onCursor={choose}
        />
      )}
    </>
  )
}

/** Whether the patient was asked at all, and what was said. */
function AllergyState({ allergies: { state, noneKnown } }: Pick<LineTableProps, 'allergies'>) {
  const { t } = useTranslation('chart')
  if (state === 'listed') return null
  if (state === 'not-asked')
    return (
      <p className={styles.state} data-tone="warn">
        <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
        <strong>{t('notAsked')}</strong> {t('notAskedHint')}
      </p>
    )
  const at = noneKnown?.recordedAt ?? noneKnown?.updatedAt ?? ''
  return (
    <p className={styles.state} data-tone="ok">
      <IconChecks size={18} stroke={1.75} aria-hidden />
      <strong>{t('noneKnown')}</strong> {t('noneKnownBy', { at: stampText(at), by: noneKnown?.by ?? '?' })}
    </p>
  )
}
