import { Radio } from '@mantine/core'
import { IconDownload, IconPlugConnectedX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Attached } from '../../src-shared/contract/devices.ts'
import type { Binding } from '../../src-shared/contract/monitoring.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { troubleOf, useCutis } from '../link/index.ts'
import { ActionButton, Empty, Failed, Panel, useActions } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { WhichDevice } from '../ui/which-device.tsx'
import styles from './readings.module.css'

interface DeviceStepProps {
  readonly bound: { readonly patientId: PatientId; readonly binding: Binding } | undefined
  readonly chosenKey: string | undefined
  readonly running: boolean
  readonly onChoose: (deviceKey: string) => void
  readonly onStarted: (importId: string) => void
  /** The engine did not believe who the patient is. */
  readonly onRefused: (error: unknown) => void
}

const holdsReadings = ({ abilities }: Attached): boolean => abilities.includes('stored')
/** A cable whose device a person has still to name may hold readings too. */
const mayHold = (device: Attached): boolean =>
  holdsReadings(device) || (device.driver === undefined && device.candidates.length > 0)

/** Which device; the only one is chosen by itself. */
export function DeviceStep({ bound, chosenKey, running, onChoose, onStarted, onRefused }: DeviceStepProps) {
  const { t } = useTranslation()
  const { devices, monitoring } = useCutis()
  const attached = useQuery(devices.attached.queryOptions())
  const fitting = attached.data?.devices.filter(mayHold) ?? []
  const chosen = fitting.find(({ deviceKey }) => deviceKey === chosenKey) ?? onlyOf(fitting)
  const begin = useMutation(
    monitoring.startImport.mutationOptions({
      onSuccess: ({ importId }) => onStarted(importId),
      onError: error => {
        if (troubleOf(error).code === 'monitoring.notThisPatient') onRefused(error)
      },
    }),
  )
  const cannot = () => {
    if (!bound) return t('intake.bindFirst')
    if (!chosen) return t('intake.chooseDevice')
    if (!holdsReadings(chosen)) return t('devices.whichChoose')
    return chosen.state === 'permission' || chosen.state === 'busy' ? t(`devices.cure.${chosen.state}`) : undefined
  }
  const [start] = useActions([
    {
      id: 'intake.start',
      label: t('intake.start'),
      icon: IconDownload,
      shortcut: 'd',
      perform: () => bound && chosen && begin.mutate({ ...bound, deviceKey: chosen.deviceKey }),
      disabledWhy: running ? t('devices.cure.in-use') : cannot(),
    },
  ])
  return (
    <Panel title={t('intake.device')}>
      <div className={styles.form}>
        <Answer of={attached} rows={2}>
          {() => <Choices fitting={fitting} chosen={chosen} locked={running} onChoose={onChoose} />}
        </Answer>
        {chosen && <WhichDevice device={chosen} locked={running} />}
        {begin.error && troubleOf(begin.error).code !== 'monitoring.notThisPatient' && <Failed error={begin.error} />}
        {!running && fitting.length > 0 && <ActionButton action={start} variant="filled" busy={begin.isPending} />}
      </div>
    </Panel>
  )
}

const onlyOf = (fitting: readonly Attached[]): Attached | undefined => (fitting.length === 1 ? fitting[0] : undefined)

interface ChoicesProps {
  readonly fitting: readonly Attached[]
  readonly chosen: Attached | undefined
  readonly locked: boolean
  readonly onChoose: (deviceKey: string) => void
}

function Choices({ fitting, chosen, locked, onChoose }: ChoicesProps) {
  const { t } = useTranslation()
  if (fitting.length === 0)
    return <Empty icon={IconPlugConnectedX} title={t('intake.deviceNone')} hint={t('intake.deviceNoneHint')} />
  return (
    <Radio.Group aria-label={t('intake.device')} value={chosen?.deviceKey ?? null} onChange={onChoose}>
      {fitting.map(({ deviceKey, label, port, transport, state }) => (
        <div key={deviceKey} className={styles.choice} data-chosen={deviceKey === chosen?.deviceKey || undefined}>
          <Radio
            value={deviceKey}
            disabled={locked}
            label={label}
            description={`${t(`devices.transport.${transport}`)} · ${port} · ${t(`devices.states.${state}`)}`}
          />
        </div>
      ))}
    </Radio.Group>
  )
}
