import { useTranslation } from 'react-i18next'
import { troubleOf } from '../link/index.ts'
import styles from './notices.module.css'
import { SmallStill } from './still.ts'
import type { ImportDesk } from './use-import.ts'

/** What just went wrong or is under way, over the picture: files being read, files refused, a still that was too small. */
export function Notices({ imports, shutterError }: { imports: ImportDesk; shutterError: unknown }) {
  const { t } = useTranslation('capture')
  const { reading, share, waiting, failed, dropping } = imports
  const words = [
    reading === undefined
      ? ''
      : share === undefined
        ? t('importing', { name: reading })
        : t('importingShare', { name: reading, percent: Math.floor(share * 100) }),
    waiting === 0 ? '' : t('filesWaiting', { count: waiting }),
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <>
      {dropping && <div className={styles.drop}>{t('dropHere')}</div>}
      <div className={styles.notices}>
        {shutterError !== undefined && <ShutterNotice error={shutterError} />}
        {failed && <FileNotice name={failed.name} error={failed.error} />}
        {words !== '' && (
          <output className={styles.notice}>
            {words}
            <button type="button" className={styles.stop} onClick={imports.stop}>
              {t('stopImport')}
            </button>
          </output>
        )}
      </div>
    </>
  )
}

function ShutterNotice({ error }: { error: unknown }) {
  const { t } = useTranslation('capture')
  const text = ({ width, height }: { width: number; height: number }) => `${width} × ${height}`
  return (
    <div className={styles.notice} role="alert">
      {error instanceof SmallStill
        ? t('smallStill', { got: text(error.got), promised: text(error.promised) })
        : t('stillFailed')}
    </div>
  )
}

function FileNotice({ name, error }: { name: string; error: unknown }) {
  const { t } = useTranslation('capture')
  const { says, next } = troubleOf(error)
  return (
    <div className={styles.notice} role="alert">
      <strong>{t('importFailed', { name })}</strong> {says} {next}
    </div>
  )
}
