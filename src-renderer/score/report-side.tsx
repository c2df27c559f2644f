import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ReportItem } from '../../src-shared/clinical/dermoscopy/report.ts'
import { Panel } from '../ui/index.ts'
import { stampText } from '../ui/when.ts'
import styles from './report.module.css'
import type { ReportGiven } from './report-form.tsx'
import type { KeptScore } from './scores.ts'

interface ReportSideProps {
  readonly given: ReportGiven
  readonly missing: readonly ReportItem[]
  readonly score: KeptScore | undefined
  readonly onOpen: (markId: string) => void
}

/** What is missing, what the report rests on, and what was signed before. */
export function ReportSide({ given: { marks, shot }, missing, score, onOpen }: ReportSideProps) {
  const { t } = useTranslation('dermoscopyReport')
  const reports = marks.filter(({ blobId, body }) => blobId === shot.blobId && body.kind === 'report').toReversed()
  return (
    <div className={styles.side}>
      <Panel title={t('missing')} note={missing.length}>
        {missing.length === 0 && <p className={styles.soft}>{t('complete')}</p>}
        <ul className={styles.missing}>
          {missing.map(({ id, number, label }) => (
            <li key={id}>
              {number} {label}
            </li>
          ))}
        </ul>
        <p className={styles.soft}>{t('says')}</p>
      </Panel>
      <Panel title={t('score')}>
        <p className={styles.soft}>
          {score ? t('scoreOf', { at: stampText(score.mark.at), by: score.mark.by }) : t('noScore')}
        </p>
      </Panel>
      <Panel title={t('reports')} note={reports.length}>
        {reports.length === 0 && <p className={styles.soft}>{t('noReports')}</p>}
        <ul className={styles.reports}>
          {reports.map(({ markId, at, by }) => (
            <li key={markId}>
              <span>{t('signedBy', { by, at: stampText(at) })}</span>
              <Button size="compact-sm" variant="default" onClick={() => onOpen(markId)}>
                {t('open')}
              </Button>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  )
}
