import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PatientRow } from '../../src-shared/contract/records.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { useClient, useCutis } from '../link/index.ts'
import { useFocusHere } from '../ui/focus.ts'
import { Panel, PatientLine } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './readings.module.css'
import { scannedOf } from './scanned.ts'

interface FindPatientProps {
  /** `scanned` is the wristband's code where that is how the patient was found. */
  readonly onChoose: (patientId: PatientId, scanned?: string) => void
}

/** The patient first: a scanned wristband opens its patient at once, a name gives a list to choose from. */
export function FindPatient({ onChoose }: FindPatientProps) {
  const { t } = useTranslation()
  const { records } = useClient()
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 150)
  const here = useFocusHere<HTMLInputElement>()
  const found = useQuery({
    ...useCutis().records.findPatients.queryOptions({ input: { text: asked, limit: 8 } }),
    enabled: asked.length > 1,
  })
  // A scanner types faster than the list follows, so Enter asks by itself.
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const code = text.trim()
    if (code === '') return
    void records
      .findPatients({ text: code, limit: 8 })
      .then(rows => {
        const scanned = scannedOf(rows, code)
        if (scanned) onChoose(scanned.patientId, code)
      })
      .catch(() => undefined)
  }
  return (
    <Panel title={t('intake.patient')}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          ref={here}
          label={t('bind.find')}
          description={t('bind.findHint')}
          value={text}
          maxLength={120}
          onChange={event => setText(event.currentTarget.value)}
          autoComplete="off"
        />
        {asked.length > 1 && (
          <Answer of={found} rows={2}>
            {rows => <People rows={rows} onChoose={onChoose} />}
          </Answer>
        )}
      </form>
    </Panel>
  )
}

function People({ rows, onChoose }: { rows: readonly PatientRow[] } & FindPatientProps) {
  const { t } = useTranslation()
  if (rows.length === 0) return <output>{t('bind.nobody')}</output>
  return (
    <ul className={styles.found} aria-label={t('bind.choose')}>
      {rows.map(row => (
        <li key={row.patientId}>
          <button type="button" className={styles.person} onClick={() => onChoose(row.patientId)}>
            <PatientLine patient={row} /> <span className={styles.soft}>{row.mrn}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
