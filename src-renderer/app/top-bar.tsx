import { IconFlask } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PatientId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { ActionButton } from '../ui/action-button.tsx'
import type { Action } from '../ui/actions.ts'
import { PatientBanner } from '../ui/patient-banner.tsx'
import { patientOf, usePlace } from '../ui/place.ts'
import { StatusChip } from '../ui/status-chip.tsx'
import { DevicesStatus } from './devices-status.tsx'
import styles from './frame.module.css'
import { MeMenu } from './me-menu.tsx'
import { SyncStatus } from './sync-status.tsx'

interface TopBarProps {
  readonly clinicName: string | undefined
  readonly demo: boolean
  readonly actions: readonly Action[]
}

/** Whose record is open, and always: sync, lock, who I am. */
export function TopBar({ clinicName, demo, actions }: TopBarProps) {
  const { t } = useTranslation()
  const { role } = useMe()
  const patientId = patientOf(usePlace())
  const small = ['frame.palette', 'frame.lock'].flatMap(id => actions.filter(action => action.id === id))
  return (
    <header className={styles.bar}>
      <div className={styles.who}>
        {patientId === undefined ? (
          <span className={styles.clinic}>{clinicName}</span>
        ) : (
          <BannerOf key={patientId} patientId={patientId} />
        )}
      </div>
      {demo && <StatusChip icon={IconFlask} word={t('frame.demoShort')} meaning={t('frame.demo')} />}
      <div className={styles.state}>
        {may(role, 'device.read') && <DevicesStatus />}
        {may(role, 'sync.read') && <SyncStatus />}
        {small.map(action => (
          <ActionButton key={action.id} action={action} variant="subtle" iconOnly />
        ))}
        <MeMenu />
      </div>
    </header>
  )
}

/** The banner follows the place, so it can never name another patient than the screen below it. */
function BannerOf({ patientId }: { patientId: PatientId }) {
  const view = useQuery(useCutis().records.patient.queryOptions({ input: { patientId } }))
  return view.data ? <PatientBanner patient={view.data.patient} /> : null
}
