/** One calibration of a device in one setting: when, and what was found. */
export interface Dated {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly umPerPx?: number
  /** Relative, k = 2, of `umPerPx`. */
  readonly relativeUncertainty?: number
  /** Mean CIEDE2000 to the card's reference after the fit. */
  readonly deltaE?: number
}

/** A clinic's limits. */
export interface DriftLimits {
  /** Relative change of the scale against the first calibration, e.g. 0.02. */
  readonly scale: number
  /** Mean CIEDE2000 above which a device's colours are not trusted. */
  readonly deltaE: number
  /** Age of the last calibration, days. */
  readonly days: number
}

export const driftLimits: DriftLimits = { scale: 0.02, deltaE: 5, days: 180 }

export interface Trend {
  readonly first: number
  readonly last: number
  /** Change in a year by a straight line through all points, in the value's own unit; undefined for fewer than three or within a day. */
  readonly perYear?: number
  readonly n: number
}

/** What a clinic is warned of: the scale moved, the colours are off, the last calibration is too old, there is none. */
export type Alarm = 'scale' | 'colour' | 'old' | 'never'

export interface Drift {
  readonly scale?: Trend
  /** Last against first, relative. */
  readonly scaleChange?: number
  readonly deltaE?: Trend
  readonly alarms: readonly Alarm[]
}

const dayMs = 86_400_000
const yearMs = 365.25 * dayMs

type Dot = readonly [at: number, value: number]

const slopeOf = (dots: readonly Dot[]): number | undefined => {
  const n = dots.length
  const at = dots.reduce((sum, [x]) => sum + x, 0) / n
  const middle = dots.reduce((sum, [, y]) => sum + y, 0) / n
  const spread = dots.reduce((sum, [x]) => sum + (x - at) ** 2, 0)
  if (n < 3 || spread < n * dayMs ** 2) return undefined
  return (dots.reduce((sum, [x, y]) => sum + (x - at) * (y - middle), 0) / spread) * yearMs
}

const trendOf = (dots: readonly Dot[]): Trend | undefined => {
  const [first, last] = [dots[0], dots.at(-1)]
  if (!first || !last) return undefined
  const perYear = slopeOf(dots)
  return { first: first[1], last: last[1], n: dots.length, ...(perYear !== undefined && { perYear }) }
}

const dotsOf = (series: readonly Dated[], value: (one: Dated) => number | undefined): Dot[] =>
  series.flatMap((one): Dot[] => {
    const found = value(one)
    return found === undefined ? [] : [[one.at, found]]
  })

/** A scale change counts only beyond what the two calibrations' own uncertainty explains. */
const isDrifted = (series: readonly Dated[], change: number, limit: number): boolean => {
  const measured = series.filter(({ umPerPx }) => umPerPx !== undefined)
  const noise = Math.hypot(measured[0]?.relativeUncertainty ?? 0, measured.at(-1)?.relativeUncertainty ?? 0)
  return Math.abs(change) > limit && Math.abs(change) > noise
}

const calibrationAlarms = (series: readonly Dated[], now: number, limits: DriftLimits): Alarm[] => {
  const last = series.at(-1)
  if (!last) return ['never']
  return now - last.at > limits.days * dayMs ? ['old'] : []
}

interface Moved {
  readonly scaleChange: number | undefined
  readonly deltaE: Trend | undefined
}

const valueAlarms = (series: readonly Dated[], { scaleChange, deltaE }: Moved, limits: DriftLimits): Alarm[] => {
  const scale = scaleChange !== undefined && isDrifted(series, scaleChange, limits.scale)
  return [
    ...(scale ? (['scale'] as const) : []),
    ...(deltaE && deltaE.last > limits.deltaE ? (['colour'] as const) : []),
  ]
}

/** How a device's calibration moved over time, and what a clinic should be warned of at `now` (milliseconds since 1970). */
export const driftOf = (dated: readonly Dated[], now: number, limits: DriftLimits = driftLimits): Drift => {
  const series = [...dated].sort((one, other) => one.at - other.at)
  const scale = trendOf(dotsOf(series, ({ umPerPx }) => umPerPx))
  const deltaE = trendOf(dotsOf(series, one => one.deltaE))
  const scaleChange = scale && scale.last / scale.first - 1
  const alarms = [...calibrationAlarms(series, now, limits), ...valueAlarms(series, { scaleChange, deltaE }, limits)]
  return {
    ...(scale && { scale }),
    ...(scaleChange !== undefined && { scaleChange }),
    ...(deltaE && { deltaE }),
    alarms,
  }
}
