const dayMs = 86_400_000
const timeOf = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`)

/** The ISO date `days` after (or before, where negative) another. */
export const dayAfter = (day: string, days: number): string =>
  new Date(timeOf(day) + days * dayMs).toISOString().slice(0, 10)

/** Whole days from one ISO date to another; negative where `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((timeOf(to) - timeOf(from)) / dayMs)

/** Completed years on a day; a birthday on 29 February is reached on 1 March in other years. */
export function yearsOn(bornOn: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return Math.max(0, on.slice(5, 10) < bornOn.slice(5, 10) ? years - 1 : years)
}

/** Completed months on a day. */
export function monthsOn(bornOn: string, on: string): number {
  const months =
    (Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4))) * 12 + Number(on.slice(5, 7)) - Number(bornOn.slice(5, 7))
  return Math.max(0, on.slice(8, 10) < bornOn.slice(8, 10) ? months - 1 : months)
}
