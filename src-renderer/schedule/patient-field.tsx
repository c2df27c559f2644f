import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PatientId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { dayText } from '../ui/index.ts'

interface PatientFieldProps {
  readonly value: PatientId | undefined
  readonly onChange: (patientId: PatientId | undefined) => void
}

/** A patient by name, number or birth date. */
export function PatientField({ value, onChange }: PatientFieldProps) {
  const { t } = useTranslation('schedule')
  const [text, setText] = useState('')
  const asked = text.split(',')[0]?.trim() ?? ''
  const { data = [] } = useQuery({
    ...useCutis().records.findPatients.queryOptions({ input: { text: asked, limit: 12 } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Select
      label={t('patient')}
      searchable
      data={data.map(({ patientId, family, given, birthDate }) => ({
        value: patientId,
        label: [[family, given].filter(Boolean).join(' '), birthDate && dayText(birthDate)].filter(Boolean).join(', '),
      }))}
      filter={({ options }) => options}
      nothingFoundMessage={t('noPatient')}
      value={value ?? null}
      onSearchChange={setText}
      onChange={id => onChange((id ?? undefined) as PatientId | undefined)}
    />
  )
}
