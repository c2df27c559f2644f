import type { Reading } from '../driver.ts'

/** One stored second of an oximeter; a number that the device calls invalid is absent. */
export interface Second {
  readonly spo2?: number
  readonly pulse?: number
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

/** `YYYY-MM-DDThh:mm:ss` so many seconds later, by a clock that knows no zone. */
export function laterBy(deviceTime: string, seconds: number): string {
  const at = new Date(`${deviceTime}Z`)
  at.setUTCSeconds(at.getUTCSeconds() + seconds)
  return at.toISOString().slice(0, 19)
}

/** Decimal fields as a device time, or undefined where no calendar has such a moment. */
export function deviceTimeOf(fields: readonly number[]): string | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields
  const text = `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`
  const at = new Date(`${text}Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 19) !== text ? undefined : text
}

type When = Pick<Reading, 'deviceTime' | 'atUs'>

/** Saturation and pulse of one moment as two readings, since each is an observation of its own. */
export function oximetryOf(second: Second, when: When, more: Pick<Reading, 'flags' | 'user'>): readonly Reading[] {
  const { spo2, pulse } = second
  const of = (kind: 'spo2' | 'pulse', mdc: number, value: number | undefined): readonly Reading[] =>
    value === undefined
      ? []
      : [
          {
            kind,
            parts: [{ mdc, figure: { value: String(value) }, unit: kind === 'spo2' ? '%' : '/min' }],
            ...when,
            ...more,
          },
        ]
  return [...of('spo2', 150456, spo2), ...of('pulse', 149530, pulse)]
}

/** The first second with the lowest saturation from `start` on, below `end`; undefined where none has one. */
function lowestBetween(seconds: readonly Second[], start: number, end: number): number | undefined {
  const known = seconds.slice(start, end).map(({ spo2 }) => spo2 ?? Number.POSITIVE_INFINITY)
  const lowest = Math.min(...known)
  return Number.isFinite(lowest) ? start + known.indexOf(lowest) : undefined
}

/**
 * A recording of one value a second as readings: of each minute the second with the lowest saturation, as the device stored it
 * (the first of several). A night is 28,800 seconds, and what matters in it is how low it went; the capture keeps every second.
 */
export function lowestOfMinutes(
  seconds: readonly Second[],
  whenOf: (second: number) => When,
  user?: string,
): readonly Reading[] {
  const more = { flags: ['lowest-of-minute'], ...(user === undefined ? {} : { user }) }
  const minutes = Array.from({ length: Math.ceil(seconds.length / 60) }, (_, minute) => minute * 60)
  return minutes.flatMap(start => {
    const lowest = lowestBetween(seconds, start, start + 60)
    return lowest === undefined ? [] : oximetryOf(seconds[lowest] ?? {}, whenOf(lowest), more)
  })
}
