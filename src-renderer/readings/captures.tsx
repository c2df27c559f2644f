import { IconFileBroken } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaptureFace } from '../../src-shared/contract/monitoring.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { bytesText } from '../ui/bytes-text.ts'
import { type Column, DataTable, Empty, Panel, stampText } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { CapturePanel } from './capture-panel.tsx'
import styles from './readings.module.css'

/** Every tape that an import made, sealed as the device said it. */
export function Captures({ patientId }: { patientId: PatientId }) {
  const captures = useQuery(useCutis().monitoring.captures.queryOptions({ input: { patientId } }))
  return <Answer of={captures}>{rows => <Browser rows={rows} />}</Answer>
}

function Browser({ rows }: { rows: readonly CaptureFace[] }) {
  const { t } = useTranslation()
  const [openId, setOpenId] = useState<string>()
  const open = rows.find(({ captureId }) => captureId === openId)
  if (rows.length === 0) return <Empty icon={IconFileBroken} title={t('captures.none')} hint={t('captures.noneHint')} />
  const columns: Column<CaptureFace>[] = [
    { key: 'at', head: t('captures.started'), width: '172px', figures: true, cell: row => stampText(row.startedAt) },
    { key: 'device', head: t('readings.device'), cell: row => row.device },
    {
      key: 'driver',
      head: t('captures.driver'),
      width: '22%',
      minor: true,
      cell: row => t('captures.version', { driver: row.driver, version: row.driverVersion }),
    },
    { key: 'size', head: t('captures.size'), width: '96px', align: 'right', cell: row => bytesText(row.sizeBytes) },
    { key: 'count', head: t('captures.readings'), width: '96px', align: 'right', cell: row => row.readings },
  ]
  return (
    <div className={styles.columns}>
      <Panel title={t('readings.tabs.captures')} note={rows.length} fill flush>
        <DataTable
          label={t('readings.tabs.captures')}
          rows={rows}
          columns={columns}
          rowKey={row => row.captureId}
          onOpen={row => setOpenId(row.captureId)}
        />
      </Panel>
      {open && <CapturePanel key={open.captureId} capture={open} onClose={() => setOpenId(undefined)} />}
    </div>
  )
}
