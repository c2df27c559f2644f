import { Button, SegmentedControl, Slider } from '@mantine/core'
import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './camera-panel.module.css'
import { type Control, controlsOf, setting } from './controls.ts'
import { partOf } from './profile.ts'
import type { ProfileDesk } from './use-profile.ts'

type KnownMode = 'continuous' | 'manual' | 'single-shot' | 'none'

interface CameraControlsProps {
  readonly track: MediaStreamTrack
  readonly profile: ProfileDesk
}

/** Exposure, focus and white balance, as far as this camera lets them be set; nothing where it does not. */
export function CameraControls({ track, profile }: CameraControlsProps) {
  // What the camera really took over is read back after each change.
  const [, readBack] = useState(0)
  const controls = controlsOf(track.getCapabilities?.() ?? {}, track.getSettings())
  const apply = async (key: string, value: string | number) => {
    await track.applyConstraints(setting(key, value)).catch(() => {})
    profile.look()
    readBack(count => count + 1)
  }
  const isLocked = profile.check !== undefined
  return (
    <>
      {controls.map(control => (
        <ControlRow key={`${control.name} ${isLocked}`} control={control} apply={apply} />
      ))}
      {(profile.lockable || isLocked) && <ProfileRow profile={profile} />}
    </>
  )
}

function ProfileRow({ profile: { check, lock, unlock } }: { profile: ProfileDesk }) {
  const { t } = useTranslation('capture')
  const missed = [...new Set(check?.missed.map(({ key }) => partOf(key)))].map(part => t(`profile.part.${part}`))
  return (
    <div className={styles.control}>
      {check === undefined ? (
        <Button variant="default" size="sm" leftSection={<IconLock size={16} aria-hidden />} onClick={lock}>
          {t('profile.lock')}
        </Button>
      ) : (
        <>
          <span className={styles.locked}>
            <IconLock size={16} aria-hidden />
            {missed.length === 0 ? t('profile.locked') : t('profile.missed', { parts: missed.join(', ') })}
          </span>
          <span className={styles.pair}>
            {missed.length > 0 && (
              <Button variant="default" size="sm" onClick={lock}>
                {t('profile.again')}
              </Button>
            )}
            <Button variant="default" size="sm" leftSection={<IconLockOpen size={16} aria-hidden />} onClick={unlock}>
              {t('profile.unlock')}
            </Button>
          </span>
        </>
      )}
    </div>
  )
}

interface ControlRowProps {
  readonly control: Control
  readonly apply: (key: string, value: string | number) => Promise<void>
}

function ControlRow({ control: { name, mode, range }, apply }: ControlRowProps) {
  const { t } = useTranslation('capture')
  const label = t(`control.${name}`)
  return (
    <div className={styles.control}>
      <span className={styles.label}>{label}</span>
      {mode && (
        <SegmentedControl
          size="xs"
          aria-label={label}
          value={mode.value}
          data={mode.options.map(value => ({ value, label: t(`mode.${value as KnownMode}`) }))}
          onChange={value => void apply(mode.key, value)}
        />
      )}
      {range && (
        <Slider
          size="sm"
          thumbLabel={label}
          disabled={!range.manual}
          min={range.range.min}
          max={range.range.max}
          step={range.range.step || (range.range.max - range.range.min) / 100}
          defaultValue={range.value}
          key={`${range.manual}`}
          onChangeEnd={value => void apply(range.key, value)}
        />
      )}
    </div>
  )
}
