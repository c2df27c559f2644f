import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { loincOf, loincRows } from '../../src-shared/clinical/loinc.ts'
import { unitText } from '../../src-shared/clinical/unit-text.ts'
import type { NewResult } from '../../src-shared/contract/chart.ts'
import { useCutis } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { clockText, isoDayOf } from '../ui/index.ts'
import { momentOf, timeFrom } from '../ui/moment.ts'
import styles from './chart.module.css'
import { ChartForm, type FormProps, filled, NoteField, useSaved } from './form-parts.tsx'
import { numberFrom } from './typed.ts'
import { useFreshId } from './use-fresh-id.ts'

type Answer = Extract<NewResult['measured'], { kind: 'coded' }>['answer']
const answers: readonly Answer[] = ['negative', 'positive', 'indeterminate']

const tests = loincRows.filter(({ kind }) => kind === 'laboratory')

const draftOf = (loinc: string | undefined) => ({
  loinc: tests.find(({ code }) => code === loinc)?.code ?? tests[0]?.code ?? '',
  value: '',
  unit: '',
  low: '',
  high: '',
  answer: 'negative' as Answer,
  day: isoDayOf(new Date()),
  time: clockText(new Date()),
  note: '',
})
type Draft = ReturnType<typeof draftOf>

/** An end of the range: nothing, or an exact number; `undefined` for what is neither. */
const endFrom = (typed: string): string | undefined => {
  if (typed.trim() === '') return ''
  const found = numberFrom(typed)
  return found && found.comparator === undefined ? found.value : undefined
}

/** What was found, as the engine takes it; undefined while the form is not whole. */
function measuredOf({ loinc, value, unit, low, high, answer }: Draft): NewResult['measured'] | undefined {
  const row = loincOf(loinc)
  if (row?.units.length === 0) return { kind: 'coded', answer }
  const [found, from, to] = [numberFrom(value), endFrom(low), endFrom(high)]
  if (found === undefined || from === undefined || to === undefined) return undefined
  return {
    kind: 'number',
    ...found,
    unit: unit || (row?.units[0] ?? ''),
    ...filled('low', from),
    ...filled('high', to),
  }
}

/** A result typed from paper, in the unit and with the range of the paper. */
export function ResultForm({ loinc, ...props }: FormProps & { readonly loinc: string | undefined }) {
  const { t } = useTranslation('chart')
  const [draft, setDraft] = useState(() => draftOf(loinc))
  const fresh = useFreshId()
  const onSuccess = useSaved(props.onDone)
  const add = useMutation(useCutis().chart.addResult.mutationOptions({ onSuccess }))
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const [measured, takenAt] = [measuredOf(draft), momentOf(draft.day, draft.time)]
  const submit = () => {
    if (measured === undefined || takenAt === undefined) return
    const said = { loinc: draft.loinc, takenAt, measured, ...filled('note', draft.note) }
    add.mutate({ recordId: fresh(said), patientId: props.patientId, ...said })
  }
  return (
    <ChartForm
      title={t('add.results')}
      whole={measured !== undefined && takenAt !== undefined}
      saving={add}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <Select
        label={t('test')}
        searchable
        data={tests.map(({ code, name }) => ({ value: code, label: name }))}
        value={draft.loinc}
        allowDeselect={false}
        onChange={code => set({ loinc: code ?? draft.loinc, unit: '' })}
      />
      <FoundFields draft={draft} onChange={set} />
      <div className={styles.pair}>
        <DayField className={styles.grow} label={t('day')} value={draft.day} onChange={day => set({ day })} />
        <TextInput
          className={styles.narrow}
          label={t('time')}
          placeholder="14:05"
          value={draft.time}
          error={draft.time.length > 3 && timeFrom(draft.time) === undefined && t('timeWrong')}
          onChange={event => set({ time: event.currentTarget.value })}
          autoComplete="off"
        />
      </div>
      <NoteField value={draft.note} onChange={note => set({ note })} />
    </ChartForm>
  )
}

interface FoundProps {
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
}

/** A number with its unit and range, or one of three answers: as the test gives it. */
function FoundFields({ draft, onChange }: FoundProps) {
  const { t } = useTranslation('chart')
  const units = loincOf(draft.loinc)?.units ?? []
  if (units.length === 0)
    return (
      <SegmentedControl
        aria-label={t('answer')}
        data={answers.map(value => ({ value, label: t(`answers.${value}`) }))}
        value={draft.answer}
        onChange={value => onChange({ answer: value as Answer })}
      />
    )
  const wrong = (isWrong: boolean) => isWrong && t('valueWrong')
  return (
    <>
      <div className={styles.pair}>
        <TextInput
          className={styles.grow}
          label={t('value')}
          description={t('valueHint')}
          inputMode="decimal"
          value={draft.value}
          error={wrong(
            draft.value.trim() !== '' && draft.value.trim() !== '<' && numberFrom(draft.value) === undefined,
          )}
          onChange={event => onChange({ value: event.currentTarget.value })}
          autoComplete="off"
        />
        <Select
          className={styles.narrow}
          label={t('unit')}
          description={'\u{a0}'}
          data={units.map(value => ({ value, label: unitText(value) }))}
          value={draft.unit || (units[0] ?? null)}
          allowDeselect={false}
          onChange={unit => onChange({ unit: unit ?? '' })}
        />
      </div>
      <div className={styles.pair}>
        {(['low', 'high'] as const).map(end => (
          <TextInput
            key={end}
            className={styles.grow}
            label={t(end)}
            inputMode="decimal"
            value={draft[end]}
            error={wrong(endFrom(draft[end]) === undefined)}
            onChange={event => onChange({ [end]: event.currentTarget.value })}
            autoComplete="off"
          />
        ))}
      </div>
    </>
  )
}
