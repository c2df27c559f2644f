import { IconPlugConnectedX, IconRulerMeasure } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Attached } from '../../src-shared/contract/devices.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import {
  type Action,
  ActionButton,
  type Column,
  DataTable,
  Empty,
  Panel,
  type PlaceProps,
  Screen,
  useGoTo,
  useReplace,
} from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { DevicePanel } from './device-panel.tsx'
import { DeviceState } from './device-state.tsx'
import styles from './devices.module.css'
import { measureWords } from './measure-words.ts'
import { Rules } from './rules.tsx'
import { Transports } from './transports.tsx'
import { WatchedFolders } from './watched-folders.tsx'

/** What is plugged in, what it can do, and what stands in its way. */
export function Devices({ place }: PlaceProps<'devices'>) {
  const { t } = useTranslation()
  const replace = useReplace()
  const goTo = useGoTo()
  const { role } = useMe()
  // The palette and the keys have it from everywhere; here it stands beside the devices, too.
  const calibration: Action = {
    id: 'go.calibration',
    label: t('go.calibration'),
    icon: IconRulerMeasure,
    perform: () => goTo({ at: 'calibration' }),
  }
  const attached = useQuery(useCutis().devices.attached.queryOptions())
  return (
    <Screen title={t('devices.title')} tools={may(role, 'image.read') && <ActionButton action={calibration} />}>
      <Answer of={attached}>
        {({ devices, transports, rules }) => {
          const chosen = devices.find(({ deviceKey }) => deviceKey === place.deviceKey) ?? devices[0]
          return (
            <div className={styles.columns}>
              <div className={styles.main}>
                <Panel title={t('devices.list')} note={devices.length} fill flush>
                  <List devices={devices} onChoose={deviceKey => replace({ at: 'devices', deviceKey })} />
                </Panel>
                <div className={styles.below}>
                  <WatchedFolders />
                  {rules && <Rules rules={rules} />}
                </div>
              </div>
              <div className={styles.side}>
                {chosen && <DevicePanel key={chosen.deviceKey} device={chosen} />}
                <Transports transports={transports} />
              </div>
            </div>
          )
        }}
      </Answer>
    </Screen>
  )
}

function List({ devices, onChoose }: { devices: readonly Attached[]; onChoose: (deviceKey: string) => void }) {
  const { t } = useTranslation()
  if (devices.length === 0)
    return <Empty icon={IconPlugConnectedX} title={t('devices.none')} hint={t('devices.noneHint')} />
  const columns: Column<Attached>[] = [
    { key: 'name', head: t('devices.name'), cell: row => <strong>{row.label}</strong> },
    { key: 'measures', head: t('devices.measures'), width: '30%', cell: row => measureWords(row.measures) },
    {
      key: 'connection',
      head: t('devices.connection'),
      width: '132px',
      cell: row => t(`devices.transport.${row.transport}`),
    },
    { key: 'port', head: t('devices.port'), width: '18%', minor: true, cell: row => row.port },
    { key: 'state', head: t('devices.state'), width: '208px', cell: row => <DeviceState state={row.state} quiet /> },
  ]
  return (
    <DataTable
      label={t('devices.list')}
      rows={devices}
      columns={columns}
      rowKey={row => row.deviceKey}
      onOpen={row => onChoose(row.deviceKey)}
      onCursor={row => onChoose(row.deviceKey)}
    />
  )
}
