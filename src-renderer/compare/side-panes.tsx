import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import type { Picture } from '../viewer/picture.ts'
import { type PaneId, paneIds } from './choice.ts'
import styles from './compare-desk.module.css'
import { ComparePane, NoPicture } from './compare-pane.tsx'
import { Legend } from './legend.tsx'
import type { PairStage } from './pair-stage.ts'
import { PaneMarks } from './pane-marks.tsx'
import type { Blended } from './use-blended.ts'
import type { Choice } from './use-choice.ts'

interface SidePanesProps {
  readonly stage: PairStage
  readonly active: PaneId
  readonly choice: Choice
  readonly pictureOf: (shot: Shot | undefined) => Picture | undefined
  readonly lesions: readonly Lesion[]
  readonly blended: Blended
  readonly measuring: { readonly measures: boolean; readonly setMeasures: (on: boolean) => void }
}

/** Two to four pictures beside each other, all laid as the first one lies. */
export function SidePanes({ stage, active, choice, pictureOf, lesions, blended, measuring }: SidePanesProps) {
  const { paint, wantsDifference, difference, residual } = blended
  return (
    <div className={styles.panes} data-count={choice.shown.length}>
      {choice.shown.map((shot, at) => {
        const id = paneIds[at] ?? 'left'
        if (!shot) return <NoPicture key={id} />
        return (
          <ComparePane
            key={id}
            id={id}
            stage={stage}
            shot={shot}
            picture={pictureOf(shot)}
            lesion={lesions.find(({ lesionId }) => lesionId === shot.lesionId)}
            active={active === id}
            paint={id === 'left' ? paint : undefined}
            over={view => (
              <PaneMarks
                stage={stage}
                pane={id}
                view={view}
                shot={shot}
                measures={measuring.measures && active === id}
                onLeave={() => measuring.setMeasures(false)}
              />
            )}
          >
            {id === 'left' && wantsDifference && <Legend difference={difference} residual={residual} />}
          </ComparePane>
        )
      })}
    </div>
  )
}
