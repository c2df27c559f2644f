/** How far a device's clock is off, in the largest units that a nurse would say. */
export type ClockNote = {
  readonly side: 'ahead' | 'behind' | 'right'
  readonly days: number
  readonly hours: number
  readonly minutes: number
  /** More than a quarter of an hour: a person looks before anything counts. */
  readonly far: boolean
}

const quarterHour = 15

/** What to say of a clock; undefined for a device that has none or did not tell. */
export function clockNoteOf(aheadMinutes: number | undefined): ClockNote | undefined {
  if (aheadMinutes === undefined || !Number.isFinite(aheadMinutes)) return undefined
  const off = Math.round(Math.abs(aheadMinutes))
  return {
    side: off === 0 ? 'right' : aheadMinutes > 0 ? 'ahead' : 'behind',
    days: Math.floor(off / 1440),
    hours: Math.floor((off % 1440) / 60),
    minutes: off % 60,
    far: Math.abs(aheadMinutes) > quarterHour,
  }
}
