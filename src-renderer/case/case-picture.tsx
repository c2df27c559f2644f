import { IconPhoto } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { CaseRow } from '../../src-shared/contract/records.ts'
import { Empty } from '../ui/states.tsx'
import { stampText } from '../ui/when.ts'
import type { PictureRef } from '../viewer/picture.ts'
import { ScaleText } from '../viewer/scale-text.tsx'
import type { Stage } from '../viewer/stage.ts'
import { usePictures } from '../viewer/use-stock.ts'
import { useViewerActions } from '../viewer/use-viewer-actions.ts'
import { Viewer } from '../viewer/viewer.tsx'
import { WellButton } from '../viewer/well-button.tsx'
import styles from './case-desk.module.css'
import { viewLabel } from './shot-order.ts'

interface CasePictureProps {
  readonly stage: Stage
  readonly shown: Shot | undefined
  readonly all: readonly Shot[]
  readonly row: CaseRow
}

const refOf = ({ blobId, widthPx, heightPx }: Shot): PictureRef => ({ id: blobId, longPx: Math.max(widthPx, heightPx) })

/** The chosen picture, with the next and the previous one already fetched. */
export function CasePicture({ stage, shown, all, row }: CasePictureProps) {
  const { t } = useTranslation('case')
  const tools = useViewerActions(stage)
  const at = shown ? all.indexOf(shown) : -1
  const soon = [all[at + 1], all[at - 1]].flatMap(shot => (shot ? [refOf(shot)] : []))
  const [picture] = usePictures(shown ? [refOf(shown)] : [], soon)
  const label = shown
    ? `${viewLabel(shown.view, row.presentation)}, ${shown.siteName}, ${stampText(shown.takenAt)}`
    : ''
  return (
    <div className={styles.middle}>
      <div className={styles.picture}>
        {shown ? (
          <Viewer stage={stage} pane="case" picture={picture} label={label} />
        ) : (
          <Empty icon={IconPhoto} title={t('noImages')} />
        )}
      </div>
      <div className={styles.under}>
        {tools.map(action => (
          <WellButton key={action.id} action={action} iconOnly />
        ))}
        <span className={styles.count}>
          <ScaleText stage={stage} pane="case" />
        </span>
        <span className={styles.label} title={label}>
          {label}
        </span>
        {shown && <span className={styles.count}>{t('imageOf', { at: at + 1, count: all.length })}</span>}
      </div>
    </div>
  )
}
