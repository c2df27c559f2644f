import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CaseRow, PatientView } from '../../src-shared/contract/records.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { dayOf, Panel, useGoTo } from '../ui/index.ts'
import { presentationLabel } from '../ui/presentation.ts'
import { Answer } from '../ui/states.tsx'
import { NewTask, TaskList } from '../ui/task-list.tsx'
import { LesionSheet } from './lesion-sheet.tsx'
import styles from './patient.module.css'
import { PortalPanel } from './portal-panel.tsx'
import { usePatientState } from './state.ts'

/** Cases and tasks: always in sight beside the time axis. */
export function Summary({ view }: { view: PatientView }) {
  const { t } = useTranslation()
  const { patientId } = view.patient
  const { role } = useMe()
  const lesionId = usePatientState(state => state.lesionId)
  const lesion = view.lesions.find(one => one.lesionId === lesionId)
  const shots = useQuery(useCutis().capture.shots.queryOptions({ input: { patientId } }))
  const asked = useQuery(useCutis().records.tasks.queryOptions({ input: { patientId } }))
  return (
    <div className={styles.right}>
      {lesion && <LesionSheet lesion={lesion} shots={shots.data ?? []} />}
      <Panel title={t('patient.cases')} note={view.cases.length} fill flush>
        {view.cases.length === 0 && <p className={styles.none}>{t('patient.noCases')}</p>}
        {view.cases.map(row => (
          <CaseLine key={row.caseId} row={row} />
        ))}
      </Panel>
      <Panel title={t('patient.tasks')} note={asked.data?.length} flush>
        <Answer of={asked} rows={2}>
          {tasks => (tasks.length > 0 ? <TaskList tasks={tasks} /> : <p className={styles.none}>{t('task.none')}</p>)}
        </Answer>
        {may(role, 'task.write') && <NewTask patientId={patientId} />}
      </Panel>
      <PortalPanel patientId={patientId} />
    </div>
  )
}

function CaseLine({ row }: { row: CaseRow }) {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const { patientId, caseId } = row
  return (
    <button type="button" className={styles.case} onClick={() => goTo({ at: 'case', patientId, caseId })}>
      <span className={styles.grow}>
        {row.reason || presentationLabel(row.presentation)}
        <span className={styles.soft}>
          {dayOf(row.startedAt)} · {t(`caseStatus.${row.status}`)}
        </span>
      </span>
      <span className={styles.soft}>{t('patient.images', { count: row.imageCount })}</span>
    </button>
  )
}
