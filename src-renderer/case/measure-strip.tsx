import { useTranslation } from 'react-i18next'
import { ToolBar, useToolActions, useUndoActions } from '../marks/tool-bar.tsx'
import { WellButton } from '../viewer/well-button.tsx'
import styles from './measure.module.css'
import type { Measuring } from './use-measuring.ts'

const offered = ['length', 'ellipse', 'polygon', 'angle', 'colour'] as const

/** The measuring tools beside the picture. */
export function MeasureStrip({ measuring }: { measuring: Measuring }) {
  const { t } = useTranslation('marks')
  const { tool, setTool, offWhy, marks, grey } = measuring
  const tools = useToolActions({ offered, tool, setTool, offWhy })
  const undos = useUndoActions(marks)
  return (
    <div className={styles.strip} role="toolbar" aria-label={t('tools')} aria-orientation="vertical">
      <ToolBar actions={tools} tool={tool} />
      <WellButton action={grey.action} iconOnly pressed={grey.on} />
      <ToolBar actions={undos} tool={undefined} />
    </div>
  )
}
