import type { records } from '../../src-shared/contract/records.ts'
import type { Service } from '../kernel/service.ts'
import { caseRowOf } from './case-calls.ts'
import { idIn } from './coded.ts'
import type { Desk } from './desk.ts'
import { type HeldOf, only, resourceOf } from './held.ts'
import { fullNameOf } from './patient.ts'
import { demandPatient, faceOf } from './patient-calls.ts'
import { newTask, taskOf } from './task.ts'

const mostListed = 200

/** Midnight of this day where the workstation stands, ISO 8601 in UTC. */
const startOfDay = (now: string): string => {
  const day = new Date(now)
  day.setHours(0, 0, 0, 0)
  return day.toISOString()
}

type TaskCalls = Pick<Service<typeof records>, 'today' | 'addTask' | 'closeTask'>

/** What is to be done, and today's visits. */
export const taskCalls = (desk: Desk): TaskCalls => {
  const { store, newId, at, put, change, commit } = desk
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
      await commit(by, patient ? { ...act, patientId: patient.id } : act, [put(task)])
      return taskOf(task, patient && fullNameOf(resourceOf(patient) as HeldOf<'Patient'>))
    },
    closeTask: async ({ taskId }, asking) => {
      const task = await desk.demand('Task', taskId)
      const patientId = idIn('Patient', task.for)
      const act = { name: 'records.closeTask', action: 'U', entity: `Task/${taskId}` } as const
      const done = { status: 'completed', lastModified: at() } as const
      const row = patientId === undefined ? undefined : await store.patient(patientId)
      const name = row && fullNameOf(resourceOf(row) as HeldOf<'Patient'>)
      if (task.status === 'completed') return taskOf(task, name)
      await commit(asking.who(), patientId ? { ...act, patientId } : act, [change({ type: 'Task', id: taskId }, done)])
      return taskOf({ ...task, ...done }, name)
    },
  }
}
