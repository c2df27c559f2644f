import { offsetAt, zoneInstant } from './clock.ts'

/** The device's clock was set: from and to as if UTC, and where the event stands in the device's own time and order. */
export interface TimeChange {
  readonly fromMs: number
  readonly toMs: number
  readonly atMs: number
  readonly index: number
}

/** `device time as if UTC = utc + offset + conversion` (Tidepool, Bootstrapping to UTC; devices.md §8.1). */
export interface Offsets {
  readonly timezoneOffset: number
  /** For the record only: subtracting it would give a reading another time with every import. */
  readonly clockDriftOffset: number
  readonly conversionOffset: number
}

export interface Found extends Offsets {
  readonly utcMs: number
}

interface Interval {
  readonly offsets: Offsets
  readonly startMs: number
  readonly endMs: number
  readonly firstIndex: number
  readonly endIndex: number
}

const minute = 60_000

const utcOf = (localMs: number, { timezoneOffset, conversionOffset }: Offsets): number =>
  localMs - timezoneOffset * minute - conversionOffset

/** What held before a change, from what holds after it. */
function before(after: Offsets, change: TimeChange): Offsets {
  const deltaMs = change.fromMs - change.toMs
  if (Math.abs(deltaMs) < 15 * minute) return { ...after, clockDriftOffset: after.clockDriftOffset + deltaMs }
  const rounded = Math.round(deltaMs / (30 * minute)) * 30
  // More than a flight over the date line: the day, month or year had been wrong.
  if (Math.abs(rounded) > 1560) return { ...after, conversionOffset: after.conversionOffset + deltaMs }
  const clockDriftOffset = after.clockDriftOffset + deltaMs - rounded * minute
  const timezoneOffset = after.timezoneOffset + rounded
  if (timezoneOffset >= -720 && timezoneOffset <= 840) return { ...after, timezoneOffset, clockDriftOffset }
  // No zone is that far away: a whole day was wrong, and what is left is a change of zone.
  const wrong = Math.sign(rounded) * 1440
  return {
    timezoneOffset: timezoneOffset - wrong,
    clockDriftOffset,
    conversionOffset: after.conversionOffset + wrong * minute,
  }
}

function intervalsOf(changes: readonly TimeChange[], newest: Offsets): readonly Interval[] {
  const intervals: Interval[] = []
  let offsets = newest
  let endMs = Infinity
  let endIndex = Infinity
  for (const change of changes.toSorted((one, other) => other.index - one.index)) {
    const startMs = utcOf(change.atMs, offsets)
    intervals.push({ offsets, startMs, endMs, firstIndex: change.index, endIndex })
    offsets = before(offsets, change)
    endMs = startMs
    endIndex = change.index
  }
  return [...intervals, { offsets, startMs: -Infinity, endMs, firstIndex: -Infinity, endIndex }]
}

/** Looks device times up, working backwards from the newest moment, whose zone a person stated. Absent where no stretch fits. */
export function openLookup(
  zone: string,
  newestMs: number,
  changes: readonly TimeChange[],
): (localMs: number, index?: number) => Found | undefined {
  if (changes.length === 0)
    return localMs => {
      const { utcMs, offsetMinutes } = zoneInstant(localMs, zone)
      return { utcMs, timezoneOffset: offsetMinutes, clockDriftOffset: 0, conversionOffset: 0 }
    }
  const intervals = intervalsOf(changes, {
    timezoneOffset: offsetAt(zone, newestMs),
    clockDriftOffset: 0,
    conversionOffset: 0,
  })
  return (localMs, index) => {
    const found = intervals.find(({ offsets, startMs, endMs, firstIndex, endIndex }) => {
      if (index !== undefined) return index >= firstIndex && index < endIndex
      const utcMs = utcOf(localMs, offsets)
      return utcMs >= startMs && utcMs < endMs
    })
    return found && { utcMs: utcOf(localMs, found.offsets), ...found.offsets }
  }
}
