import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { StatusChip } from '../ui/status-chip.tsx'
import { differencesOf, spanOf } from './choice.ts'
import styles from './compare-desk.module.css'

/** How far apart in time, and in what the two were not taken alike. */
export function Alike({ left, right }: { left: Shot; right: Shot }) {
  const { t } = useTranslation('compare')
  const { unit, count } = spanOf(left, right)
  const differences = differencesOf(left, right).map(what => t(`differs${what}`))
  return (
    <span className={styles.alike}>
      {count === 0 ? t('sameDay') : t('apart', { span: t(unit, { count }) })}
      {differences.length > 0 && (
        <StatusChip icon={IconAlertTriangle} tone="warn" quiet word={t('differs', { what: differences.join(', ') })} />
      )}
    </span>
  )
}
