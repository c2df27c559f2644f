import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicySettingView } from '../../src-shared/contract/policies.ts'
import { DayField } from '../ui/day-field.tsx'
import { dayText } from '../ui/when.ts'
import styles from './desk.module.css'
import { useSettingText } from './setting-text.ts'

interface SettingProps {
  readonly setting: PolicySettingView
  readonly value: string
  readonly onValue: (value: string) => void
}

/** One value of a row: a number within its limits, one of its options, or a list of days. */
export function SettingField({ setting, value, onValue }: SettingProps) {
  const { t } = useTranslation('policies')
  const label = useSettingText()(setting.id)
  if (setting.kind === 'days') return <DaysField label={label} value={value} onValue={onValue} />
  if (setting.kind === 'choice')
    return (
      <Select
        label={label}
        description={t('proposed', { value: setting.value })}
        data={setting.options}
        value={value}
        allowDeselect={false}
        onChange={chosen => onValue(chosen ?? setting.value)}
      />
    )
  return (
    <TextInput
      label={label}
      description={t('within', { value: setting.value, min: setting.min, max: setting.max, unit: setting.unit })}
      inputMode="decimal"
      value={value}
      maxLength={12}
      onChange={event => onValue(event.currentTarget.value.replace(',', '.').trim())}
    />
  )
}

interface DaysProps {
  readonly label: string
  /** ISO days in order, with a space between. */
  readonly value: string
  readonly onValue: (value: string) => void
}

function DaysField({ label, value, onValue }: DaysProps) {
  const { t } = useTranslation('policies')
  const [day, setDay] = useState('')
  const days = value === '' ? [] : value.split(' ')
  const keep = (next: readonly string[]) => onValue([...new Set(next)].toSorted().join(' '))
  const add = () => {
    keep([...days, day])
    setDay('')
  }
  return (
    <fieldset className={styles.days}>
      <legend>{label}</legend>
      {days.length === 0 && <p className={styles.line}>{t('noDays')}</p>}
      <ul className={styles.dayList}>
        {days.map(one => (
          <li key={one} className={styles.pharmacy}>
            {dayText(one)}
            <ActionIcon
              variant="default"
              aria-label={t('dropDay', { day: dayText(one) })}
              onClick={() => keep(days.filter(other => other !== one))}
            >
              <IconX size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {/* A new field for the next day: what was typed goes with the day that was added. */}
      <DayField key={days.length} label={t('anotherDay')} value={day} onChange={setDay} />
      <Button variant="default" disabled={day === '' || days.includes(day)} onClick={add}>
        {t('addDay')}
      </Button>
    </fieldset>
  )
}
