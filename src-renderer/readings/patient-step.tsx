import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Binding } from '../../src-shared/contract/monitoring.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { Failed, Panel, PatientLine } from '../ui/index.ts'
import { BindForm, Bound } from './bind-form.tsx'
import styles from './readings.module.css'

interface PatientStepProps {
  readonly patientId: PatientId
  readonly binding: Binding | undefined
  readonly running: boolean
  /** Why the engine did not believe the last binding. */
  readonly trouble: unknown
  readonly onBind: (binding: Binding | undefined) => void
}

/** Name and birth date beside the act, and how we know that it is this patient. */
export function PatientStep({ patientId, binding, running, trouble, onBind }: PatientStepProps) {
  const { t } = useTranslation()
  const view = useQuery(useCutis().records.patient.queryOptions({ input: { patientId } }))
  return (
    <Panel title={t('intake.patient')}>
      <div className={styles.form}>
        {view.data && <PatientLine patient={view.data.patient} />}
        {trouble !== undefined && <Failed error={trouble} />}
        {binding && <Bound binding={binding} {...(!running && { onAgain: () => onBind(undefined) })} />}
        {!binding && !running && <BindForm onBind={onBind} />}
      </div>
    </Panel>
  )
}
