import { usePlace } from '../ui/place.ts'
import { EngineState } from './engine-state.tsx'
import styles from './frame.module.css'
import { useGlobalActions } from './global-actions.ts'
import { KeySheet, useKeySheet } from './key-sheet.tsx'
import { Palette } from './palette.tsx'
import { PlaceScreen } from './places.tsx'
import { Rail } from './rail.tsx'
import { useStirring } from './stirring.ts'
import { TopBar } from './top-bar.tsx'

/** What stands around every signed-in screen: the rail, the bar with the patient, the state of the workstation. */
export function Frame({ clinicName, demo }: { clinicName: string | undefined; demo: boolean }) {
  const place = usePlace()
  const sheet = useKeySheet()
  const actions = useGlobalActions(sheet.toggle)
  useStirring()
  return (
    <div className={styles.frame}>
      <Rail actions={actions} />
      <TopBar clinicName={clinicName} demo={demo} actions={actions} />
      <EngineState />
      <main className={styles.screen}>
        <PlaceScreen place={place} />
      </main>
      <Palette />
      <KeySheet {...sheet} />
    </div>
  )
}
