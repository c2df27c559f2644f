import { useTranslation } from 'react-i18next'
import type { TaskRow } from '../../src-shared/contract/records.ts'
import { may } from '../../src-shared/policy.ts'
import { useMe } from '../link/index.ts'
import { Panel, useGoTo } from '../ui/index.ts'
import { NewTask, TaskList } from '../ui/task-list.tsx'
import { DueLesions } from './due.tsx'
import styles from './today.module.css'
import { Waiting } from './waiting.tsx'

const isOpen = ({ status }: TaskRow): boolean => status === 'requested' || status === 'in-progress'

/** What is to be done, late first. */
export function Tasks({ tasks }: { tasks: readonly TaskRow[] }) {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const { role } = useMe()
  const open = tasks.filter(isOpen)
  return (
    <div className={styles.side}>
      <Waiting />
      {may(role, 'image.read') && <DueLesions />}
      <Panel title={t('today.tasks')} note={open.length} fill flush>
        <TaskList tasks={open} onOpen={({ patientId }) => patientId && goTo({ at: 'patient', patientId })} />
        <NewTask />
      </Panel>
    </div>
  )
}
