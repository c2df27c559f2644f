import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { CaseRow, PatientView } from '../../src-shared/contract/records.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { Panel } from '../ui/panel.tsx'
import { presentationLabel } from '../ui/presentation.ts'
import { NewTask, TaskList } from '../ui/task-list.tsx'
import { stampText } from '../ui/when.ts'
import styles from './case-desk.module.css'
import type { CaseGiven } from './case-desk.tsx'
import { CloseCase } from './close-case.tsx'
import { GrowthPanel } from './growth-panel.tsx'
import { ImageFacts } from './image-facts.tsx'
import { MeasurePanel } from './measure-panel.tsx'
import { type Draft, Notes } from './notes.tsx'
import { OutlinePanel } from './outline-panel.tsx'
import { Problems } from './problems.tsx'
import { isOpen } from './use-case-actions.ts'
import type { Measuring } from './use-measuring.ts'

interface CaseSectionsProps {
  readonly given: CaseGiven
  readonly shown: Shot | undefined
  readonly draft: Draft
  readonly measuring: Measuring
}

/** History, notes, problems, tasks, and closing: what fills as one works. */
export function CaseSections({ given, shown, draft, measuring }: CaseSectionsProps) {
  const { role } = useMe()
  const { row, notes, view, shots } = given
  const { caseId } = row
  return (
    <div className={styles.sections}>
      <History row={row} />
      <Notes caseId={caseId} notes={notes} draft={draft} mayWrite={may(role, 'note.write')} />
      {shown && <MeasurePanel key={`${shown.blobId}-marks`} measuring={measuring} caseId={caseId} shots={shots} />}
      {shown && <OutlinePanel key={`${shown.blobId}-outline`} shot={shown} />}
      {shown?.lesionId && (
        <GrowthPanel
          key={`${shown.lesionId}-growth`}
          lesionId={shown.lesionId}
          lesionName={view.lesions.find(({ lesionId }) => lesionId === shown.lesionId)?.label ?? ''}
          shots={shots}
        />
      )}
      {shown && <ImageFacts key={shown.blobId} shot={shown} view={view} row={row} />}
      <Problems view={view} mayWrite={may(role, 'patient.write')} />
      <Tasks view={view} />
      {isOpen(row) && may(role, 'patient.write') && (
        <CloseCase row={row} shots={shots} noted={notes.length > 0} drafted={draft.text.trim() !== ''} />
      )}
    </div>
  )
}

function History({ row }: { row: CaseRow }) {
  const { t } = useTranslation('case')
  const { t: common } = useTranslation()
  return (
    <Panel title={t('history')}>
      <dl className={styles.facts}>
        <dt>{t('reason')}</dt>
        <dd>{row.reason || t('noReason')}</dd>
        <dt>{t('presentation')}</dt>
        <dd>{presentationLabel(row.presentation)}</dd>
        <dt>{t('started')}</dt>
        <dd>{stampText(row.startedAt)}</dd>
        {row.clinician !== undefined && <dt>{t('clinician')}</dt>}
        {row.clinician !== undefined && <dd>{row.clinician}</dd>}
        <dt>{t('status')}</dt>
        <dd>{common(`caseStatus.${row.status}`)}</dd>
      </dl>
    </Panel>
  )
}

function Tasks({ view: { patient } }: { view: PatientView }) {
  const { t } = useTranslation('case')
  const { role } = useMe()
  const today = useQuery(useCutis().records.today.queryOptions())
  const { patientId } = patient
  const tasks = (today.data?.tasks ?? []).filter(task => task.patientId === patientId)
  return (
    <Panel title={t('tasks')} note={tasks.length}>
      {tasks.length > 0 && <TaskList tasks={tasks} />}
      {may(role, 'task.write') && <NewTask patientId={patientId} />}
    </Panel>
  )
}
