import { Checkbox, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Device } from '../../src-shared/contract/capture.ts'
import { ActionButton } from '../ui/action-button.tsx'
import type { Action } from '../ui/actions.ts'
import { Panel } from '../ui/panel.tsx'
import { resolutionsOf } from './camera.ts'
import { CameraControls } from './camera-controls.tsx'
import styles from './camera-panel.module.css'
import { LightControls } from './light-controls.tsx'
import type { CameraDesk } from './use-camera.ts'
import type { ProfileDesk } from './use-profile.ts'

export type Lens = NonNullable<Device['dermoscopic']>
export const lenses: readonly Lens[] = ['contact-polarized', 'contact-non-polarized', 'non-contact-polarized']

interface CameraPanelProps {
  readonly camera: CameraDesk
  readonly profile: ProfileDesk
  readonly dermatoscope: boolean
  readonly onDermatoscope: (here: boolean) => void
  /** Given while a dermoscopic view is aimed at. */
  readonly lens: Lens | undefined
  readonly onLens: (lens: Lens) => void
  /** Opens what the foot pedals do. */
  readonly pedals: Action
}

/** Which camera, how large, how set; and for dermoscopic views which light and contact. */
export function CameraPanel(props: CameraPanelProps) {
  const { camera, profile, dermatoscope, onDermatoscope, lens, onLens, pedals } = props
  const { t } = useTranslation('capture')
  return (
    <Panel title={t('device')} tools={<ActionButton action={pedals} iconOnly />}>
      <div className={styles.fields}>
        <Source camera={camera} />
        <Checkbox
          size="sm"
          label={t('dermatoscope')}
          checked={dermatoscope}
          onChange={event => onDermatoscope(event.currentTarget.checked)}
        />
        {lens !== undefined && (
          <Select
            size="sm"
            label={t('lens')}
            allowDeselect={false}
            data={lenses.map(value => ({ value, label: t(`lenses.${value}`) }))}
            value={lens}
            onChange={value => value && onLens(value as Lens)}
          />
        )}
        {camera.state.kind === 'live' && <CameraControls track={camera.state.track} profile={profile} />}
        {camera.state.kind === 'live' && <LightControls track={camera.state.track} />}
      </div>
    </Panel>
  )
}

function Source({ camera }: { camera: CameraDesk }) {
  const { t } = useTranslation('capture')
  const { state, cameras } = camera
  const now = state.kind === 'live' ? state.track.getSettings().deviceId : undefined
  const sizeText = ({ width, height }: { width: number; height: number }) => t('size', { width, height })
  const sizes = state.kind === 'live' ? resolutionsOf(state.most, state.size) : []
  return (
    <>
      <Select
        size="sm"
        label={t('camera_')}
        allowDeselect={false}
        data={cameras.map(({ deviceId, label }, at) => ({
          value: deviceId,
          label: label || `${t('camera_')} ${at + 1}`,
        }))}
        value={now ?? null}
        onChange={id => {
          const chosen = cameras.find(({ deviceId }) => deviceId === id)
          if (chosen) camera.choose(chosen)
        }}
        disabled={cameras.length === 0}
      />
      {state.kind === 'live' && (
        <Select
          size="sm"
          label={t('resolution')}
          allowDeselect={false}
          data={sizes.map(size => ({ value: `${size.width}x${size.height}`, label: sizeText(size) }))}
          value={`${state.size.width}x${state.size.height}`}
          onChange={value => {
            const size = sizes.find(({ width, height }) => `${width}x${height}` === value)
            if (size) camera.resize(size)
          }}
        />
      )}
    </>
  )
}
