import { IconDeviceHeartMonitor } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCutis, useLinkState } from '../link/index.ts'
import { useGoTo } from '../ui/place.ts'
import styles from './frame.module.css'

/** How many devices are plugged in, and whether one needs a person; opens the list. */
export function DevicesStatus() {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const link = useLinkState()
  const attached = useQuery(useCutis().devices.attached.queryOptions())
  if (!attached.data || link !== 'up') return null
  const { devices } = attached.data
  const isTroubled = devices.some(({ state }) => state === 'permission' || state === 'busy')
  const count = devices.length
  return (
    <button
      type="button"
      className={styles.statusButton}
      data-tone={isTroubled ? 'warn' : 'plain'}
      title={isTroubled ? t('devices.troubled') : t('devices.pluggedMeaning', { count })}
      onClick={() => goTo({ at: 'devices' })}
    >
      <IconDeviceHeartMonitor size={18} stroke={1.75} aria-hidden />
      <span>{isTroubled ? t('devices.troubled') : t('devices.plugged', { count })}</span>
    </button>
  )
}
