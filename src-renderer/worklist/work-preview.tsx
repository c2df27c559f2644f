import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { WorkRow } from '../../src-shared/contract/consults.ts'
import { useCutis } from '../link/index.ts'
import { ClockLines } from '../ui/clock-lines.tsx'
import { FiredRules } from '../ui/fired-rules.tsx'
import { Field, Fields, Panel, stampText } from '../ui/index.ts'
import { SmallPicture } from '../ui/small-picture.tsx'
import { Suitability } from '../ui/suitability.tsx'
import styles from './worklist.module.css'

/** The consult under the cursor, without opening it. */
export function WorkPreview({ row }: { row: WorkRow | undefined }) {
  const { t } = useTranslation('worklist')
  return (
    <aside className={styles.preview}>
      <Panel title={t('preview')} fill reachable>
        {row ? <Previewed row={row} /> : <p>{t('choose')}</p>}
      </Panel>
    </aside>
  )
}

function Previewed({ row }: { row: WorkRow }) {
  const { t } = useTranslation('worklist')
  const { data: consult } = useQuery(useCutis().consults.consult.queryOptions({ input: { consultId: row.consultId } }))
  return (
    <div className={styles.previewed}>
      <p className={styles.question}>{row.question}</p>
      <div className={styles.pictures}>
        {row.images.map((blobId, at) => (
          <span key={blobId} className={styles.well} title={t('picture', { at: at + 1, count: row.imageCount })}>
            <SmallPicture blobId={blobId} className={styles.picture} onNone={() => {}} />
          </span>
        ))}
      </div>
      <Fields>
        <Field label={t('column.site')}>{row.site || '–'}</Field>
        <Field label={t('column.referrer')}>{[row.referrer, row.organisation].filter(Boolean).join(', ')}</Field>
        <Field label={t('sentAt')}>{row.sentAt ? stampText(row.sentAt) : '–'}</Field>
      </Fields>
      {row.overridden && <p>{t('overridden')}</p>}
      {consult?.triage && <FiredRules triage={consult.triage} />}
      {consult?.triage && <Suitability suitability={consult.triage.suitability} />}
      {consult?.triage && <ClockLines clocks={consult.triage.clocks} />}
    </div>
  )
}
