import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type IcdCode, icdOf, searchIcd } from '../../src-shared/clinical/icd.ts'
import { isoDayOf, useToday } from '../ui/index.ts'

interface IcdFieldProps {
  readonly value: string | undefined
  readonly onChange: (row: IcdCode | undefined) => void
}

const labelOf = (code: string): string => [code, icdOf(code)?.title].filter(Boolean).join(' ')

/** A diagnosis code, found by words or by its beginning; those in use today. */
export function IcdField({ value, onChange }: IcdFieldProps) {
  const { t } = useTranslation('chart')
  const [typed, setTyped] = useState('')
  const today = useToday()
  const found = searchIcd(typed, { on: isoDayOf(today) })
  const codes = [...new Set([...found.map(({ code }) => code), ...(value === undefined ? [] : [value])])]
  const label = (code: string) =>
    icdOf(code)?.billable === false ? `${labelOf(code)} (${t('heading')})` : labelOf(code)
  return (
    <Select
      label={t('code')}
      description={t('codeHint')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('codeClear') }}
      data={codes.map(code => ({ value: code, label: label(code) }))}
      filter={({ options }) => options}
      nothingFoundMessage={typed.trim() === '' ? undefined : t('codeNone')}
      value={value ?? null}
      onSearchChange={setTyped}
      onChange={code => onChange(code === null ? undefined : icdOf(code))}
    />
  )
}
