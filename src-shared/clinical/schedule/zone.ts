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

const quarterMs = 15 * 60_000
const dayMs = 86_400_000
/** Since then clocks are changed at whole quarters of an hour everywhere; what is earlier, or far off, is asked each time. */
const [knownFrom, knownUntil] = [Date.UTC(1973, 0), Date.UTC(2200, 0)]
const mostKept = 20_000
const offsets = new Map<string, number>()

/** How far a zone's wall clock is ahead of UTC at an instant, ms; kept, because it is asked for slowly. */
function offsetAt(ms: number, zone: string): number {
  const key = `${ms} ${zone}`
  const kept = offsets.get(key)
  if (kept !== undefined) return kept
  if (offsets.size >= mostKept) offsets.clear()
  const found = zoned(new Date(ms).toISOString(), zone).offsetNanoseconds / 1_000_000
  offsets.set(key, found)
  return found
}

/**
 * The offset of an instant. A week of visits asks for it thousands of times, and no clock is put forward and back within a day: where a
 * day of UTC begins and ends with the same offset it has no other.
 */
function offsetOf(ms: number, zone: string): number {
  const day = Math.floor(ms / dayMs) * dayMs
  const offset = offsetAt(day, zone)
  return offset === offsetAt(day + dayMs, zone) ? offset : offsetAt(Math.floor(ms / quarterMs) * quarterMs, zone)
}

/** An instant as the wall shows it, `YYYY-MM-DDTHH:MM…`. */
function wallOf(at: string, zone: string): string {
  const ms = Date.parse(at)
  if (!(ms >= knownFrom && ms < knownUntil)) return zoned(at, zone).toPlainDateTime().toString()
  return new Date(ms + offsetOf(ms, zone)).toISOString()
}

/** The calendar day of an instant in a time zone (ISO). */
export const dayIn = (at: string, zone: string): string => wallOf(at, zone).slice(0, 10)

/** The wall clock of an instant in a time zone, `HH:MM`. */
export const clockIn = (at: string, zone: string): string => wallOf(at, zone).slice(11, 16)

/** The day so many days later (ISO). */
export const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()

/** The days of the week a day lies in, Monday first (ISO). */
export function weekOf(day: string): string[] {
  const monday = Temporal.PlainDate.from(day).subtract({ days: Temporal.PlainDate.from(day).dayOfWeek - 1 })
  return Array.from({ length: 7 }, (_, days) => monday.add({ days }).toString())
}
