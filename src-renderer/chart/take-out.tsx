import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import { useFocusHere } from '../ui/focus.ts'
import styles from './chart.module.css'
import { ChartForm, type FormProps, useSaved } from './form-parts.tsx'
import type { Taken } from './use-chart-actions.ts'

/** Marks a line as entered in error; it stays in the history with the reason. */
export function TakeOut({ what, onClose, onDone }: FormProps & { readonly what: Taken }) {
  const { t } = useTranslation('chart')
  const [reason, setReason] = useState('')
  const here = useFocusHere<HTMLInputElement>()
  const onSuccess = useSaved(onDone, t('tookOut'))
  const out = useMutation(useCutis().chart.takeOut.mutationOptions({ onSuccess }))
  const { says, ...seen } = what
  return (
    <ChartForm
      title={t('takeOut')}
      button={t('takeOut')}
      whole={reason.trim().length >= 3}
      saving={out}
      onSubmit={() => out.mutate({ ...seen, reason: reason.trim() })}
      onClose={onClose}
    >
      <p className={styles.plain}>
        <strong>{says}</strong>
      </p>
      <TextInput
        ref={here}
        label={t('takeOutWhy')}
        description={t('takeOutHint')}
        value={reason}
        maxLength={300}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </ChartForm>
  )
}
