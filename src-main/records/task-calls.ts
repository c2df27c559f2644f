import type { records, TaskRow } from '../../src-shared/contract/records.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Service } from '../kernel/service.ts'
import { caseRowOf } from './case-calls.ts'
import { codeIn, codeSystem, idIn } from './coded.ts'
import type { Desk } from './desk.ts'
import { type HeldOf, only, resourceOf } from './held.ts'
import { fullNameOf } from './patient.ts'
import { demandPatient, faceOf } from './patient-calls.ts'
import { newTask, type TaskFace, taskOf } from './task.ts'

const mostListed = 200

/** Midnight of this day where the workstation stands, ISO 8601 in UTC. */
const startOfDay = (now: string): string => {
  const day = new Date(now)
  day.setHours(0, 0, 0, 0)
  return day.toISOString()
}

type TaskCalls = Pick<Service<typeof records>, 'today' | 'tasks' | 'addTask' | 'closeTask' | 'reopenTask'>

const isOpen = ({ status }: Pick<TaskRow, 'status'>): boolean => status === 'requested' || status === 'in-progress'
const byDue = (one: TaskFace, other: TaskFace): number => (one.dueOn ?? '9999').localeCompare(other.dueOn ?? '9999')

/** What is to be done, and today's visits. */
export const taskCalls = (desk: Desk): TaskCalls => {
  const { store, newId, at, put } = desk
  return {
    today: async () => {
      const [tasks, cases] = await Promise.all([
        store.openTasks(mostListed),
        store.liveCases(startOfDay(at()), mostListed),
      ])
      const ids = new Set([...tasks, ...cases].flatMap(({ patientId }) => patientId ?? []))
      const patients = new Map((await store.patients([...ids])).map(row => [row.id, row]))
      const nameOf = (id: string | undefined): string | undefined => {
        const row = patients.get(id ?? '')
        return row && fullNameOf(resourceOf(row) as HeldOf<'Patient'>)
      }
      return {
        tasks: only('Task', tasks).map(({ resource }) => taskOf(resource, nameOf(idIn('Patient', resource.for)))),
        cases: cases.flatMap(row => {
          const patient = patients.get(row.patientId ?? '')
          return patient ? [{ ...caseRowOf(row), patient: faceOf(patient) }] : []
        }),
      }
    },
    addTask: async (input, asking) => {
      const patient = input.patientId ? await demandPatient(desk, input.patientId) : undefined
      const [id, by] = [newId(), asking.who()]
      const task = newTask(id, input, { by, at: at() })
      const act = { name: 'records.addTask', action: 'C', entity: `Task/${id}` } as const
      await desk.commit(by, patient ? { ...act, patientId: patient.id } : act, [put(task)])
      return taskOf(task, patient && fullNameOf(resourceOf(patient) as HeldOf<'Patient'>))
    },
    tasks: async ({ patientId }) =>
      only('Task', await store.ofPatient(patientId))
        .filter(({ resource }) => codeIn(`${codeSystem}/task`, resource.code) !== 'consult')
        .map(({ resource }) => taskOf(resource))
        .filter(isOpen)
        .toSorted(byDue),
    closeTask: ({ taskId }, asking) =>
      turn(desk, { name: 'records.closeTask', taskId, to: 'completed', by: asking.who() }),
    reopenTask: ({ taskId, status }, asking) =>
      turn(desk, { name: 'records.reopenTask', taskId, to: status, by: asking.who() }),
  }
}

interface Turn {
  readonly name: string
  readonly taskId: string
  readonly to: TaskRow['status']
  readonly by: Caller
}

/** Sets the state of a task; one that is there already is left as it is. */
async function turn(desk: Desk, { name, taskId, to, by }: Turn): Promise<TaskFace> {
  const task = await desk.demand('Task', taskId)
  const patientId = idIn('Patient', task.for)
  const row = patientId === undefined ? undefined : await desk.store.patient(patientId)
  const patientName = row && fullNameOf(resourceOf(row) as HeldOf<'Patient'>)
  if (task.status === to) return taskOf(task, patientName)
  const set = { status: to, lastModified: desk.at() } as const
  const act = { name, action: 'U', entity: `Task/${taskId}`, ...(patientId !== undefined && { patientId }) } as const
  await desk.commit(by, act, [desk.change({ type: 'Task', id: taskId }, set)])
  return taskOf({ ...task, ...set }, patientName)
}
