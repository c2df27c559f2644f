import { useTranslation } from 'react-i18next'
import type { KeyStanding } from '../../src-shared/contract/key-standing.ts'
import { isForged } from '../../src-shared/signing/standing.ts'
import styles from './key-lines.module.css'

interface KeyLinesProps {
  /** Undefined for what was signed before there were signatures. */
  readonly signature: { readonly valid: boolean; readonly key: KeyStanding } | undefined
}

/** Whether something signed still is what was signed, and whether the signer's key holds: the same words everywhere. */
export function KeyLines({ signature }: KeyLinesProps) {
  const { t } = useTranslation('signing')
  if (signature === undefined) return <p className={styles.soft}>{t('nameAlone')}</p>
  const { valid, key } = signature
  return (
    <>
      <p className={valid ? styles.soft : styles.bad}>{t(valid ? 'unchanged' : 'changed')}</p>
      <p className={isForged(key) ? styles.bad : styles.soft}>{t(`key.${key}`)}</p>
    </>
  )
}
