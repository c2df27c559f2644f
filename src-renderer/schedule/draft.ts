import { type AppointmentKind, kindRules } from '../../src-shared/clinical/schedule/kinds.ts'
import type { ScheduleResource } from '../../src-shared/contract/schedule.ts'
import type { PatientId, RecordId } from '../../src-shared/ids.ts'

/** What is typed of an appointment. */
export interface Draft {
  readonly kind: AppointmentKind
  readonly patientId: PatientId | undefined
  readonly day: string
  readonly clock: string
  readonly minutes: number
  readonly clinician: RecordId | undefined
  readonly room: RecordId | undefined
  readonly device: RecordId | undefined
  readonly note: string
}

/** What is taken. */
export const resourceIdsOf = ({ clinician, room, device }: Draft): RecordId[] =>
  [clinician, room, device].filter(id => id !== undefined)

/** A visit on a day, with the only clinician there is. */
export function emptyDraft(day: string, resources: readonly ScheduleResource[]): Draft {
  const [only, ...more] = resources.filter(({ kind }) => kind === 'clinician')
  return {
    kind: 'in-person',
    patientId: undefined,
    day,
    clock: '',
    minutes: kindRules['in-person'].minutes,
    clinician: more.length === 0 ? only?.resourceId : undefined,
    room: undefined,
    device: undefined,
    note: '',
  }
}
