import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
import { IconAlarm, IconCheck, IconChecklist, IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskRow } from '../../src-shared/contract/records.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { troubleOf, useClient, useCutis } from '../link/index.ts'
import { DayField } from './day-field.tsx'
import { Empty, Failed } from './states.tsx'
import { StatusChip } from './status-chip.tsx'
import styles from './task-list.module.css'
import { useToday } from './today.ts'
import { offerUndo, tell } from './undo.tsx'
import { dayText, isoDayOf } from './when.ts'

/** Late first, then by due day; what has no day comes last. */
export const byDue = (a: TaskRow, b: TaskRow): number => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999')

interface TaskListProps {
  readonly tasks: readonly TaskRow[]
  readonly onOpen?: (task: TaskRow) => void
}

/** Tasks still to do, each with its day and one button to be done with it. */
export function TaskList({ tasks, onOpen }: TaskListProps) {
  const { t } = useTranslation()
  const close = useClosing()
  if (tasks.length === 0) return <Empty icon={IconChecklist} title={t('task.none')} />
  return (
    <>
      {close.error && <Failed error={close.error} />}
      <ul className={styles.tasks}>
        {[...tasks].sort(byDue).map(task => (
          <li key={task.taskId} className={styles.task}>
            <Tooltip label={t('task.done')}>
              <ActionIcon
                variant="default"
                size={24}
                aria-label={t('task.doneOf', { text: task.text })}
                loading={close.isPending && close.variables?.taskId === task.taskId}
                onClick={() => close.mutate(task)}
              >
                <IconCheck size={14} />
              </ActionIcon>
            </Tooltip>
            <TaskText task={task} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** Done with a task; for some seconds that can be taken back. */
function useClosing() {
  const { t } = useTranslation()
  const { records } = useClient()
  const reopen = ({ taskId, status }: TaskRow) =>
    records
      .reopenTask({ taskId, status: status === 'in-progress' ? status : 'requested' })
      .catch((error: unknown) => tell(troubleOf(error).says))
  return useMutation({
    mutationFn: ({ taskId }: TaskRow) => records.closeTask({ taskId }),
    onSuccess: (_, task) =>
      offerUndo({
        says: t('task.closed', { text: task.text }),
        undoLabel: t('state.undo'),
        undo: () => void reopen(task),
      }),
  })
}

function TaskText({ task, onOpen }: { task: TaskRow; onOpen: TaskListProps['onOpen'] }) {
  const words = (
    <>
      {task.text}
      <span className={styles.of}>
        {onOpen && task.patientName}
        <Due dueOn={task.dueOn} />
      </span>
    </>
  )
  if (!onOpen || task.patientId === undefined) return <span className={styles.text}>{words}</span>
  return (
    <button type="button" className={styles.text} onClick={() => onOpen(task)}>
      {words}
    </button>
  )
}

function Due({ dueOn }: Pick<TaskRow, 'dueOn'>) {
  const { t } = useTranslation()
  const today = isoDayOf(useToday())
  if (dueOn === undefined) return null
  if (dueOn < today)
    return <StatusChip icon={IconAlarm} word={t('task.late', { day: dayText(dueOn) })} tone="bad" quiet />
  if (dueOn === today) return <StatusChip icon={IconAlarm} word={t('task.today')} tone="warn" quiet />
  return <span className={styles.day}>{dayText(dueOn)}</span>
}

/** One line to write a task down. */
export function NewTask({ patientId }: { patientId?: PatientId }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [dueOn, setDueOn] = useState('')
  const clear = () => {
    setText('')
    setDueOn('')
  }
  const add = useMutation(useCutis().records.addTask.mutationOptions({ onSuccess: clear }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    add.mutate({ text: text.trim(), ...(dueOn && { dueOn }), ...(patientId && { patientId }) })
  }
  return (
    <form className={styles.add} onSubmit={submit}>
      <TextInput
        className={styles.grow}
        aria-label={t('task.new')}
        placeholder={t('task.new')}
        value={text}
        maxLength={300}
        onChange={event => setText(event.currentTarget.value)}
        error={add.error && t('task.notSaved')}
      />
      <DayField className={styles.due} label={t('task.due')} labelHidden value={dueOn} onChange={setDueOn} />
      <ActionIcon type="submit" variant="default" size={30} aria-label={t('task.add')} loading={add.isPending}>
        <IconPlus size={16} />
      </ActionIcon>
    </form>
  )
}
