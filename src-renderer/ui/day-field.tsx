import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayFrom } from './day-from.ts'
import { dayText } from './when.ts'

interface DayFieldProps {
  readonly label: string
  /** The label is said but not drawn. */
  readonly labelHidden?: boolean
  /** `1961-11-24`, or empty. */
  readonly value: string
  /** Told the ISO day, or an empty text while there is none. */
  readonly onChange: (iso: string) => void
  readonly className?: string | undefined
}

/** A day by typing, shown back as `24 Nov 1961` so that day and month cannot be taken for each other. */
export function DayField({ label, labelHidden = false, value, onChange, className }: DayFieldProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<string>()
  const typed = draft ?? (value === '' ? '' : dayText(value))
  const wrong = typed.trim() !== '' && dayFrom(typed) === undefined
  const [left, setLeft] = useState(false)
  const leave = () => {
    setLeft(true)
    if (dayFrom(typed) !== undefined) setDraft(undefined)
  }
  return (
    <TextInput
      className={className}
      {...(labelHidden ? { 'aria-label': label } : { label })}
      placeholder={t('day.placeholder')}
      value={typed}
      error={left && wrong && (labelHidden ? true : t('day.wrong'))}
      onChange={event => {
        setDraft(event.currentTarget.value)
        setLeft(false)
        onChange(dayFrom(event.currentTarget.value) ?? '')
      }}
      onBlur={leave}
      autoComplete="off"
    />
  )
}
