import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PatientRow } from '../../src-shared/contract/records.ts'
import { useCutis } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { useFocusHere } from '../ui/focus.ts'
import { Failed, useGoTo } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './patients.module.css'

type Sex = PatientRow['sex']
const sexes: readonly Sex[] = ['female', 'male', 'other', 'unknown']
const blank = { family: '', given: '', birthDate: '', mrn: '' }

/** A new patient, in a panel beside the search, so that one sees whether they are here already. */
export function NewPatient({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const [form, setForm] = useState(blank)
  const [sex, setSex] = useState<Sex>('unknown')
  const here = useFocusHere<HTMLInputElement>()
  const add = useMutation(
    useCutis().records.addPatient.mutationOptions({ onSuccess: ({ patientId }) => goTo({ at: 'patient', patientId }) }),
  )
  const set = (key: keyof typeof blank) => (event: { currentTarget: { value: string } }) =>
    setForm({ ...form, [key]: event.currentTarget.value })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { family, given, birthDate, mrn } = form
    add.mutate({
      family: family.trim(),
      given: given.trim(),
      sex,
      ...(birthDate && { birthDate }),
      ...(mrn.trim() && { mrn: mrn.trim() }),
    })
  }
  return (
    <SidePanel title={t('go.newPatient')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          ref={here}
          label={t('patients.family')}
          value={form.family}
          onChange={set('family')}
          maxLength={100}
          withAsterisk
        />
        <TextInput label={t('patients.given')} value={form.given} onChange={set('given')} maxLength={100} />
        <DayField
          label={t('patients.birth')}
          value={form.birthDate}
          onChange={birthDate => setForm({ ...form, birthDate })}
        />
        <SexField sex={sex} onChange={setSex} />
        <TextInput label={t('patients.mrn')} value={form.mrn} onChange={set('mrn')} maxLength={40} />
        {add.error && <Failed error={add.error} />}
        <Button type="submit" disabled={form.family.trim() === ''} loading={add.isPending}>
          {t('patients.add')}
        </Button>
      </form>
    </SidePanel>
  )
}

function SexField({ sex, onChange }: { sex: Sex; onChange: (sex: Sex) => void }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div>
      <span id={id} className={styles.label}>
        {t('patients.sex')}
      </span>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        value={sex}
        onChange={chosen => onChange(chosen as Sex)}
        data={sexes.map(value => ({ value, label: t(`person.sexShort.${value}`) }))}
      />
    </div>
  )
}
