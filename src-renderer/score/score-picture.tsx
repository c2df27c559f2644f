import { useMemo } from 'react'
import { criteria } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { MarksLayer } from '../marks/marks-layer.tsx'
import type { Shape } from '../marks/shape.ts'
import type { Spot } from '../marks/spot.ts'
import { stampText } from '../ui/when.ts'
import { ScaleText } from '../viewer/scale-text.tsx'
import { openStage } from '../viewer/stage.ts'
import { usePictures } from '../viewer/use-stock.ts'
import { useViewerActions } from '../viewer/use-viewer-actions.ts'
import { Viewer } from '../viewer/viewer.tsx'
import { WellButton } from '../viewer/well-button.tsx'
import styles from './score.module.css'
import type { Looked } from './score-desk.tsx'
import type { Suggestion } from './suggested.ts'
import { shapesOf, type Ticks } from './ticks.ts'

interface ScorePictureProps {
  readonly shot: Shot
  readonly ticks: Ticks
  readonly looked: Looked
  /** A suggestion that is looked at: dashed, since nobody took it yet. */
  readonly offered: Suggestion | undefined
  readonly target: string | undefined
  readonly nameOf: (code: string) => string
  readonly onDrawn: (ring: readonly Spot[]) => void
  readonly onLeave: () => void
  readonly onLook: (looked: Looked) => void
}

const offeredShape = ({ regions }: Suggestion, name: string): Shape => ({
  id: 'suggestion',
  name,
  look: 'suggestion',
  lines: regions.map(points => ({ points, closed: points.length > 2 })),
})

/** The picture with the places of all ticks; what is looked at lights up, the rest steps back. */
export function ScorePicture(props: ScorePictureProps) {
  const { shot, ticks, looked, offered, target, nameOf, onDrawn, onLeave, onLook } = props
  const stage = useMemo(() => openStage('score'), [])
  const tools = useViewerActions(stage)
  const { blobId, widthPx, heightPx } = shot
  const [picture] = usePictures([{ id: blobId, longPx: Math.max(widthPx, heightPx) }], [])
  const only = looked && 'codes' in looked ? new Set(looked.codes) : undefined
  const chosen = looked && 'code' in looked ? looked.code : target
  const shapes = [...shapesOf(ticks, nameOf, only), ...(offered ? [offeredShape(offered, nameOf(offered.code))] : [])]
  const choose = (id: string | undefined) => {
    const code = id?.split('#')[0]
    if (code === undefined || !criteria.some(one => one.code === code)) return
    onLook({ code })
    document.getElementById(`tick-${code}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div className={styles.left}>
      <div className={styles.picture}>
        <Viewer stage={stage} pane="score" picture={picture} label={`${shot.siteName}, ${stampText(shot.takenAt)}`}>
          {view => (
            <MarksLayer
              stage={stage}
              pane="score"
              view={view}
              extent={{ widthPx, heightPx }}
              shapes={shapes}
              chosen={chosen}
              onChoose={choose}
              tool={target === undefined ? undefined : 'region'}
              onDrawn={(_tool, points) => onDrawn(points)}
              onLeave={onLeave}
            />
          )}
        </Viewer>
      </div>
      <div className={styles.under}>
        {tools.map(action => (
          <WellButton key={action.id} action={action} iconOnly />
        ))}
        <ScaleText stage={stage} pane="score" />
      </div>
    </div>
  )
}
