import { IconCheck, IconDownload, IconHeartRateMonitor } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PatientId } from '../../src-shared/ids.ts'
import { type Action, ActionButton, useGoTo } from '../ui/index.ts'
import styles from './readings.module.css'

interface KeptNoticeProps {
  /** Absent when one comes back to an import that was kept before. */
  readonly kept: { readonly added: number; readonly known: number; readonly quarantined: number } | undefined
  readonly patientId: PatientId
  readonly onAgain: () => void
}

/** What became of it, and where to go next. */
export function KeptNotice({ kept, patientId, onAgain }: KeptNoticeProps) {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const waits = kept !== undefined && kept.quarantined > 0
  const open: Action = {
    id: 'intake.open',
    label: t('intake.open'),
    icon: IconHeartRateMonitor,
    perform: () => goTo({ at: 'readings', patientId, tab: waits ? 'quarantine' : 'table' }),
  }
  const again: Action = { id: 'intake.another', label: t('intake.another'), icon: IconDownload, perform: onAgain }
  const words = kept
    ? [
        t('intake.added', { count: kept.added }),
        ...(kept.known > 0 ? [t('intake.known', { count: kept.known })] : []),
        ...(waits ? [t('intake.quarantined', { count: kept.quarantined })] : []),
      ]
    : [t('intake.keptTitle')]
  return (
    <output className={`${styles.notice} ${styles.bar}`} data-tone="ok">
      <IconCheck size={20} aria-hidden className={styles.ok} />
      <strong>{words.join(' · ')}</strong>
      <span className={`${styles.right} ${styles.end}`}>
        <ActionButton action={again} />
        <ActionButton action={open} variant="filled" />
      </span>
    </output>
  )
}
