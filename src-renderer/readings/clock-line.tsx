import { IconClock } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Attached } from '../../src-shared/contract/devices.ts'
import type { ImportState } from '../../src-shared/contract/monitoring.ts'
import { useCutis } from '../link/index.ts'
import { type Action, ActionButton, Failed, stampText } from '../ui/index.ts'
import { type ClockNote, clockNoteOf } from './clock-words.ts'
import styles from './readings.module.css'

/** How far the device's clock is off, in words; setting it is offered and never done by itself. */
export function ClockLine({ said }: { said: ImportState }) {
  const { t } = useTranslation()
  const { devices, monitoring } = useCutis()
  const { deviceKey, importId } = said
  const attached = useQuery(devices.attached.queryOptions())
  const setting = useMutation(monitoring.setClock.mutationOptions())
  const note = clockNoteOf(said.clockAheadMinutes)
  const words = useClockText(note)
  const canSet = hasClock(attached.data?.devices, deviceKey)
  const set: Action = {
    id: 'intake.setClock',
    label: t('clock.set'),
    icon: IconClock,
    perform: () => setting.mutate({ deviceKey, importId }),
  }
  const isOff = isOffClock(note)
  return (
    <div className={`${styles.notice} ${styles.bar}`} data-tone={note?.far ? 'warn' : undefined}>
      <IconClock size={20} aria-hidden />
      <span className={styles.grow}>
        {words} {isOff && isCorrected(said) && t('clock.corrected')}
      </span>
      {setting.data ? (
        <output>{t('clock.wasSet', { at: stampText(setting.data.set) })}</output>
      ) : (
        mayBeSet(note) && canSet && <ActionButton action={set} busy={setting.isPending} />
      )}
      {setting.error && <Failed error={setting.error} />}
    </div>
  )
}

const isOffClock = (note: ClockNote | undefined): boolean => note !== undefined && note.side !== 'right'
/** Off, or nobody could read it. */
const mayBeSet = (note: ClockNote | undefined): boolean => note?.side !== 'right'
const isCorrected = ({ rows }: ImportState): boolean =>
  rows.some(({ method }) => method === 'coincident' || method === 'estimated')
const hasClock = (devices: readonly Attached[] | undefined, key: string): boolean =>
  devices?.some(({ deviceKey, abilities }) => deviceKey === key && abilities.includes('clock')) ?? false

function useClockText(note: ClockNote | undefined): string {
  const { t } = useTranslation()
  if (!note) return t('clock.none')
  if (note.side === 'right') return t('clock.right')
  const span = (['days', 'hours', 'minutes'] as const)
    .filter(unit => note[unit] > 0)
    .map(unit => t(`clock.${unit}`, { count: note[unit] }))
    .join(' ')
  return t(`clock.${note.side}`, { span })
}
