import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PatientId } from '../../src-shared/ids.ts'
import { dayText, Failed, tell } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './chart.module.css'
import { partDateFrom } from './typed.ts'

/** What every form of the chart is given. */
export interface FormProps {
  readonly patientId: PatientId
  readonly onClose: () => void
  /** The line is kept; the form is over. */
  readonly onDone: () => void
}

interface ChartFormProps {
  readonly title: string
  /** What the button says; "Save" without. */
  readonly button?: string
  readonly whole: boolean
  readonly saving: { readonly isPending: boolean; readonly error: unknown }
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A form in the side panel: its fields, what failed, and the one button. */
export function ChartForm({ title, button, whole, saving, onSubmit, onClose, children }: ChartFormProps) {
  const { t } = useTranslation('chart')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (whole && !saving.isPending) onSubmit()
  }
  return (
    <SidePanel title={title} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        {children}
        {saving.error !== null && saving.error !== undefined && <Failed error={saving.error} />}
        <Button type="submit" disabled={!whole} loading={saving.isPending}>
          {button ?? t('save')}
        </Button>
      </form>
    </SidePanel>
  )
}

/** Says that it is saved and ends the form. */
export function useSaved(onDone: () => void, says?: string): () => void {
  const { t } = useTranslation('chart')
  return () => {
    tell(says ?? t('saved'))
    onDone()
  }
}

/** A text that is left away where it is empty. */
export const filled = <Name extends string>(name: Name, text: string): { readonly [Key in Name]?: string } =>
  (text.trim() === '' ? {} : { [name]: text.trim() }) as { readonly [Key in Name]?: string }

/** A date that people may know in part only. `value` is the typed text. */
export function PartDateField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (typed: string) => void
}) {
  const { t } = useTranslation('chart')
  const [left, setLeft] = useState(false)
  return (
    <TextInput
      label={label}
      description={t('onsetHint')}
      value={value}
      error={left && !isPartDate(value) && t('onsetWrong')}
      onChange={event => {
        setLeft(false)
        onChange(event.currentTarget.value)
      }}
      onBlur={() => setLeft(true)}
      autoComplete="off"
    />
  )
}

/** True for an empty field, too: nobody has to know. */
export const isPartDate = (typed: string): boolean => typed.trim() === '' || partDateFrom(typed) !== undefined

/** The element of a date in part; nothing where the field is empty. */
export const partDate = <Name extends string>(name: Name, typed: string): { readonly [Key in Name]?: string } =>
  filled(name, partDateFrom(typed) ?? '')

/** A date of a record as it is typed back. */
export const typedDate = (date: string | undefined): string => (date === undefined ? '' : dayText(date))

export function NoteField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('chart')
  return (
    <Textarea
      label={t('note')}
      value={value}
      maxLength={2000}
      autosize
      maxRows={4}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
