import { ActionIcon, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRow, PatientView } from '../../src-shared/contract/records.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { dayOf, dayText, Panel, useGoTo } from '../ui/index.ts'
import { presentationLabel } from '../ui/presentation.ts'
import { Answer } from '../ui/states.tsx'
import { NewTask, TaskList } from '../ui/task-list.tsx'
import styles from './patient.module.css'

/** Problems, cases and tasks: always in sight beside the time axis. */
export function Summary({ view }: { view: PatientView }) {
  const { t } = useTranslation()
  const { patientId } = view.patient
  const { role } = useMe()
  const asked = useQuery(useCutis().records.tasks.queryOptions({ input: { patientId } }))
  return (
    <div className={styles.right}>
      <Problems patientId={patientId} problems={view.problems} writes={may(role, 'patient.write')} />
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

interface ProblemsProps {
  readonly patientId: PatientId
  readonly problems: PatientView['problems']
  readonly writes: boolean
}

function Problems({ patientId, problems, writes }: ProblemsProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const add = useMutation(useCutis().records.addProblem.mutationOptions({ onSuccess: () => setText('') }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') add.mutate({ patientId, text: text.trim() })
  }
  return (
    <Panel title={t('patient.problems')} note={problems.length} flush>
      {problems.length === 0 && <p className={styles.none}>{t('patient.noProblems')}</p>}
      <ul className={styles.problems}>
        {problems.map(problem => (
          <li key={problem.recordId} className={styles.problem}>
            <span className={styles.grow}>{problem.text}</span>
            <span className={styles.soft}>{problem.since ? dayText(problem.since) : problem.status}</span>
          </li>
        ))}
      </ul>
      {writes && (
        <form className={styles.add} onSubmit={submit}>
          <TextInput
            className={styles.grow}
            aria-label={t('patient.newProblem')}
            placeholder={t('patient.newProblem')}
            value={text}
            maxLength={300}
            onChange={event => setText(event.currentTarget.value)}
            error={add.error && t('task.notSaved')}
          />
          <ActionIcon
            type="submit"
            variant="default"
            size={30}
            aria-label={t('patient.newProblem')}
            loading={add.isPending}
          >
            <IconPlus size={16} />
          </ActionIcon>
        </form>
      )}
    </Panel>
  )
}
