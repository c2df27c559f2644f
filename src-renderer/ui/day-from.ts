import { isoDayOf } from './when.ts'

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The ISO day of year, month (1 to 12) and day, where there is such a day. */
function isoOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(year, month - 1, day)
  date.setFullYear(year)
  const same = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day
  return same && year >= 1000 ? isoDayOf(date) : undefined
}

/**
 * A day as people type it: `24 Nov 1961`, `24 November 1961`, `Nov 24 1961`, `1961-11-24`, `24.11.1961`, `24111961`.
 * Undefined for anything else; `11/24/1961` and `24/11/1961` are refused, because they mean different days to different people.
 */
export function dayFrom(typed: string): string | undefined {
  const text = typed.trim().toLowerCase().replaceAll(',', ' ')
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso) return isoOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const dotted = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  if (dotted) return isoOf(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]))
  const dayFirst = /^(\d{1,2})[\s.-]*([a-z]{3,9})[\s.-]*(\d{4})$/.exec(text)
  if (dayFirst) return isoOf(Number(dayFirst[3]), monthOf(dayFirst[2]), Number(dayFirst[1]))
  const monthFirst = /^([a-z]{3,9})\.?\s*(\d{1,2})\s+(\d{4})$/.exec(text)
  return monthFirst ? isoOf(Number(monthFirst[3]), monthOf(monthFirst[1]), Number(monthFirst[2])) : undefined
}

const fullNames = 'january february march april may june july august september october november december'.split(' ')

/** 1 to 12 for an English month, whole or by its first letters; 0 for no month. */
const monthOf = (name = ''): number => {
  const short = monthNames.indexOf(name.slice(0, 3))
  return short >= 0 && fullNames[short]?.startsWith(name) ? short + 1 : 0
}
