import type { Reading } from '../../driver.ts'
import type { Timed } from './stream.ts'

/**
 * Movement, not a diagnosis: the device is on a wrist and cannot tell scratching from turning over.
 *
 * For every second of the device's clock s = the standard deviation of |a| over its samples, in g (at least half of
 * the samples must be there). From it:
 *  - `activity` of an hour: the sum of s over its seconds, in milli-g, rounded: its counts;
 *  - `scratch` of a night, 22:00 to 06:00: the minutes in which at least 10 seconds have s > 0.05 g.
 * An hour with less than 50 minutes recorded is flagged `partial-hour`, a night with less than 7 hours `partial-night`.
 */
const movingG = 0.05
const movingSeconds = 10
const hourS = 3600
const fullHourS = 3000
const fullNightS = 7 * hourS

interface Sum {
  seconds: number
  amount: number
}

export interface Movement {
  hear(timed: Timed): void
  readings(): readonly Reading[]
}

const textOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19)

/** The beginning of the night a second belongs to: 22:00 of that day or the one before. */
function nightOf(second: number): number | undefined {
  const hour = Math.floor(second / hourS) % 24
  if (hour >= 6 && hour < 22) return undefined
  const midnight = Math.floor((second + 2 * hourS) / (24 * hourS)) * 24 * hourS
  return midnight - 2 * hourS
}

const sumIn = (sums: Map<number, Sum>, key: number): Sum => {
  const sum = sums.get(key) ?? { seconds: 0, amount: 0 }
  sums.set(key, sum)
  return sum
}

interface Second {
  at: number
  count: number
  total: number
  squares: number
}

/** Adds a file's samples up by second, hour and night; what it holds does not grow with the samples. */
export function openMovement(): Movement {
  const hours = new Map<number, Sum>()
  const minutes = new Map<number, Sum>()
  const nights = new Map<number, Sum>()
  let now: Second = { at: -1, count: 0, total: 0, squares: 0 }
  let rateHz = 0
  const close = ({ at, count, total, squares }: Second): void => {
    if (count === 0 || count < rateHz / 2) return
    const mean = total / count
    const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean))
    const hour = sumIn(hours, Math.floor(at / hourS) * hourS)
    hour.seconds += 1
    hour.amount += deviation * 1000
    const night = nightOf(at)
    if (night === undefined) return
    sumIn(nights, night).seconds += 1
    if (deviation > movingG) sumIn(minutes, Math.floor(at / 60) * 60).seconds += 1
  }
  const hear = ({ sector, startS, endS }: Timed): void => {
    const count = sector.samples.length / 3
    rateHz = sector.rateHz
    for (let at = 0; at < count; at += 1) {
      const second = Math.floor(startS + ((endS - startS) * at) / count)
      if (second !== now.at) {
        close(now)
        now = { at: second, count: 0, total: 0, squares: 0 }
      }
      const [x = 0, y = 0, z = 0] = sector.samples.subarray(at * 3, at * 3 + 3)
      const size = Math.hypot(x, y, z)
      now.count += 1
      now.total += size
      now.squares += size * size
    }
  }
  return {
    hear,
    readings: () => {
      close(now)
      now = { at: -1, count: 0, total: 0, squares: 0 }
      for (const [minute, { seconds }] of minutes) {
        const night = nightOf(minute)
        if (night !== undefined && seconds >= movingSeconds) sumIn(nights, night).amount += 1
      }
      minutes.clear()
      return [...readingsOf('activity', hours), ...readingsOf('scratch', nights)]
    },
  }
}

function readingsOf(kind: 'activity' | 'scratch', sums: ReadonlyMap<number, Sum>): readonly Reading[] {
  const [full, partial, unit] =
    kind === 'activity' ? [fullHourS, 'partial-hour', '1'] : [fullNightS, 'partial-night', 'min']
  return [...sums]
    .toSorted(([one], [other]) => one - other)
    .map(([at, { seconds, amount }]) => ({
      kind,
      // No MDC code means this: it is a figure of our own.
      parts: [{ mdc: 0, figure: { value: String(Math.round(amount)) }, unit }],
      deviceTime: textOf(at),
      flags: ['movement-only', ...(seconds < full ? [partial] : [])],
    }))
}
