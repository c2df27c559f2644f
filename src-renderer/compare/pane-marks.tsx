import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Tool } from '../marks/drawing.ts'
import { useMarkWords } from '../marks/mark-words.ts'
import { MarksLayer } from '../marks/marks-layer.tsx'
import { measurementOf } from '../marks/remeasured.ts'
import { scaleOf } from '../marks/scale-of.ts'
import { shapeOf } from '../marks/shape.ts'
import type { Spot } from '../marks/spot.ts'
import { useMarks } from '../marks/use-marks.ts'
import type { PaneView } from '../viewer/pane-view.ts'
import type { Stage } from '../viewer/stage.ts'
import styles from './compare-desk.module.css'
import { useScaleFacts } from './use-joining.ts'

interface PaneMarksProps {
  readonly stage: Stage
  readonly pane: string
  readonly view: PaneView
  readonly shot: Shot
  /** Lengths are being drawn on this pane. */
  readonly measures: boolean
  readonly onLeave: () => void
}

/** What was measured on a pane's picture, and a length drawn on it: on the picture as it was taken, never on a bent one. */
export function PaneMarks({ stage, pane, view, shot, measures, onLeave }: PaneMarksProps) {
  const { t } = useTranslation('compare')
  const words = useMarkWords()
  const marks = useMarks(shot)
  const facts = useScaleFacts(shot)
  const shapes = marks.marks.flatMap(mark => shapeOf(mark, { name: words.name(mark), label: words.label(mark) }) ?? [])
  const onDrawn = (tool: Tool, points: readonly Spot[], placePx: number) => {
    const scale = scaleOf(shot, facts.marks, facts.calibrations)?.scale
    if (tool === 'length') marks.add(measurementOf({ tool, points, placePx }, scale))
  }
  return (
    <>
      <MarksLayer
        stage={stage}
        pane={pane}
        view={view}
        extent={shot}
        shapes={shapes}
        tool={measures ? 'length' : undefined}
        onDrawn={onDrawn}
        onLeave={onLeave}
      />
      {marks.error !== null && (
        <p className={styles.remark} role="alert">
          {t('notMeasured')}
        </p>
      )}
    </>
  )
}
