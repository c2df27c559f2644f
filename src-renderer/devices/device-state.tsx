import { type Icon, IconCircleCheck, IconLock, IconPlugConnected, IconShieldX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Attached } from '../../src-shared/contract/devices.ts'
import { StatusChip, type Tone } from '../ui/index.ts'

const signs: Readonly<Record<Attached['state'], { icon: Icon; tone: Tone }>> = {
  free: { icon: IconCircleCheck, tone: 'ok' },
  'in-use': { icon: IconPlugConnected, tone: 'info' },
  permission: { icon: IconShieldX, tone: 'bad' },
  busy: { icon: IconLock, tone: 'warn' },
}

/** Whether a device can be used now. */
export function DeviceState({ state, quiet = false }: { state: Attached['state']; quiet?: boolean }) {
  const { t } = useTranslation()
  return <StatusChip {...signs[state]} word={t(`devices.states.${state}`)} quiet={quiet} />
}
