import type { z } from 'zod'
import type { TaskRow } from '../../src-shared/contract/records.ts'
import { type Task, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { idIn, personOf, refTo, wordsFor } from './coded.ts'
import { present } from './present.ts'

export type TaskFace = z.input<typeof TaskRow>

export interface NewTask {
  readonly patientId?: string | undefined
  readonly text: string
  readonly dueOn?: string | undefined
}

/** A new Task (R4), intent order; the due day is the end of its restriction's period. */
export const newTask = (id: string, { patientId, text, dueOn }: NewTask, made: { by: Caller; at: string }): Task => {
  const task: Task = {
    resourceType: 'Task',
    id,
    status: 'requested',
    intent: 'order',
    description: text,
    authoredOn: made.at,
    lastModified: made.at,
    requester: personOf(made.by),
    ...(patientId !== undefined && { for: refTo('Patient', patientId) }),
    ...(dueOn !== undefined && { restriction: { period: { end: dueOn } } }),
  }
  return withLid(task, id)
}

const statuses: Readonly<Record<Task['status'], TaskFace['status']>> = {
  draft: 'requested',
  requested: 'requested',
  received: 'requested',
  accepted: 'requested',
  ready: 'requested',
  'in-progress': 'in-progress',
  'on-hold': 'in-progress',
  completed: 'completed',
  rejected: 'cancelled',
  cancelled: 'cancelled',
  failed: 'cancelled',
  'entered-in-error': 'cancelled',
}

const dueDay = (task: Task): string | undefined => {
  const end = task.restriction?.period?.end?.slice(0, 10)
  return end?.length === 10 ? end : undefined
}

/** A task as a list shows it; a due time known only to the month is left out. */
export const taskOf = (task: Task, patientName?: string): TaskFace =>
  present({
    taskId: task.id ?? '',
    text: task.description ?? wordsFor(task.code) ?? '',
    status: statuses[task.status],
    patientId: idIn('Patient', task.for),
    patientName: patientName || undefined,
    dueOn: dueDay(task),
  })
