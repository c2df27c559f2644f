/** What was found while a device's time was read; kept with the reading for people to see. */
export type ClockNote = 'nonexistent-local-time' | 'ambiguous' | 'wrong-device-time'

export interface Instant {
  readonly utcMs: number
  readonly offsetMinutes: number
  readonly notes: readonly ClockNote[]
}

const minute = 60_000
const day = 1440 * minute

/** A clock further off than this must be looked at before its readings count (devices.md §8.1). */
export const clockThresholdMinutes = 15

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, format)
  return format
}

/** True for a zone of the IANA database that this computer knows. */
export function isZone(zone: string): boolean {
  try {
    return formatOf(zone).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const quarter = 15 * minute
/** Since then every zone of the world has changed on a quarter of an hour only. */
const quartersSince = Date.UTC(1973, 0, 1)
const offsets = new Map<string, number>()

/** Minutes that a zone's wall clock is ahead of UTC at a moment. */
export function offsetAt(zone: string, utcMs: number): number {
  if (utcMs < quartersSince) return shownOffset(zone, utcMs)
  // A device gives thousands of readings of the same hours, and asking a calendar is slow.
  const key = `${zone} ${Math.floor(utcMs / quarter)}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size > 20_000) offsets.clear()
  const offset = shownOffset(zone, utcMs)
  offsets.set(key, offset)
  return offset
}

function shownOffset(zone: string, utcMs: number): number {
  const whole = Math.floor(utcMs / 1000) * 1000
  const parts = new Map(
    formatOf(zone)
      .formatToParts(whole)
      .map(({ type, value }) => [type, value]),
  )
  const at = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type))
  const year = parts.get('era') === 'BC' ? 1 - at('year') : at('year')
  const shown = Date.UTC(year, at('month') - 1, at('day'), at('hour'), at('minute'), at('second'))
  return (shown - whole) / minute
}

/** Device time as if it were UTC, in milliseconds; absent for text that is no such time. */
export function localMsOf(deviceTime: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?$/.test(deviceTime)) return undefined
  const ms = Date.parse(`${deviceTime}Z`)
  if (Number.isNaN(ms)) return undefined
  // A date that the calendar does not have is not moved to the next month.
  return new Date(ms).toISOString().slice(0, 19) === deviceTime.slice(0, 19) ? ms : undefined
}

/**
 * Across the board: the device shows the wall clock of one zone, summer time included. A time that the spring day skips is
 * mapped forward; of a time that the autumn day has twice, the earlier is meant. Both are noted.
 */
export function zoneInstant(localMs: number, zone: string): Instant {
  const before = offsetAt(zone, localMs - day)
  const after = offsetAt(zone, localMs + day)
  const fitting = [...new Set([before, after])].filter(offset => offsetAt(zone, localMs - offset * minute) === offset)
  const [first, second] = fitting.toSorted((one, other) => other - one)
  const offset = first ?? before
  const utcMs = localMs - offset * minute
  if (first === undefined) return { utcMs, offsetMinutes: offset, notes: ['nonexistent-local-time'] }
  return { utcMs, offsetMinutes: offset, notes: second === undefined ? [] : ['ambiguous'] }
}

/** Coincident: device and computer were read at one moment, so their difference corrects every reading (devices.md §8.2). */
export const coincidentMs = (localMs: number, read: { deviceMs: number; hostMs: number }): number =>
  localMs + (read.hostMs - read.deviceMs)

/** Minutes that a device's clock is ahead of this computer's, both seen in one zone. */
export const aheadMinutes = (deviceMs: number, hostMs: number, zone: string): number =>
  (zoneInstant(deviceMs, zone).utcMs - hostMs) / minute

/** True when a person must look at the clock before its readings count. */
export const isClockOff = (ahead: number): boolean => Math.abs(ahead) > clockThresholdMinutes
