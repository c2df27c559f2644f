import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { BrushSurface } from '../marks/brush-surface.tsx'
import { DerivedView } from '../marks/derived-view.tsx'
import { useMarkWords } from '../marks/mark-words.ts'
import { MarksLayer } from '../marks/marks-layer.tsx'
import { labelSpot, type Shape, shapeOf } from '../marks/shape.ts'
import { middleOf } from '../marks/spot.ts'
import type { PaneView } from '../viewer/pane-view.ts'
import type { Stage } from '../viewer/stage.ts'
import styles from './measure.module.css'
import type { Measuring } from './use-measuring.ts'
import { suggestedId } from './use-outline.ts'

interface MeasureLayerProps {
  readonly stage: Stage
  readonly view: PaneView
  readonly shot: Shot
  readonly measuring: Measuring
}

/** What is measured on the picture, drawn over it. */
export function MeasureLayer({ stage, view, shot, measuring }: MeasureLayerProps) {
  const { t } = useTranslation('case')
  const { tool, chosen, remark, grey, brush } = measuring
  const shapes = useShapes(measuring)
  return (
    <>
      {grey.pixels && <DerivedView view={view} extent={shot} pixels={grey.pixels} says={t('greySays')} />}
      {grey.failed && (
        <p className={styles.remark} role="alert">
          {t('greyNone')}
        </p>
      )}
      <MarksLayer
        stage={stage}
        pane="case"
        view={view}
        extent={shot}
        shapes={shapes}
        tool={tool}
        chosen={chosen}
        onChoose={measuring.setChosen}
        onDrawn={measuring.drawn}
        onLeave={() => measuring.setTool(undefined)}
        onOutside={measuring.outside}
        {...(measuring.offWhy === undefined && !brush.inHand && { onReshape: measuring.reshape })}
      />
      {brush.inHand && (
        <BrushSurface
          stage={stage}
          pane="case"
          view={view}
          extent={shot}
          brush={brush.inHand}
          onBrush={brush.set}
          onTrace={measuring.outline.traced}
        />
      )}
      {remark !== undefined && (
        <p className={styles.remark} role="alert">
          {remark}
        </p>
      )}
    </>
  )
}

/** The picture's marks, and what is suggested and not yet one. */
function useShapes(measuring: Measuring): readonly Shape[] {
  const { t } = useTranslation('case')
  const words = useMarkWords()
  const { marks, marker } = measuring
  const shapes: Shape[] = marks.marks.flatMap(mark => {
    const shape = shapeOf(mark, { name: words.name(mark), label: words.label(mark) })
    return shape ? [shape] : []
  })
  if (marker) {
    const { line } = marker
    const name = t('markerLine')
    const lines = [{ points: line, closed: false }]
    shapes.push({ id: 'marker', name, label: name, labelAt: middleOf(...line), lines, look: 'suggestion' })
  }
  const { suggestion } = measuring.ruler
  if (suggestion?.found) {
    const lines = [{ points: suggestion.ends, closed: false }]
    const name = t('rulerSuggestion')
    shapes.push({ id: 'ruler', name, label: name, labelAt: middleOf(...suggestion.ends), lines, look: 'suggestion' })
  }
  shapes.push(...suggestedOutline(measuring, maker => t('outlineLabel', { maker })))
  return shapes
}

/** The suggested outline, dashed, with what made it; its corners while it is edited. */
function suggestedOutline({ outline }: Measuring, labelOf: (maker: string) => string): readonly Shape[] {
  const { suggestion, ring, editing } = outline
  const labelAt = ring && labelSpot(ring)
  if (!suggestion || !ring || !labelAt) return []
  const label = labelOf(`${suggestion.maker.name} ${suggestion.maker.version}`)
  const lines = [{ points: ring, closed: true }]
  const held = editing ? { handles: ring, nodes: true } : {}
  return [{ id: suggestedId, name: label, label, labelAt, lines, look: 'suggestion', ...held }]
}
