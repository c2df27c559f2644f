import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import { type Column, DataTable, Empty, Panel } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'

interface Finding {
  readonly code: string
  readonly count: number
  readonly says: string
}

/** What the last opening of the vault found. */
export function HealthFindings() {
  const { t } = useTranslation()
  const health = useQuery(useCutis().workstation.health.queryOptions())
  const columns: Column<Finding>[] = [
    { key: 'says', head: t('health.says'), cell: row => <span title={row.says}>{row.says}</span> },
    { key: 'count', head: t('health.count'), width: '88px', align: 'right', cell: row => row.count },
    { key: 'code', head: t('health.code'), width: '240px', cell: row => row.code },
  ]
  return (
    <Panel title={t('health.title')} fill flush>
      <Answer of={health}>
        {({ findings }) =>
          findings.length === 0 ? (
            <Empty icon={IconCircleCheck} title={t('health.well')} hint={t('health.wellHint')} />
          ) : (
            <DataTable label={t('health.title')} rows={findings} columns={columns} rowKey={row => row.code} />
          )
        }
      </Answer>
    </Panel>
  )
}
