import type { Decoded, Reading } from '../devices/index.ts'
import { aheadMinutes, coincidentMs, isClockOff, localMsOf, offsetAt, zoneInstant } from './clock.ts'
import type { ClockMethod } from './rows.ts'

/** When a reading was measured, and how that is known. */
export interface Moment {
  readonly effectiveAt: string
  /** UTC */
  readonly sortAt: string
  readonly method: ClockMethod
  readonly notes: readonly string[]
}

export interface Clock {
  readonly aheadMinutes?: number
  momentOf(reading: Reading): Moment
}

const minute = 60_000
/** A reading may be this far in the future before somebody must look: no clock is exact. */
const futureMs = 15 * minute

/** ISO 8601 with the offset of the zone; milliseconds only where there are any. */
export function stampAt(utcMs: number, offsetMinutes: number): string {
  const whole = Math.round(offsetMinutes)
  const shown = new Date(utcMs + whole * minute).toISOString().replace(/\.000Z$|Z$/, '')
  const two = (value: number): string => String(value).padStart(2, '0')
  const away = Math.abs(whole)
  return `${shown}${whole < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`
}

/** The wall clock of a zone at a moment, as devices are set to it: `YYYY-MM-DDThh:mm:ss`. */
export const localAt = (utcMs: number, zone: string): string =>
  new Date(utcMs + offsetAt(zone, utcMs) * minute).toISOString().slice(0, 19)

interface Read {
  readonly deviceMs: number
  readonly hostMs: number
}

/** The device's clock and this computer's, read at one moment. */
function readOf({ clock }: Decoded, startedMs: number): Read | undefined {
  const deviceMs = clock && localMsOf(clock.deviceTime)
  return deviceMs === undefined ? undefined : { deviceMs, hostMs: startedMs + (clock?.atUs ?? 0) / 1000 }
}

interface Place {
  readonly zone: string
  readonly startedMs: number
  readonly nowMs: number
}

/**
 * Tells when each reading of a tape was measured. A clock that is right is read in the zone; one that is off is corrected by
 * the moment at which it was read beside ours, and what is drift is left alone, or every import would give another time.
 */
export function openClock(decoded: Decoded, { zone, startedMs, nowMs }: Place): Clock {
  const read = readOf(decoded, startedMs)
  const ahead = read && aheadMinutes(read.deviceMs, read.hostMs, zone)
  const off = ahead !== undefined && isClockOff(ahead)
  const at = (utcMs: number, method: ClockMethod, notes: readonly string[]): Moment => {
    const future = utcMs > nowMs + futureMs ? ['in-the-future'] : []
    const stamp = stampAt(utcMs, offsetAt(zone, utcMs))
    return { effectiveAt: stamp, sortAt: new Date(utcMs).toISOString(), method, notes: [...notes, ...future] }
  }
  return {
    ...(ahead !== undefined && { aheadMinutes: Math.round(ahead * 10) / 10 }),
    momentOf: ({ deviceTime, atUs }) => {
      if (deviceTime === undefined && atUs === undefined) return at(startedMs, 'estimated', ['time-unknown'])
      if (deviceTime === undefined) return at(startedMs + (atUs ?? 0) / 1000, 'estimated', [])
      const localMs = localMsOf(deviceTime)
      if (localMs === undefined) return at(startedMs, 'estimated', ['wrong-device-time'])
      if (read && off) return at(coincidentMs(localMs, read), 'coincident', ['wrong-device-time'])
      const { utcMs, notes } = zoneInstant(localMs, zone)
      return at(utcMs, 'zone', notes)
    },
  }
}

/** The moment a CSV row or a person named with its own offset, or in the zone of this computer. */
export function statedMoment(localTime: string, offset: string | undefined, zone: string): Moment | undefined {
  const localMs = localMsOf(localTime)
  if (localMs === undefined) return undefined
  if (offset === undefined) {
    const { utcMs, offsetMinutes, notes } = zoneInstant(localMs, zone)
    return { effectiveAt: stampAt(utcMs, offsetMinutes), sortAt: new Date(utcMs).toISOString(), method: 'zone', notes }
  }
  const sign = offset.startsWith('-') ? -1 : 1
  const minutes = offset === 'Z' ? 0 : sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)))
  const utcMs = localMs - minutes * minute
  return { effectiveAt: stampAt(utcMs, minutes), sortAt: new Date(utcMs).toISOString(), method: 'entered', notes: [] }
}
