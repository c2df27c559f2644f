import { clockIn, dayBounds } from '../../src-shared/clinical/schedule/zone.ts'
import type { AppointmentRow } from '../../src-shared/contract/schedule.ts'

/** An appointment in its column: minutes from the column's top, and its place beside others of the same time. */
export interface Placed {
  readonly row: AppointmentRow
  readonly topMinutes: number
  readonly minutes: number
  readonly lane: number
  readonly lanes: number
}

const minuteMs = 60_000
const firstHour = 7
const lastHour = 19

/** The hours that are drawn, from the first to after the last: the working day, and more where something lies outside it. */
export function hoursOf(rows: readonly AppointmentRow[], zone: string): { readonly from: number; readonly to: number } {
  const starts = rows.flatMap(({ start }) => (start ? [Number(clockIn(start, zone).slice(0, 2))] : []))
  const ends = rows.flatMap(({ end }) => (end ? [Number(clockIn(end, zone).slice(0, 2)) + 1] : []))
  return { from: Math.min(firstHour, ...starts), to: Math.max(lastHour, ...ends) }
}

const wallMinutes = (at: string, zone: string): number => {
  const [hours = 0, minutes = 0] = clockIn(at, zone).split(':').map(Number)
  return hours * 60 + minutes
}

/** What stands at one time shares the width: each gets the first lane that is free. */
export function placedOf(rows: readonly AppointmentRow[], zone: string, fromHour: number): Placed[] {
  const sorted = rows
    .flatMap(row => (row.start && row.end ? [{ row, start: Date.parse(row.start), end: Date.parse(row.end) }] : []))
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  const out: Placed[] = []
  let group: { row: AppointmentRow; start: number; end: number; lane: number }[] = []
  let reach = 0
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane)) + 1
    for (const { row, start, end, lane } of group) {
      const topMinutes = wallMinutes(new Date(start).toISOString(), zone) - fromHour * 60
      out.push({ row, topMinutes, minutes: (end - start) / minuteMs, lane, lanes })
    }
    group = []
  }
  for (const one of sorted) {
    if (one.start >= reach) close()
    const taken = new Set(group.filter(({ end }) => end > one.start).map(({ lane }) => lane))
    let lane = 0
    while (taken.has(lane)) lane++
    group.push({ ...one, lane })
    reach = Math.max(reach, one.end)
  }
  close()
  return out
}

/** The instants between which the days lie. */
export const spanOfDays = (days: readonly string[], zone: string): { from: string; to: string } => ({
  from: dayBounds(days[0] ?? '', zone).from,
  to: dayBounds(days.at(-1) ?? '', zone).to,
})
