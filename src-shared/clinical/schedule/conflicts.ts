import { type AppointmentKind, kindRules } from './kinds.ts'

/** What takes time: a half-open span (ISO 8601, UTC), with what and whom it takes. */
export interface Booking {
  readonly id: string
  readonly kind: AppointmentKind
  readonly start: string
  readonly end: string
  readonly resourceIds: readonly string[]
  readonly patientId?: string | undefined
}

const minuteMs = 60_000

/** When its resources are taken, in milliseconds: with the buffers of its kind. */
export function spanOf({ kind, start, end }: Pick<Booking, 'kind' | 'start' | 'end'>): readonly [number, number] {
  const { beforeMinutes, afterMinutes } = kindRules[kind]
  return [Date.parse(start) - beforeMinutes * minuteMs, Date.parse(end) + afterMinutes * minuteMs]
}

const overlap = ([from, to]: readonly [number, number], [otherFrom, otherTo]: readonly [number, number]): boolean =>
  from < otherTo && otherFrom < to

/** The first thing that is taken twice: a resource (buffers counted), or the patient (without buffers). */
export type Conflict = { readonly with: string } & ({ readonly resourceId: string } | { readonly patientId: string })

const bare = ({ start, end }: Booking): readonly [number, number] => [Date.parse(start), Date.parse(end)]

/** Why this cannot stand beside the others; undefined where it can. A booking never conflicts with itself. */
export function conflictOf(asked: Booking, others: readonly Booking[]): Conflict | undefined {
  for (const other of others) {
    if (other.id === asked.id) continue
    const resourceId = asked.resourceIds.find(id => other.resourceIds.includes(id))
    if (resourceId !== undefined && overlap(spanOf(asked), spanOf(other))) return { with: other.id, resourceId }
    const { patientId } = asked
    if (patientId !== undefined && patientId === other.patientId && overlap(bare(asked), bare(other)))
      return { with: other.id, patientId }
  }
  return undefined
}

/** Starts (ISO 8601, UTC) between two instants, every `stepMinutes`, where this would stand beside the others. */
export function freeStarts(
  asked: Omit<Booking, 'start' | 'end'> & { readonly minutes: number },
  others: readonly Booking[],
  within: { readonly from: string; readonly to: string; readonly stepMinutes: number },
): string[] {
  const lengthMs = asked.minutes * minuteMs
  const last = Date.parse(within.to) - lengthMs
  const starts: string[] = []
  for (let at = Date.parse(within.from); at <= last; at += within.stepMinutes * minuteMs) {
    const start = new Date(at).toISOString()
    const booking = { ...asked, start, end: new Date(at + lengthMs).toISOString() }
    if (conflictOf(booking, others) === undefined) starts.push(start)
  }
  return starts
}
