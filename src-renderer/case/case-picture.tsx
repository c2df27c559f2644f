import { IconPhoto } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { CaseRow } from '../../src-shared/contract/records.ts'
import { Empty } from '../ui/states.tsx'
import { stampText } from '../ui/when.ts'
import { isClip } from '../viewer/clip.ts'
import { type Picture, pictureRefOf } from '../viewer/picture.ts'
import { ScaleText } from '../viewer/scale-text.tsx'
import type { Stage } from '../viewer/stage.ts'
import { usePictures } from '../viewer/use-stock.ts'
import { useViewerActions } from '../viewer/use-viewer-actions.ts'
import { Viewer } from '../viewer/viewer.tsx'
import { WellButton } from '../viewer/well-button.tsx'
import styles from './case-desk.module.css'
import { ClipPlayer } from './clip-player.tsx'
import { MeasureLayer } from './measure-layer.tsx'
import { MeasureStrip } from './measure-strip.tsx'
import { viewLabel } from './shot-order.ts'
import type { Measuring } from './use-measuring.ts'

interface CasePictureProps {
  readonly stage: Stage
  readonly shown: Shot | undefined
  readonly all: readonly Shot[]
  readonly row: CaseRow
  readonly measuring: Measuring
}

/** The chosen picture, with the next and the previous one already fetched. */
export function CasePicture({ stage, shown, all, row, measuring }: CasePictureProps) {
  const { t } = useTranslation('case')
  const tools = useViewerActions(stage)
  const at = shown ? all.indexOf(shown) : -1
  const soon = [all[at + 1], all[at - 1]].flatMap(shot => (shot && !isClip(shot) ? [pictureRefOf(shot)] : []))
  const [picture] = usePictures(shown && !isClip(shown) ? [pictureRefOf(shown)] : [], soon)
  const label = shown
    ? `${viewLabel(shown.view, row.presentation)}, ${shown.siteName}, ${stampText(shown.takenAt)}`
    : ''
  return (
    <div className={styles.middle}>
      <div className={styles.working}>
        {shown ? (
          <Shown stage={stage} shown={shown} picture={picture} label={label} measuring={measuring} />
        ) : (
          <div className={styles.picture}>
            <Empty icon={IconPhoto} title={t('noImages')} />
          </div>
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

type ShownProps = Pick<CasePictureProps, 'stage' | 'measuring'> & {
  readonly shown: Shot
  readonly picture: Picture | undefined
  readonly label: string
}

/** A clip plays; everything else is looked at and measured on. */
function Shown({ stage, shown, picture, label, measuring }: ShownProps) {
  if (isClip(shown))
    return (
      <div className={styles.picture}>
        <ClipPlayer shot={shown} label={label} />
      </div>
    )
  return (
    <>
      <MeasureStrip measuring={measuring} />
      <div className={styles.picture}>
        <Viewer stage={stage} pane="case" picture={picture} label={label}>
          {view => <MeasureLayer stage={stage} view={view} shot={shown} measuring={measuring} />}
        </Viewer>
      </div>
    </>
  )
}
