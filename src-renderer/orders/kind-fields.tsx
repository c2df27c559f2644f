import { MultiSelect, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { loincRows } from '../../src-shared/clinical/loinc.ts'
import type { BlobId, LesionId } from '../../src-shared/ids.ts'
import { stampText } from '../ui/index.ts'
import { doseUnitText, type OrderDraft } from './draft.ts'
import type { FieldsProps } from './new-order.tsx'
import styles from './orders.module.css'

const techniques = ['shave', 'punch', 'excision'] as const
const places = ['in-person', 'other-specialty'] as const
const lights = ['narrow-band-uvb', 'broad-band-uvb', 'puva', 'uva1', 'excimer'] as const
const tests = loincRows
  .filter(({ kind }) => kind === 'laboratory')
  .map(({ code, name }) => ({ value: code, label: name }))

function Question({ draft, set }: Pick<FieldsProps, 'draft' | 'set'>) {
  const { t } = useTranslation('orders')
  return (
    <Textarea
      label={t('question')}
      value={draft.question}
      maxLength={2000}
      autosize
      maxRows={4}
      onChange={event => set({ question: event.currentTarget.value })}
    />
  )
}

function Images({ draft, known, set }: FieldsProps) {
  const { t } = useTranslation('orders')
  if (known.shots.length === 0) return null
  return (
    <MultiSelect
      label={t('images')}
      data={known.shots.map(({ blobId, view, takenAt }) => ({
        value: blobId,
        label: t('picture', { view, at: stampText(takenAt) }),
      }))}
      value={[...draft.images]}
      onChange={images => set({ images: images as BlobId[] })}
    />
  )
}

/** To whom, what is asked, what goes with it. */
export function ReferralFields({ draft, known, set }: FieldsProps) {
  const { t } = useTranslation('orders')
  return (
    <>
      <SegmentedControl
        aria-label={t('place')}
        data={places.map(value => ({ value, label: t(`places.${value}`) }))}
        value={draft.place}
        onChange={value => set({ place: value as OrderDraft['place'] })}
      />
      <TextInput
        label={t('to')}
        description={t('toHint')}
        value={draft.to}
        maxLength={200}
        onChange={event => set({ to: event.currentTarget.value })}
      />
      <Question draft={draft} set={set} />
      <Images draft={draft} known={known} set={set} />
      {known.pairs.length > 0 && (
        <Select
          label={t('pair')}
          placeholder={t('noPair')}
          data={known.pairs.map(({ markId, by, at }) => ({
            value: markId,
            label: t('pairOf', { by, at: stampText(at) }),
          }))}
          value={draft.pairMarkId ?? null}
          onChange={markId => set({ pairMarkId: markId ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('noPair') }}
        />
      )}
      <TextInput
        label={t('coverage')}
        value={draft.coverage}
        maxLength={300}
        onChange={event => set({ coverage: event.currentTarget.value })}
      />
    </>
  )
}

/** Which lesion, how, and what the pathologist is asked. */
export function BiopsyFields({ draft, known, set }: FieldsProps) {
  const { t } = useTranslation('orders')
  return (
    <>
      <Select
        label={t('lesion')}
        data={known.lesions.map(({ lesionId, label, siteName }) => ({
          value: lesionId,
          label: `${label}, ${siteName}`,
        }))}
        value={draft.lesionId ?? null}
        onChange={lesionId => set({ lesionId: (lesionId as LesionId | null) ?? undefined })}
      />
      <SegmentedControl
        aria-label={t('technique')}
        data={techniques.map(value => ({ value, label: t(`techniques.${value}`) }))}
        value={draft.technique}
        onChange={value => set({ technique: value as OrderDraft['technique'] })}
      />
      <Question draft={draft} set={set} />
      <Images draft={draft} known={known} set={set} />
      {!known.hasSitePicture(draft.lesionId) && (
        <TextInput
          label={t('unpictured')}
          description={t('unpicturedHint')}
          value={draft.unpictured}
          maxLength={300}
          onChange={event => set({ unpictured: event.currentTarget.value })}
        />
      )}
    </>
  )
}

export function LaboratoryFields({ draft, set }: FieldsProps) {
  const { t } = useTranslation('orders')
  return (
    <MultiSelect
      label={t('tests')}
      data={tests}
      searchable
      value={[...draft.tests]}
      onChange={chosen => set({ tests: chosen })}
    />
  )
}

/** The light, its first dose as it is written, and how often. */
export function LightFields({ draft, set }: FieldsProps) {
  const { t } = useTranslation('orders')
  const field = (name: 'startDose' | 'sessions' | 'perWeek', label: string) => (
    <TextInput
      label={label}
      value={draft[name]}
      maxLength={12}
      inputMode="decimal"
      autoComplete="off"
      onChange={event => set({ [name]: event.currentTarget.value })}
    />
  )
  return (
    <>
      <Select
        label={t('light')}
        data={lights.map(value => ({ value, label: t(`lights.${value}`) }))}
        value={draft.light}
        allowDeselect={false}
        onChange={light => set({ light: (light as OrderDraft['light'] | null) ?? draft.light })}
      />
      <div className={styles.pair}>
        {field('startDose', t('dose'))}
        <Select
          label={t('unit')}
          data={(['mJ/cm2', 'J/cm2'] as const).map(value => ({ value, label: doseUnitText(value) }))}
          value={draft.doseUnit}
          allowDeselect={false}
          onChange={unit => set({ doseUnit: (unit as OrderDraft['doseUnit'] | null) ?? draft.doseUnit })}
        />
      </div>
      <div className={styles.pair}>
        {field('sessions', t('sessions'))}
        {field('perWeek', t('perWeek'))}
      </div>
    </>
  )
}
