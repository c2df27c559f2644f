import { Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { codesFor } from '../../src-shared/clinical/prescribing/substances.ts'
import type { ChartMedicine, MedicineSource } from '../../src-shared/contract/chart.ts'
import { useCutis } from '../link/index.ts'
import {
  ChartForm,
  type FormProps,
  filled,
  isPartDate,
  NoteField,
  PartDateField,
  partDate,
  typedDate,
  useSaved,
} from './form-parts.tsx'
import { SubstanceField } from './substance-field.tsx'
import { useFreshId } from './use-fresh-id.ts'

const sources: readonly MedicineSource[] = ['patient', 'relative', 'other-prescriber', 'letter']

const draftOf = (before: ChartMedicine | undefined) => ({
  name: before?.name ?? '',
  sig: before?.sig ?? '',
  since: typedDate(before?.since),
  source: sources.find(one => one === before?.source) ?? 'patient',
  note: before?.note ?? '',
})
type Draft = ReturnType<typeof draftOf>

const saidOf = (draft: Draft, before: ChartMedicine | undefined) => {
  const name = draft.name.trim()
  const codes = before?.name === name && before.codes.length > 0 ? before.codes : codesFor(name, 'medicine')
  return {
    name,
    codes,
    source: draft.source,
    ...filled('sig', draft.sig),
    ...partDate('since', draft.since),
    ...(before?.until !== undefined && { until: before.until.slice(0, 10) }),
    ...filled('note', draft.note),
  }
}

/** A medicine that the patient takes from elsewhere. */
export function MedicineForm({ before, ...props }: FormProps & { readonly before: ChartMedicine | undefined }) {
  const { t } = useTranslation('chart')
  const { chart } = useCutis()
  const [draft, setDraft] = useState(() => draftOf(before))
  const fresh = useFreshId()
  const onSuccess = useSaved(props.onDone)
  const add = useMutation(chart.addMedicine.mutationOptions({ onSuccess }))
  const change = useMutation(chart.changeMedicine.mutationOptions({ onSuccess }))
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const submit = () => {
    const said = saidOf(draft, before)
    if (before) change.mutate({ recordId: before.recordId, seenAt: before.updatedAt, ...said })
    else add.mutate({ recordId: fresh(said), patientId: props.patientId, ...said })
  }
  return (
    <ChartForm
      title={before ? before.name : t('add.medicines')}
      whole={draft.name.trim() !== '' && isPartDate(draft.since)}
      saving={before ? change : add}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <SubstanceField of="medicine" value={draft.name} onChange={name => set({ name })} />
      <TextInput
        label={t('sig')}
        description={t('sigHint')}
        value={draft.sig}
        maxLength={500}
        onChange={event => set({ sig: event.currentTarget.value })}
      />
      <PartDateField label={t('since')} value={draft.since} onChange={since => set({ since })} />
      <Select
        label={t('source')}
        data={sources.map(value => ({ value, label: t(`sources.${value}`) }))}
        value={draft.source}
        allowDeselect={false}
        onChange={chosen => set({ source: sources.find(one => one === chosen) ?? draft.source })}
      />
      <NoteField value={draft.note} onChange={note => set({ note })} />
    </ChartForm>
  )
}
