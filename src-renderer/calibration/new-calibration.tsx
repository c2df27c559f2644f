import { Autocomplete, Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Calibration } from '../../src-shared/contract/review.ts'
import { useCutis } from '../link/index.ts'
import { Failed } from '../ui/states.tsx'
import { tell } from '../ui/undo.tsx'
import styles from './calibration.module.css'

/** What a way of calibrating found out; whose device it is for stands in the form. */
export type Found = Omit<Calibration, 'at' | 'by' | 'calibrationId' | 'deviceLabel' | 'setting'>

interface NewCalibrationProps {
  readonly known: readonly Calibration[]
  /** Undefined while something is missing or wrong. */
  readonly found: Found | undefined
  /** The form was just asked for, so its first field takes the keys. */
  readonly focused?: boolean
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** The form every calibration is kept with: device and setting, the way's own fields, save and cancel. */
export function NewCalibration({ known, found, focused, onClose, children }: NewCalibrationProps) {
  const { t } = useTranslation('calibration')
  const [device, setDevice] = useState('')
  const [setting, setSetting] = useState('')
  const onSuccess = () => {
    tell(t('saved'))
    onClose()
  }
  const add = useMutation(useCutis().review.addCalibration.mutationOptions({ onSuccess }))
  const deviceLabel = device.trim()
  const made = deviceLabel === '' ? undefined : found
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!made || add.isPending) return
    add.mutate({ calibrationId: crypto.randomUUID(), deviceLabel, setting: setting.trim(), ...made })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Autocomplete
        label={t('deviceLabel')}
        description={t('deviceHint')}
        data={[...new Set(known.map(one => one.deviceLabel))]}
        maxLength={200}
        value={device}
        onChange={setDevice}
        {...(focused && { 'data-autofocus': true })}
      />
      <TextInput
        label={t('settingField')}
        description={t('settingHint')}
        maxLength={100}
        value={setting}
        onChange={event => setSetting(event.currentTarget.value)}
      />
      {children}
      {add.error && <Failed error={add.error} />}
      <div className={styles.foot}>
        <Button type="submit" aria-disabled={!made} loading={add.isPending}>
          {t('save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
