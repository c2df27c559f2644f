import { useStore } from 'zustand'
import type { Action } from '../ui/actions.ts'
import { useViewerActions } from '../viewer/use-viewer-actions.ts'
import { WellButton } from '../viewer/well-button.tsx'
import styles from './compare-desk.module.css'
import type { PairStage } from './pair-stage.ts'
import { type Mode, useView } from './view-store.ts'

interface CompareToolsProps {
  readonly stage: PairStage
  readonly modes: readonly (Action & { readonly mode: Mode })[]
  /** Link, lay, difference, measure. */
  readonly looks: readonly Action[]
  readonly choices: readonly Action[]
  readonly measures: boolean
}

/** The row of buttons between the pictures and the dates. */
export function CompareTools({ stage, modes, looks, choices, measures }: CompareToolsProps) {
  const view = useViewerActions(stage)
  const linked = useStore(stage.store, state => state.linked)
  const { mode, difference } = useView()
  const pressedOf: Readonly<Record<string, boolean>> = {
    'compare.link': linked,
    'compare.difference': difference,
    'compare.measure': measures,
  }
  return (
    <div className={styles.tools}>
      {modes.map(action => (
        <WellButton key={action.id} action={action} pressed={action.mode === mode} />
      ))}
      <span className={styles.gap} />
      {looks.map(action => {
        const pressed = pressedOf[action.id]
        return <WellButton key={action.id} action={action} iconOnly {...(pressed !== undefined && { pressed })} />
      })}
      <span className={styles.gap} />
      {choices.map(action => (
        <WellButton key={action.id} action={action} iconOnly />
      ))}
      <span className={styles.gap} />
      {view.map(action => (
        <WellButton key={action.id} action={action} iconOnly />
      ))}
    </div>
  )
}
