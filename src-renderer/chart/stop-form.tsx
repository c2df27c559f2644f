import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChartMedicine } from '../../src-shared/contract/chart.ts'
import { useCutis } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { useFocusHere } from '../ui/focus.ts'
import { isoDayOf } from '../ui/index.ts'
import { ChartForm, type FormProps, filled, useSaved } from './form-parts.tsx'

/** A medicine that is not taken any more: since when, and why. */
export function StopForm({ before, onClose, onDone }: FormProps & { readonly before: ChartMedicine }) {
  const { t } = useTranslation('chart')
  const [on, setOn] = useState(() => isoDayOf(new Date()))
  const [reason, setReason] = useState('')
  const here = useFocusHere<HTMLInputElement>()
  const onSuccess = useSaved(onDone, t('stopped'))
  const stop = useMutation(useCutis().chart.stopMedicine.mutationOptions({ onSuccess }))
  const { recordId, updatedAt: seenAt } = before
  return (
    <ChartForm
      title={`${t('stop')}: ${before.name}`}
      button={t('stop')}
      whole={on !== ''}
      saving={stop}
      onSubmit={() => stop.mutate({ recordId, seenAt, on, ...filled('reason', reason) })}
      onClose={onClose}
    >
      <DayField label={t('stopOn')} value={on} onChange={setOn} />
      <TextInput
        ref={here}
        label={t('stopWhy')}
        value={reason}
        maxLength={300}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </ChartForm>
  )
}
