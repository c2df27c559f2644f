import { IconCloudUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './unsynced.module.css'

/** The small sign that something has not arrived at the clinic yet. */
export function Unsynced() {
  const { t } = useTranslation()
  return (
    <span className={styles.sign} title={t('person.unsynced')}>
      <IconCloudUp size={16} stroke={1.75} aria-hidden />
      <span className="visually-hidden">{t('person.unsynced')}</span>
    </span>
  )
}
