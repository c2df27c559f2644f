import { SegmentedControl, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChartProblem, ProblemStatus } from '../../src-shared/contract/chart.ts'
import { useCutis } from '../link/index.ts'
import { useFocusHere } from '../ui/focus.ts'
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
import { IcdField } from './icd-field.tsx'
import { useFreshId } from './use-fresh-id.ts'

const statuses: readonly ProblemStatus[] = ['active', 'remission', 'resolved']

const draftOf = (before: ChartProblem | undefined) => ({
  text: before?.text ?? '',
  icd10: before?.icd10,
  status: statuses.find(one => one === before?.status) ?? 'active',
  onset: typedDate(before?.onset),
  note: before?.note ?? '',
})

/** A problem in the clinician's own words, with its code where there is one. */
export function ProblemForm({ before, ...props }: FormProps & { readonly before: ChartProblem | undefined }) {
  const { t } = useTranslation('chart')
  const { chart } = useCutis()
  const [draft, setDraft] = useState(() => draftOf(before))
  const here = useFocusHere<HTMLInputElement>()
  const fresh = useFreshId()
  const onSuccess = useSaved(props.onDone)
  const add = useMutation(chart.addProblem.mutationOptions({ onSuccess }))
  const change = useMutation(chart.changeProblem.mutationOptions({ onSuccess }))
  const { text, icd10, status, onset, note } = draft
  const submit = () => {
    const said = { text: text.trim(), status, ...filled('icd10', icd10 ?? ''), ...partDate('onset', onset) }
    const whole = { ...said, ...filled('note', note) }
    if (before) change.mutate({ recordId: before.recordId, seenAt: before.updatedAt, ...whole })
    else add.mutate({ recordId: fresh(whole), patientId: props.patientId, ...whole })
  }
  return (
    <ChartForm
      title={before ? before.text : t('add.problems')}
      whole={text.trim() !== '' && isPartDate(onset)}
      saving={before ? change : add}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <TextInput
        ref={here}
        label={t('name')}
        value={text}
        maxLength={300}
        onChange={event => setDraft({ ...draft, text: event.currentTarget.value })}
      />
      <IcdField
        value={icd10}
        onChange={row => setDraft({ ...draft, icd10: row?.code, text: row && text.trim() === '' ? row.title : text })}
      />
      <SegmentedControl
        aria-label={t('status')}
        data={statuses.map(value => ({ value, label: t(`statuses.${value}`) }))}
        value={status}
        onChange={value => setDraft({ ...draft, status: value as ProblemStatus })}
      />
      <PartDateField label={t('onset')} value={onset} onChange={typed => setDraft({ ...draft, onset: typed })} />
      <NoteField value={note} onChange={typed => setDraft({ ...draft, note: typed })} />
    </ChartForm>
  )
}
