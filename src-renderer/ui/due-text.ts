/** How far away a due time is, in the unit a person would say it in: below 90 minutes, below 48 hours, else days. */
export interface Left {
  readonly isOver: boolean
  readonly unit: 'Minutes' | 'Hours' | 'Days'
  readonly count: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** The time left until `dueAt`, or over since then; whole units, rounded towards now. */
export function leftOf(dueAt: string, now: Date): Left {
  const ms = Date.parse(dueAt) - now.getTime()
  const far = Math.abs(ms)
  const isOver = ms < 0
  if (far < 90 * minuteMs) return { isOver, unit: 'Minutes', count: Math.floor(far / minuteMs) }
  if (far < 48 * hourMs) return { isOver, unit: 'Hours', count: Math.floor(far / hourMs) }
  return { isOver, unit: 'Days', count: Math.floor(far / dayMs) }
}
