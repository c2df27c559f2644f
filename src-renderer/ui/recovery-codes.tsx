import { Button } from '@mantine/core'
import { IconCopy, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './recovery-codes.module.css'

/** Single-use codes, to print or copy. They are shown once and kept nowhere on the glass. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState<boolean>()
  const copy = () =>
    void navigator.clipboard.writeText(codes.join('\n')).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <div>
      <div className={styles.sheet} data-print>
        <p className={styles.onPaper}>{t('codes.paper')}</p>
        <ol className={styles.codes}>
          {codes.map(code => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </div>
      <div className={styles.buttons}>
        <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
          {t('codes.print')}
        </Button>
        <Button variant="default" leftSection={<IconCopy size={16} />} onClick={copy}>
          {copied ? t('codes.copied') : t('codes.copy')}
        </Button>
      </div>
      {copied === false && <p role="alert">{t('codes.notCopied')}</p>}
    </div>
  )
}
