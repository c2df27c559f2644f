import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import { Answer, Panel, useGoTo } from '../ui/index.ts'
import { TaskList } from '../ui/task-list.tsx'
import styles from './schedule.module.css'

/** What is due on a day or was before it: reminders of appointments among the rest. */
export function TasksOfDay({ day }: { day: string }) {
  const { t } = useTranslation('schedule')
  const goTo = useGoTo()
  const today = useQuery(useCutis().records.today.queryOptions())
  const due = (today.data?.tasks ?? []).filter(
    ({ status, dueOn }) => (status === 'requested' || status === 'in-progress') && dueOn !== undefined && dueOn <= day,
  )
  return (
    <Panel title={t('dayTasks')} note={due.length} flush>
      <Answer of={today} rows={2}>
        {() =>
          due.length === 0 ? (
            <p className={styles.none}>{t('dayTasksNone')}</p>
          ) : (
            <TaskList tasks={due} onOpen={({ patientId }) => patientId && goTo({ at: 'patient', patientId })} />
          )
        }
      </Answer>
    </Panel>
  )
}
