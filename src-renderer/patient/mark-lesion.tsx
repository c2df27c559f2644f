import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pin } from '../../src-shared/clinical/body-map.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { regionLabel } from '../ui/body-map.tsx'
import { ActionButton, Failed, Panel, useActions } from '../ui/index.ts'
import styles from './patient.module.css'
import { usePatientState } from './state.ts'

interface MarkLesionProps {
  readonly patientId: PatientId
  /** The number the next lesion would have. */
  readonly number: number
  readonly place: Pin | undefined
  readonly onDone: () => void
}

const sideOf = ({ laterality }: Pin) => (laterality ? { laterality } : {})

/** A new lesion: its place on the map, then its label. */
export function MarkLesion({ patientId, number, place, onDone }: MarkLesionProps) {
  const { t } = useTranslation()
  const [label, setLabel] = useState<string>(t('patient.lesionNumber', { number }))
  const added = ({ lesionId }: Lesion) => {
    onDone()
    usePatientState.setState({ lesionId })
  }
  const add = useMutation(useCutis().records.addLesion.mutationOptions({ onSuccess: added }))
  const [cancel] = useActions([{ id: 'lesion.cancel', label: t('state.cancel'), shortcut: 'escape', perform: onDone }])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!place || label.trim() === '') return
    const pin = { view: place.viewId, x: place.x, y: place.y }
    add.mutate({ patientId, label: label.trim(), siteCode: place.siteCode, pin, ...sideOf(place) })
  }
  return (
    <Panel title={t('patient.newLesion')}>
      <form className={styles.form} onSubmit={submit}>
        <p className={styles.line}>{place ? regionLabel(place) : t('patient.markFirst')}</p>
        <TextInput
          label={t('patient.lesionLabel')}
          value={label}
          maxLength={60}
          onChange={event => setLabel(event.currentTarget.value)}
        />
        {add.error && <Failed error={add.error} />}
        <div className={styles.buttons}>
          <ActionButton action={cancel} />
          <Button type="submit" disabled={!place || label.trim() === ''} loading={add.isPending}>
            {t('patient.mark')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
