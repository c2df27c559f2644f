import { Temporal } from 'temporal-polyfill'

/** A calendar day in a time zone as instants (ISO 8601, UTC): 23, 24 or 25 hours long. */
export function dayBounds(day: string, zone: string): { readonly from: string; readonly to: string } {
  const date = Temporal.PlainDate.from(day)
  const startOf = (on: Temporal.PlainDate) => utc(on.toZonedDateTime(zone).toInstant())
  return { from: startOf(date), to: startOf(date.add({ days: 1 })) }
}

const utc = (instant: Temporal.Instant): string => instant.toString({ fractionalSecondDigits: 3 })

/**
 * The instant of a wall clock time (`HH:MM`) on a day. Undefined for an hour that the change to summer time leaves out, and for
 * what is no time; of an hour that comes twice the first.
 */
export function momentOf(day: string, clock: string, zone: string): string | undefined {
  try {
    const wall = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(clock))
    const found = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
    return found.toPlainDateTime().equals(wall) ? utc(found.toInstant()) : undefined
  } catch {
    return undefined
  }
}

const zoned = (at: string, zone: string) => Temporal.Instant.from(at).toZonedDateTimeISO(zone)

/** The calendar day of an instant in a time zone (ISO). */
export const dayIn = (at: string, zone: string): string => zoned(at, zone).toPlainDate().toString()

/** The wall clock of an instant in a time zone, `HH:MM`. */
export const clockIn = (at: string, zone: string): string =>
  zoned(at, zone).toPlainTime().toString({ smallestUnit: 'minute' })

/** The day so many days later (ISO). */
export const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()

/** The days of the week a day lies in, Monday first (ISO). */
export function weekOf(day: string): string[] {
  const monday = Temporal.PlainDate.from(day).subtract({ days: Temporal.PlainDate.from(day).dayOfWeek - 1 })
  return Array.from({ length: 7 }, (_, days) => monday.add({ days }).toString())
}
