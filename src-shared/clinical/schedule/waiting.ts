import type { Booking } from './conflicts.ts'

/** Somebody who waits for a place. */
export interface Waiting {
  readonly id: string
  readonly kind: Booking['kind']
  readonly minutes: number
  /** ISO 8601, UTC. */
  readonly since: string
  /** Only with these; none named: with anybody. */
  readonly resourceIds: readonly string[]
  /** Starts that were offered before and not taken. */
  readonly passed: readonly string[]
}

/** Who is offered a place that fell free: its kind, not longer than it, nobody it was offered to before; who waits longest first. */
export function nextFor(free: Booking, waiting: readonly Waiting[]): Waiting | undefined {
  const roomMinutes = (Date.parse(free.end) - Date.parse(free.start)) / 60_000
  return waiting
    .filter(
      ({ kind, minutes, passed, resourceIds }) =>
        kind === free.kind &&
        minutes <= roomMinutes &&
        !passed.includes(free.start) &&
        resourceIds.every(id => free.resourceIds.includes(id)),
    )
    .toSorted((one, other) => one.since.localeCompare(other.since) || one.id.localeCompare(other.id))[0]
}
