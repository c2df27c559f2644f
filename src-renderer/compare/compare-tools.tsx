import { useStore } from 'zustand'
import type { Action } from '../ui/actions.ts'
import type { Stage } from '../viewer/stage.ts'
import { useViewerActions } from '../viewer/use-viewer-actions.ts'
import { WellButton } from '../viewer/well-button.tsx'
import styles from './compare-desk.module.css'

interface CompareToolsProps {
  readonly stage: Stage
  readonly actions: { readonly link: Action; readonly swap: Action; readonly earlier: Action; readonly later: Action }
}

/** The row of buttons between the pictures and the dates. */
export function CompareTools({ stage, actions }: CompareToolsProps) {
  const view = useViewerActions(stage)
  const linked = useStore(stage.store, state => state.linked)
  return (
    <div className={styles.tools}>
      <WellButton action={actions.link} pressed={linked} />
      <WellButton action={actions.swap} />
      <span className={styles.gap} />
      <WellButton action={actions.earlier} iconOnly />
      <WellButton action={actions.later} iconOnly />
      <span className={styles.gap} />
      {view.map(action => (
        <WellButton key={action.id} action={action} iconOnly />
      ))}
    </div>
  )
}
