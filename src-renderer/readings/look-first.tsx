import { Checkbox, Select } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ImportState } from '../../src-shared/contract/monitoring.ts'
import styles from './readings.module.css'

interface LookFirstProps {
  readonly said: ImportState
  readonly user: string | undefined
  readonly onUser: (user: string | undefined) => void
  readonly confirmed: boolean
  readonly onConfirm: (confirmed: boolean) => void
}

/** Why a person must look before anything counts, and the yes that makes it count. */
export function LookFirst({ said, user, onUser, confirmed, onConfirm }: LookFirstProps) {
  const { t } = useTranslation()
  const { quarantineFor, users } = said
  if (quarantineFor.length === 0 || said.rows.every(({ mark }) => mark !== 'new')) return null
  const needsUser = quarantineFor.includes('users') && user === undefined
  return (
    <section className={styles.notice} data-tone="warn" aria-label={t('intake.quarantineTitle')}>
      <strong className={styles.bound}>
        <IconAlertTriangle size={20} aria-hidden className={styles.warn} /> {t('intake.quarantineTitle')}
      </strong>
      <ul>
        {quarantineFor.map(reason => (
          <li key={reason}>{t(`intake.quarantineFor.${reason}`)}</li>
        ))}
      </ul>
      <div className={styles.bar}>
        {users.length > 1 && (
          <Select
            aria-label={t('intake.user')}
            placeholder={t('intake.everybody')}
            clearable
            value={user ?? null}
            onChange={chosen => onUser(chosen ?? undefined)}
            data={users.map(value => ({ value, label: t('intake.userName', { user: value }) }))}
          />
        )}
        {needsUser && <span>{t('intake.userFirst')}</span>}
        <Checkbox
          label={t('intake.confirm')}
          checked={confirmed}
          onChange={event => onConfirm(event.currentTarget.checked)}
        />
      </div>
    </section>
  )
}
