/** An ISO date if the three numbers are one, else undefined. */
const isoOf = (year: number, month: number, day: number): string | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? date.toISOString().slice(0, 10) : undefined
}

const yearFirst = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/
const yearLast = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})$/
const digits = /^(\d{4})(\d{2})(\d{2})$/

const yearsOf = (text: string): number[] =>
  text.length === 4 ? [Number(text)] : [1900 + Number(text), 2000 + Number(text)]

/**
 * Every date a written birth date may mean, as ISO dates: 1980-05-17, 1980/5/17, 19800517, 17.05.1980, 17/5/1980, 5/17/1980, 17-5-80.
 * With slashes or hyphens both orders of day and month are read; with dots the day comes first. Empty where it is no date.
 */
export const birthDatesOf = (text: string): string[] => {
  const ymd = yearFirst.exec(text) ?? digits.exec(text)
  if (ymd) return [isoOf(Number(ymd[1]), Number(ymd[2]), Number(ymd[3]))].filter(date => date !== undefined)
  const [, one = '', mark, two = '', last = ''] = yearLast.exec(text) ?? []
  if (mark === undefined) return []
  const [first, second] = [Number(one), Number(two)]
  const readings = yearsOf(last).flatMap(year => [
    isoOf(year, second, first),
    ...(mark === '.' ? [] : [isoOf(year, first, second)]),
  ])
  return [...new Set(readings.filter(date => date !== undefined))]
}
