const two = (n: number): string => String(n).padStart(2, '0')

/** `14:05` of `14:05`, `9.30` or `0930`; undefined for what is no time of day. */
export function timeFrom(typed: string): string | undefined {
  const found = /^(\d{1,2})[:.](\d{2})$/.exec(typed.trim()) ?? /^(\d{2})(\d{2})$/.exec(typed.trim())
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2])]
  return found && hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : undefined
}

/** A day and a time of day by this computer's zone, as ISO 8601 with the offset of that moment. */
export function momentOf(day: string, time: string): string | undefined {
  const clock = timeFrom(time)
  const at = new Date(`${day}T${clock ?? ''}:00`)
  if (clock === undefined || Number.isNaN(at.getTime())) return undefined
  const ahead = -at.getTimezoneOffset()
  const off = Math.abs(ahead)
  return `${day}T${clock}:00${ahead < 0 ? '-' : '+'}${two(Math.floor(off / 60))}:${two(off % 60)}`
}

/** A number as it is typed: a comma is a point, and its digits stay; undefined for anything else. */
export function decimalFrom(typed: string): string | undefined {
  const text = typed.trim().replace(',', '.')
  return /^-?\d{1,7}(\.\d{1,6})?$/.test(text) ? text : undefined
}
