import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Transport } from '../../src-shared/contract/devices.ts'
import { Panel, StatusChip } from '../ui/index.ts'
import styles from './devices.module.css'

interface TransportsProps {
  readonly transports: readonly {
    readonly transport: Transport
    readonly state: 'ready' | 'missing'
    readonly why?: string | undefined
  }[]
}

/** Which ways of connecting devices work on this computer, and why one does not. */
export function Transports({ transports }: TransportsProps) {
  const { t } = useTranslation()
  return (
    <Panel title={t('devices.transports')} flush>
      <ul className={styles.rows}>
        {transports.map(({ transport, state, why }) => (
          <li key={transport}>
            <span className={styles.grow}>
              {t(`devices.transport.${transport}`)}
              {why !== undefined && <span className={styles.soft}>{why}</span>}
            </span>
            <StatusChip
              icon={state === 'ready' ? IconCircleCheck : IconCircleX}
              tone={state === 'ready' ? 'ok' : 'warn'}
              word={t(`devices.transportState.${state}`)}
              quiet
            />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
