import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useActions } from '../ui/actions.ts'
import { useFocusHere } from '../ui/focus.ts'
import styles from './verdict.module.css'

interface RejectFormProps {
  readonly busy: boolean
  readonly onReject: (reason: string) => void
  readonly onLeave: () => void
}

/** Asks why a registration is rejected: the next reader should not have to guess. */
export function RejectForm({ busy, onReject, onLeave }: RejectFormProps) {
  const { t } = useTranslation('compare')
  const [reason, setReason] = useState('')
  const field = useFocusHere<HTMLInputElement>()
  useActions([{ id: 'compare.leave-reject', label: t('leave'), shortcut: 'escape', perform: onLeave, keysOnly: true }])
  const short = reason.trim().length < 3
  return (
    <form
      className={styles.reject}
      onSubmit={event => {
        event.preventDefault()
        if (!short) onReject(reason.trim())
      }}
    >
      <TextInput
        ref={field}
        label={t('rejectWhy')}
        placeholder={t('rejectHint')}
        value={reason}
        maxLength={300}
        onChange={event => setReason(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy} disabled={short}>
        {t('rejectNow')}
      </Button>
      <Button variant="default" onClick={onLeave}>
        {t('leave')}
      </Button>
    </form>
  )
}
