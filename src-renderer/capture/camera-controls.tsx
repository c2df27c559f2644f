import { SegmentedControl, Slider } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './camera-panel.module.css'
import { type Control, controlsOf, setting } from './controls.ts'

type KnownMode = 'continuous' | 'manual' | 'single-shot' | 'none'

/** Exposure, focus and white balance, as far as this camera lets them be set; nothing where it does not. */
export function CameraControls({ track }: { track: MediaStreamTrack }) {
  // What the camera really took over is read back after each change.
  const [, readBack] = useState(0)
  const controls = controlsOf(track.getCapabilities?.() ?? {}, track.getSettings())
  const apply = async (key: string, value: string | number) => {
    await track.applyConstraints(setting(key, value)).catch(() => {})
    readBack(count => count + 1)
  }
  return controls.map(control => <ControlRow key={control.name} control={control} apply={apply} />)
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
