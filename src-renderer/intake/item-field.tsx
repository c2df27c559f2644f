import { Checkbox, NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './intake.module.css'
import { ListField } from './list-field.tsx'
import { SitesField } from './sites-field.tsx'
import type { History, IntakeDraft } from './use-intake-draft.ts'

type Key = keyof History
interface ItemProps {
  readonly code: Key
  readonly draft: IntakeDraft
}

/** The codes of an answer that is one of a few. */
const choices = {
  reason: ['diagnosis', 'management', 'triage', 'monitoring'],
  course: ['new', 'stable', 'slowly-changing', 'worsening', 'improving', 'comes-and-goes'],
  pregnancy: ['not-applicable', 'no', 'pregnant', 'trying', 'lactating', 'unknown'],
  fitzpatrick: ['I', 'II', 'III', 'IV', 'V', 'VI'],
  claimedUrgency: ['emergency', 'same-day', 'urgent', 'soon', 'routine', 'advice'],
} as const satisfies Partial<Record<Key, readonly string[]>>
const several = {
  immune: ['transplant', 'immunosuppressant', 'hiv', 'other'],
  skinCancer: ['melanoma', 'basal-cell', 'squamous-cell', 'other'],
} as const satisfies Partial<Record<Key, readonly string[]>>
const yesNo: ReadonlySet<Key> = new Set([
  'itch',
  'pain',
  'bleeding',
  'oozing',
  'discharge',
  'changeSize',
  'changeShape',
  'changeColour',
  'changeElevation',
  'familyMelanoma',
  'fever',
  'malaise',
  'mucosal',
] as const)
const lists: ReadonlySet<Key> = new Set(['treatments', 'medicines', 'allergies'] as const)
const scales: ReadonlySet<Key> = new Set(['itchScore', 'sleepScore'] as const)

/** One question of the history with the field its answer fits in. */
export function ItemField({ code, draft }: ItemProps) {
  if (yesNo.has(code)) return <YesNo code={code} draft={draft} />
  if (code in choices) return <OneOf code={code as keyof typeof choices} draft={draft} />
  if (code in several) return <SomeOf code={code as keyof typeof several} draft={draft} />
  if (lists.has(code)) return <ListField code={code as 'treatments'} draft={draft} />
  if (scales.has(code)) return <Scale code={code} draft={draft} />
  if (code === 'sites') return <SitesField draft={draft} />
  if (code === 'duration') return <Duration draft={draft} />
  return <Words code={code} draft={draft} />
}

function YesNo({ code, draft }: ItemProps) {
  const { t } = useTranslation('intake')
  const { t: codes } = useTranslation('intakeCodes')
  const id = useId()
  const value = draft.content.history[code]
  return (
    <div className={styles.item}>
      <span id={id}>{codes(`item.${code}`)}</span>
      <SegmentedControl
        aria-labelledby={id}
        value={value === undefined ? '' : value === true ? 'yes' : 'no'}
        onChange={chosen => draft.tell({ [code]: chosen === 'yes' })}
        data={[
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]}
      />
    </div>
  )
}

function OneOf({ code, draft }: { code: keyof typeof choices; draft: IntakeDraft }) {
  const { t: codes } = useTranslation('intakeCodes')
  return (
    <Select
      className={styles.wide}
      label={codes(`item.${code}`)}
      data={choices[code].map(value => ({ value, label: codes(`choice.${value}`) }))}
      value={draft.content.history[code] ?? null}
      onChange={chosen => draft.tell({ [code]: chosen ?? undefined })}
      clearable
    />
  )
}

function SomeOf({ code, draft }: { code: keyof typeof several; draft: IntakeDraft }) {
  const { t } = useTranslation('intake')
  const { t: codes } = useTranslation('intakeCodes')
  const chosen: readonly string[] | undefined = draft.content.history[code]
  const toggle = (value: string) => {
    const next = chosen?.includes(value) ? chosen.filter(one => one !== value) : [...(chosen ?? []), value]
    draft.tell({ [code]: next.length > 0 ? next : undefined })
  }
  return (
    <fieldset className={styles.several}>
      <legend>{codes(`item.${code}`)}</legend>
      <Checkbox
        label={t('none')}
        checked={chosen?.length === 0}
        onChange={event => draft.tell({ [code]: event.currentTarget.checked ? [] : undefined })}
      />
      {several[code].map(value => (
        <Checkbox
          key={value}
          label={codes(`choice.${value}`)}
          checked={chosen?.includes(value) ?? false}
          onChange={() => toggle(value)}
        />
      ))}
    </fieldset>
  )
}

function Scale({ code, draft }: ItemProps) {
  const { t: codes } = useTranslation('intakeCodes')
  const value = draft.content.history[code]
  return (
    <NumberInput
      label={codes(`item.${code}`)}
      min={0}
      max={10}
      allowDecimal={false}
      value={typeof value === 'number' ? value : ''}
      onChange={entered => draft.tell({ [code]: typeof entered === 'number' ? entered : undefined })}
    />
  )
}

const units = ['hours', 'days', 'weeks', 'months', 'years'] as const

function Duration({ draft }: { draft: IntakeDraft }) {
  const { t: codes } = useTranslation('intakeCodes')
  const { duration } = draft.content.history
  const unit = duration?.unit ?? 'weeks'
  return (
    <div className={styles.pair}>
      <NumberInput
        label={codes('item.duration')}
        min={0}
        max={1000}
        allowDecimal={false}
        value={duration?.value ?? ''}
        onChange={entered =>
          draft.tell({ duration: typeof entered === 'number' ? { value: entered, unit } : undefined })
        }
      />
      <Select
        aria-label={codes('item.duration')}
        data={units.map(value => ({ value, label: codes(`unit.${value}`) }))}
        value={unit}
        allowDeselect={false}
        onChange={chosen =>
          chosen && draft.tell({ duration: { value: duration?.value ?? 1, unit: chosen as typeof unit } })
        }
      />
    </div>
  )
}

const longWords: ReadonlySet<Key> = new Set(['question', 'previousTests'] as const)

function Words({ code, draft }: ItemProps) {
  const { t: codes } = useTranslation('intakeCodes')
  const held = draft.content.history[code]
  const value = typeof held === 'string' ? held : ''
  const onChange = (event: { currentTarget: { value: string } }) => draft.tell({ [code]: event.currentTarget.value })
  if (longWords.has(code))
    return (
      <Textarea
        className={styles.wide}
        label={codes(`item.${code}`)}
        autosize
        minRows={2}
        maxLength={2000}
        value={value}
        onChange={onChange}
      />
    )
  return (
    <TextInput
      className={styles.wide}
      label={codes(`item.${code}`)}
      maxLength={500}
      value={value}
      onChange={onChange}
    />
  )
}
