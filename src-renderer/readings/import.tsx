import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Binding } from '../../src-shared/contract/monitoring.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { type PlaceProps, Screen, useReplace } from '../ui/index.ts'
import { DeviceStep } from './device-step.tsx'
import { FindPatient } from './find-patient.tsx'
import { ImportProgress } from './import-progress.tsx'
import { PatientStep } from './patient-step.tsx'
import styles from './readings.module.css'

interface Held {
  readonly patientId: PatientId
  readonly binding: Binding
}

/** Import for nurses, steps on one page: who, which device, how far, what it holds, and only then kept. */
export function Import({ place }: PlaceProps<'import'>) {
  const { t } = useTranslation()
  const { patientId, importId, deviceKey } = place
  const replace = useReplace()
  const [held, setHeld] = useState<Held>()
  const [trouble, setTrouble] = useState<unknown>()
  // A binding never outlives the patient it was made for.
  const binding = held?.patientId === patientId ? held?.binding : undefined
  const choose = (chosen: PatientId, scanned?: string) => {
    setTrouble(undefined)
    setHeld(scanned === undefined ? undefined : { patientId: chosen, binding: { by: 'barcode', code: scanned } })
    replace({ ...place, patientId: chosen })
  }
  const rebind = (next: Binding | undefined) => {
    setTrouble(undefined)
    setHeld(patientId && next && { patientId, binding: next })
  }
  const again = () => replace({ at: 'import', ...(patientId && { patientId }), ...(deviceKey && { deviceKey }) })
  return (
    <Screen title={t('intake.title')}>
      <div className={styles.columns}>
        <div className={styles.steps}>
          {patientId === undefined ? (
            <FindPatient onChoose={choose} />
          ) : (
            <PatientStep
              patientId={patientId}
              binding={binding}
              running={importId !== undefined}
              trouble={trouble}
              onBind={rebind}
            />
          )}
          <DeviceStep
            key={importId ?? 'none'}
            bound={patientId && binding && { patientId, binding }}
            chosenKey={deviceKey}
            running={importId !== undefined}
            onChoose={key => replace({ ...place, deviceKey: key })}
            onStarted={id => replace({ ...place, importId: id })}
            onRefused={error => {
              setHeld(undefined)
              setTrouble(error)
            }}
          />
        </div>
        <div className={styles.wide}>
          <ImportProgress importId={importId} onAgain={again} />
        </div>
      </div>
    </Screen>
  )
}
