import { Button, Checkbox, Select } from '@mantine/core'
import { IconDeviceSdCard } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceImage } from '../../src-shared/contract/capture.ts'
import { type Action, useActions } from '../ui/actions.ts'
import { bytesText } from '../ui/bytes-text.ts'
import { Empty, Failed } from '../ui/states.tsx'
import { dayText } from '../ui/when.ts'
import sheet from './aim-sheet.module.css'
import { newestFirst } from './device-images.ts'
import styles from './device-sheet.module.css'
import type { DeviceImagesDesk } from './use-device-images.ts'

interface DeviceSheetProps {
  readonly desk: DeviceImagesDesk
  readonly onClose: () => void
}

/** More rows than a person would look through; older ones are counted. */
const mostShown = 300

/** What is on the device and not yet here, newest first; and what of it is chosen. */
function useListed({ state, chosen }: DeviceImagesDesk) {
  const [withKnown, setWithKnown] = useState(false)
  const images = state.kind === 'listed' ? state.images : []
  const all = newestFirst(images.filter(({ known }) => withKnown || !known))
  return {
    withKnown,
    setWithKnown,
    total: images.length,
    hasKnown: images.some(({ known }) => known),
    shown: all.slice(0, mostShown),
    older: Math.max(0, all.length - mostShown),
    // Chosen before an unplug and kept meanwhile: not again.
    toTake: all.filter(({ key, known }) => !known && chosen.has(key)),
  }
}

/** Pictures of a camera, a phone, a card or a watched folder: chosen here, then reviewed one by one like any other. */
export function DeviceSheet({ desk, onClose }: DeviceSheetProps) {
  const { t } = useTranslation('capture')
  const listed = useListed(desk)
  const { state, device } = desk
  const { toTake } = listed
  const shutter = useMutation({ mutationFn: desk.shutter, onSuccess: onClose })
  const cancel: Action = { id: 'capture.device-cancel', label: t('cancel'), shortcut: 'escape', perform: onClose }
  const take: Action = {
    id: 'capture.device-take',
    label: toTake.length === 0 ? t('onDevice.takeNone') : t('onDevice.take', { count: toTake.length }),
    shortcut: 'mod+enter',
    disabledWhy: toTake.length === 0 ? t('onDevice.takeNone') : undefined,
    perform: () => {
      if (toTake.length === 0) return
      desk.bring(toTake.toReversed())
      onClose()
    },
  }
  useActions([cancel, take])
  return (
    <section className={sheet.sheet} aria-label={t('fromDevice')}>
      <header className={sheet.head}>
        <h2>{t('fromDevice')}</h2>
        <span className={sheet.hint}>{device && t('onDevice.stays')}</span>
      </header>
      {device && <Which desk={desk} listed={listed} />}
      <div className={styles.list}>
        <Body desk={desk} listed={listed} />
      </div>
      {shutter.error && <Failed error={shutter.error} />}
      <footer className={sheet.foot}>
        {state.kind === 'listed' && state.shutter && (
          <Button variant="default" size="md" loading={shutter.isPending} onClick={() => shutter.mutate()}>
            {t('onDevice.shutter')}
          </Button>
        )}
        <span className={sheet.gap} />
        <Button variant="default" size="md" onClick={cancel.perform}>
          {cancel.label}
        </Button>
        <Button size="md" aria-disabled={take.disabledWhy !== undefined} onClick={take.perform}>
          {take.label}
        </Button>
      </footer>
    </section>
  )
}

type Listed = ReturnType<typeof useListed>

function Which({ desk, listed }: { desk: DeviceImagesDesk; listed: Listed }) {
  const { t } = useTranslation('capture')
  const { devices, device, choose } = desk
  return (
    <div className={styles.fields}>
      <Select
        size="sm"
        label={t('onDevice.which')}
        allowDeselect={false}
        data={devices.map(({ deviceKey, label }) => ({ value: deviceKey, label }))}
        value={device?.deviceKey ?? null}
        onChange={key => key && choose(key)}
      />
      {listed.hasKnown && (
        <Checkbox
          size="sm"
          label={t('onDevice.showKnown')}
          checked={listed.withKnown}
          onChange={event => listed.setWithKnown(event.currentTarget.checked)}
        />
      )}
    </div>
  )
}

function Body({ desk, listed }: { desk: DeviceImagesDesk; listed: Listed }) {
  const { t } = useTranslation('capture')
  const { state, device, loading, again } = desk
  if (!device) {
    return loading ? undefined : (
      <Empty icon={IconDeviceSdCard} title={t('onDevice.none')} hint={t('onDevice.noneNext')} />
    )
  }
  if (state.kind === 'failed') return <Failed error={state.error} again={again} />
  if (state.kind !== 'listed') return <Reading state={state} />
  if (listed.shown.length === 0)
    return <Empty icon={IconDeviceSdCard} title={t(listed.total === 0 ? 'onDevice.empty' : 'onDevice.allKnown')} />
  return <Pictures desk={desk} listed={listed} />
}

function Reading({ state }: { state: DeviceImagesDesk['state'] }) {
  const { t } = useTranslation('capture')
  const { done, total } = state.kind === 'reading' ? state : { done: 0, total: undefined }
  const words = () => {
    if (done === 0) return t('onDevice.reading')
    return total === undefined ? t('onDevice.readingCount', { done }) : t('onDevice.readingOf', { done, total })
  }
  return <output className={styles.more}>{words()}</output>
}

function Pictures({ desk, listed }: { desk: DeviceImagesDesk; listed: Listed }) {
  const { t } = useTranslation('capture')
  const { chosen, toggle } = desk
  const free = listed.shown.filter(({ known }) => !known).map(({ key }) => key)
  const isAll = free.length > 0 && free.every(key => chosen.has(key))
  return (
    <>
      <table className={styles.table} aria-label={t('fromDevice')}>
        <thead>
          <tr>
            <th scope="col">
              <Checkbox
                size="sm"
                aria-label={t('onDevice.chooseAll')}
                checked={isAll}
                indeterminate={!isAll && free.some(key => chosen.has(key))}
                onChange={event => toggle(free, event.currentTarget.checked)}
              />
            </th>
            <th scope="col">{t('onDevice.name')}</th>
            <th scope="col">{t('onDevice.taken')}</th>
            <th scope="col" data-right>
              {t('onDevice.size')}
            </th>
            <th scope="col">{t('onDevice.state')}</th>
          </tr>
        </thead>
        <tbody>
          {listed.shown.map(image => (
            <Picture key={image.key} image={image} chosen={chosen.has(image.key)} toggle={toggle} />
          ))}
        </tbody>
      </table>
      {listed.older > 0 && <p className={styles.more}>{t('onDevice.more', { count: listed.older })}</p>}
    </>
  )
}

interface PictureProps {
  readonly image: DeviceImage
  readonly chosen: boolean
  readonly toggle: DeviceImagesDesk['toggle']
}

function Picture({ image: { key, name, takenAt, sizeBytes, known }, chosen, toggle }: PictureProps) {
  const { t } = useTranslation('capture')
  return (
    <tr>
      <td>
        <Checkbox
          size="sm"
          aria-label={t('onDevice.choose', { name })}
          disabled={known}
          checked={chosen && !known}
          onChange={event => toggle([key], event.currentTarget.checked)}
        />
      </td>
      <td>{name}</td>
      <td>{takenAt && `${dayText(takenAt)} ${takenAt.slice(11, 16)}`}</td>
      <td data-right>{bytesText(sizeBytes)}</td>
      <td>{known && t('onDevice.known')}</td>
    </tr>
  )
}
