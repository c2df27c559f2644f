import { Autocomplete, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PatientId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { present, withText } from './draft.ts'
import styles from './prescribing.module.css'
import type { DraftProps } from './sig-fields.tsx'

/** What it is for: a problem of the chart with its code, or words. */
export function IndicationField({ draft, onDraft, patientId }: DraftProps & { readonly patientId: PatientId }) {
  const { t } = useTranslation('prescribing')
  const chart = useQuery(useCutis().chart.view.queryOptions({ input: { patientId } }))
  const problems = chart.data?.problems.filter(({ status }) => status === 'active' || status === 'remission') ?? []
  const say = (text: string) => {
    const code = problems.find(problem => problem.text === text)?.icd10
    const indication = text.trim() === '' ? undefined : { display: text, ...(code !== undefined && { code }) }
    onDraft(present({ ...draft, indication }))
  }
  return (
    <Autocomplete
      size="xs"
      label={t('indication')}
      description={draft.indication?.code === undefined ? t('indicationHint') : draft.indication.code}
      data={[...new Set(problems.map(({ text }) => text))]}
      value={draft.indication?.display ?? ''}
      maxLength={300}
      onChange={say}
    />
  )
}

/** Where it is fetched: one of the clinic's pharmacies, or a name as typed. */
export function PharmacyFields({ draft, onDraft }: DraftProps) {
  const { t } = useTranslation('prescribing')
  const kept = useQuery(useCutis().prescribing.pharmacies.queryOptions())
  const list = kept.data ?? []
  const say = (text: string) => {
    const ncpdp = list.find(({ name }) => name === text)?.ncpdp
    onDraft(present({ ...draft, ...withText('pharmacyName', text), pharmacy: ncpdp }))
  }
  return (
    <div className={styles.row}>
      <Autocomplete
        size="xs"
        label={t('pharmacy')}
        data={list.map(({ name }) => name)}
        value={draft.pharmacyName ?? ''}
        maxLength={200}
        onChange={say}
      />
      <TextInput
        label={t('ncpdp')}
        value={draft.pharmacy ?? ''}
        maxLength={20}
        onChange={event => onDraft(present({ ...draft, ...withText('pharmacy', event.currentTarget.value) }))}
      />
    </div>
  )
}

/** From when it holds, and until when it may be dispensed. */
export function DateFields({ draft, onDraft }: DraftProps) {
  const { t } = useTranslation('prescribing')
  return (
    <div className={styles.row}>
      <DayField
        label={t('effective')}
        value={draft.effectiveOn ?? ''}
        onChange={day => onDraft(present({ ...draft, ...withText('effectiveOn', day) }))}
      />
      <DayField
        label={t('expires')}
        value={draft.expiresOn ?? ''}
        onChange={day => onDraft(present({ ...draft, ...withText('expiresOn', day) }))}
      />
    </div>
  )
}
