import { IconActivityHeartbeat, IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Attached } from '../../src-shared/contract/devices.ts'
import { may } from '../../src-shared/policy.ts'
import { useMe } from '../link/index.ts'
import { ActionButton, Field, Fields, Panel, useActions, useGoTo } from '../ui/index.ts'
import { WhichDevice } from '../ui/which-device.tsx'
import { DeviceState } from './device-state.tsx'
import styles from './devices.module.css'
import { measureWords, usbNumbers } from './measure-words.ts'

/** One device: what it is, what it can do, and the cure where something stands in its way. */
export function DevicePanel({ device }: { device: Attached }) {
  const { t } = useTranslation()
  const [importing, live] = useDeviceActions(device)
  const { state, driver } = device
  const cure = state === 'free' ? (driver === undefined ? 'unknown' : undefined) : state
  return (
    <Panel title={device.label} note={<DeviceState state={state} />} fill>
      <div className={styles.form}>
        {cure && (
          <p className={styles.cure} data-calm={state === 'free' || state === 'in-use' || undefined}>
            {t(`devices.cure.${cure}`)}
          </p>
        )}
        <WhichDevice device={device} locked={state === 'in-use'} />
        <Facts device={device} />
        <div className={styles.acts}>
          <ActionButton action={importing} variant="filled" />
          <ActionButton action={live} />
        </div>
      </div>
    </Panel>
  )
}

function Facts({ device }: { device: Attached }) {
  const { t } = useTranslation()
  const { maker, model, serial, driver, abilities, measures, vendorId, productId } = device
  const ids = usbNumbers(vendorId, productId)
  const can = abilities.map(ability => t(`devices.ability.${ability}`)).join(', ')
  const facts = [
    [t('devices.measures'), measureWords(measures)],
    [t('devices.can'), can],
    [t('devices.maker'), maker],
    [t('devices.model'), model],
    [t('devices.serial'), serial ?? t('devices.noSerial')],
    [t('devices.connection'), t(`devices.transport.${device.transport}`)],
    [t('devices.port'), device.port],
    [t('devices.ids'), ids],
    [t('devices.driver'), driver ?? t('devices.noDriver')],
  ] as const
  return (
    <Fields>
      {facts.map(
        ([label, value]) =>
          value !== undefined &&
          value !== '' && (
            <Field key={label} label={label}>
              {value}
            </Field>
          ),
      )}
    </Fields>
  )
}

function useDeviceActions({ deviceKey, label, abilities, state }: Attached) {
  const { t } = useTranslation()
  const { role } = useMe()
  const goTo = useGoTo()
  const blocked = state === 'permission' || state === 'busy' ? t(`devices.cure.${state}`) : undefined
  const notYours = t('devices.notYours')
  const importWhy = may(role, 'reading.write')
    ? abilities.includes('stored')
      ? blocked
      : t('devices.cannotStored')
    : notYours
  const liveWhy = may(role, 'reading.read')
    ? abilities.includes('live')
      ? blocked
      : t('devices.cannotLive')
    : notYours
  return useActions([
    {
      id: 'devices.import',
      label: t('devices.import'),
      icon: IconDownload,
      shortcut: 'i',
      perform: () => goTo({ at: 'import', deviceKey }),
      disabledWhy: importWhy,
    },
    {
      id: 'devices.live',
      label: t('devices.live'),
      icon: IconActivityHeartbeat,
      shortcut: 'l',
      perform: () => goTo({ at: 'live', deviceKey, label }),
      disabledWhy: liveWhy,
    },
  ])
}
