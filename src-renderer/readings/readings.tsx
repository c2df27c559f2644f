import { Tabs } from '@mantine/core'
import { IconDownload, IconFileImport, IconHeartRateMonitor, IconPencilPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ReadingFace } from '../../src-shared/contract/monitoring.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import {
  ActionButton,
  Empty,
  type PlaceProps,
  type ReadingsTab,
  Screen,
  useActions,
  useGoTo,
  useReplace,
} from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { Captures } from './captures.tsx'
import { CsvImport } from './csv-import.tsx'
import { EnterReading } from './enter-reading.tsx'
import { Quarantine } from './quarantine.tsx'
import styles from './readings.module.css'
import { ReadingsTable } from './readings-table.tsx'
import { Trends } from './trends.tsx'

const tabs: readonly ReadingsTab[] = ['trends', 'table', 'quarantine', 'captures']

/** What was measured of one patient: courses, every reading, what waits for a look, and what the devices said byte for byte. */
export function Readings({ place }: PlaceProps<'readings'>) {
  const { t } = useTranslation()
  const { patientId, task, tab = 'trends' } = place
  const replace = useReplace()
  const tools = useTools(patientId)
  const close = () => replace({ at: 'readings', patientId, tab })
  const buttons = tools.map((action, at) => (
    <ActionButton key={action.id} action={action} variant={at === tools.length - 1 ? 'filled' : 'default'} />
  ))
  return (
    <Screen title={t('readings.title')} tools={buttons}>
      <div className={styles.columns}>
        {task === 'csv' ? (
          <CsvImport patientId={patientId} onClose={close} />
        ) : (
          <Kept
            patientId={patientId}
            tab={tab}
            onTab={chosen => replace({ at: 'readings', patientId, tab: chosen, ...(task && { task }) })}
          />
        )}
        {task === 'enter' && <EnterReading patientId={patientId} onClose={close} />}
      </div>
    </Screen>
  )
}

function useTools(patientId: PatientId) {
  const { t } = useTranslation()
  const { role } = useMe()
  const replace = useReplace()
  const goTo = useGoTo()
  const disabledWhy = may(role, 'reading.write') ? undefined : t('readings.notYours')
  return useActions([
    {
      id: 'readings.enter',
      label: t('readings.enter'),
      icon: IconPencilPlus,
      shortcut: 'n',
      perform: () => replace({ at: 'readings', patientId, task: 'enter', tab: 'table' }),
      disabledWhy,
    },
    {
      id: 'readings.csv',
      label: t('readings.csv'),
      icon: IconFileImport,
      shortcut: 'f',
      perform: () => replace({ at: 'readings', patientId, task: 'csv' }),
      disabledWhy,
    },
    {
      id: 'readings.import',
      label: t('readings.import'),
      icon: IconDownload,
      shortcut: 'i',
      perform: () => goTo({ at: 'import', patientId }),
      disabledWhy,
    },
  ])
}

interface KeptProps {
  readonly patientId: PatientId
  readonly tab: ReadingsTab
  readonly onTab: (tab: ReadingsTab) => void
}

function Kept({ patientId, tab, onTab }: KeptProps) {
  const { t } = useTranslation()
  const { monitoring } = useCutis()
  const readings = useQuery(monitoring.readings.queryOptions({ input: { patientId } }))
  const waiting = useQuery(monitoring.quarantine.queryOptions({ input: { patientId } }))
  const count = waiting.data?.length ?? 0
  const words = (name: ReadingsTab) =>
    name === 'quarantine' && count > 0 ? t('readings.quarantineCount', { count }) : t(`readings.tabs.${name}`)
  return (
    <Tabs className={styles.tabs} value={tab} onChange={chosen => onTab(chosen as ReadingsTab)}>
      <Tabs.List>
        {tabs.map(name => (
          <Tabs.Tab key={name} value={name}>
            {words(name)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab} className={styles.panel}>
        {tab === 'quarantine' && (
          <Answer of={waiting}>{rows => <Quarantine patientId={patientId} waiting={rows} />}</Answer>
        )}
        {tab === 'captures' && <Captures patientId={patientId} />}
        {(tab === 'trends' || tab === 'table') && (
          <Answer of={readings}>{rows => <Accepted rows={rows} as={tab} />}</Answer>
        )}
      </Tabs.Panel>
    </Tabs>
  )
}

function Accepted({ rows, as }: { rows: readonly ReadingFace[]; as: 'trends' | 'table' }) {
  const { t } = useTranslation()
  if (rows.length === 0)
    return <Empty icon={IconHeartRateMonitor} title={t('readings.none')} hint={t('readings.noneHint')} />
  return as === 'trends' ? <Trends readings={rows} /> : <ReadingsTable readings={rows} />
}
