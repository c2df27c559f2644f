const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const two = (n: number) => String(n).padStart(2, '0')

/** A calendar day `2026-11-24` as `24 Nov 2026`; shorter FHIR dates (`2026-11`, `2026`) as far as they go. */
export function dayText(date: string): string {
  const [year = '', month, day] = date.slice(0, 10).split('-')
  const name = month === undefined ? undefined : months[Number(month) - 1]
  if (name === undefined) return year
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`
}

/** An instant in this machine's time zone: `24 Nov 2026 14:05`. */
export function stampText(at: string | Date): string {
  const when = new Date(at)
  return Number.isNaN(when.getTime()) ? String(at) : `${dayOf(when)} ${clockText(when)}`
}

/** `14:05`, in this machine's time zone. */
export function clockText(at: string | Date): string {
  const when = new Date(at)
  return `${two(when.getHours())}:${two(when.getMinutes())}`
}

/** The day of an instant in this machine's time zone: `24 Nov 2026`. */
export const dayOf = (at: string | Date): string => dayText(isoDayOf(new Date(at)))

/** `2026-11-24`, in this machine's time zone. */
export const isoDayOf = (when: Date): string =>
  `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`

/** An age in the unit clinicians use for it. */
export interface Age {
  readonly count: number
  readonly unit: 'days' | 'weeks' | 'months' | 'years'
}

const dayMs = 86_400_000

/** Age on a day, both as calendar dates: days up to 4 weeks, weeks up to 3 months, months up to 2 years, then years. */
export function ageOf(birthDate: string, today: Date): Age | undefined {
  const [year, month, day] = birthDate.split('-').map(Number)
  if (year === undefined || month === undefined || day === undefined) return undefined
  const days = Math.round(
    (Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()) - Date.UTC(year, month - 1, day)) / dayMs,
  )
  const fullMonths =
    (today.getFullYear() - year) * 12 + today.getMonth() - (month - 1) - (today.getDate() < day ? 1 : 0)
  if (Number.isNaN(days) || days < 0) return undefined
  if (days < 28) return { count: days, unit: 'days' }
  if (fullMonths < 3) return { count: Math.floor(days / 7), unit: 'weeks' }
  if (fullMonths < 24) return { count: fullMonths, unit: 'months' }
  return { count: Math.floor(fullMonths / 12), unit: 'years' }
}
