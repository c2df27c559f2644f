import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReadingFace } from '../../src-shared/contract/monitoring.ts'
import { Panel } from '../ui/index.ts'
import { PagedTable } from './paged-table.tsx'
import { useReadingColumns } from './reading-columns.tsx'
import { useReadingWords } from './use-words.ts'

const everything = 'all'

/** Every accepted reading, newest first, of one measure or of all. */
export function ReadingsTable({ readings }: { readings: readonly ReadingFace[] }) {
  const { t } = useTranslation()
  const { kindWord } = useReadingWords()
  const columns = useReadingColumns<ReadingFace>()
  const [kind, setKind] = useState(everything)
  const kinds = [...new Set(readings.map(reading => reading.kind))].toSorted()
  const rows = readings
    .filter(reading => kind === everything || reading.kind === kind)
    .toSorted((a, b) => Date.parse(b.effectiveAt) - Date.parse(a.effectiveAt))
  const filter = (
    <Select
      aria-label={t('readings.filter')}
      value={kind}
      onChange={chosen => setKind(chosen ?? everything)}
      allowDeselect={false}
      data={[
        { value: everything, label: t('readings.allKinds') },
        ...kinds.map(value => ({ value, label: kindWord(value) })),
      ]}
    />
  )
  return (
    <Panel title={t('readings.tabs.table')} note={rows.length} tools={filter} fill flush>
      <PagedTable key={kind} label={t('readings.tabs.table')} rows={rows} columns={columns} />
    </Panel>
  )
}
