import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLinkState } from '../link/index.ts'
import styles from './frame.module.css'

/** One line across the window while the engine does not answer. Nothing on screen is taken away. */
export function EngineState() {
  const { t } = useTranslation()
  const state = useLinkState()
  if (state !== 'gone' && state !== 'refused') return null
  return (
    <div className={styles.gone} role="alert">
      <IconPlugConnectedX size={16} stroke={2} aria-hidden />
      {t(`frame.${state}`)}
    </div>
  )
}
