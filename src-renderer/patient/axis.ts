import type { TimelineItem } from '../../src-shared/contract/records.ts'
import { isoDayOf } from '../ui/when.ts'

/** Pictures of one sitting stand together; everything else stands alone. */
export type Entry =
  | { readonly kind: 'one'; readonly key: string; readonly item: TimelineItem }
  | { readonly kind: 'images'; readonly key: string; readonly items: readonly TimelineItem[] }

/** One day of the axis, its entries latest first. */
export interface Day {
  /** `2026-11-24`, in this machine's time zone. */
  readonly day: string
  readonly entries: readonly Entry[]
  /** Whole days to the next later day of the axis; undefined at the top. */
  readonly daysAfter?: number
}

const dayMs = 86_400_000

const joins = (entry: Entry | undefined, item: TimelineItem): boolean =>
  entry?.kind === 'images' && item.kind === 'image' && entry.items[0]?.caseId === item.caseId

/** Entries of one day: neighbouring pictures of the same case become one strip. */
export function entriesOf(items: readonly TimelineItem[]): Entry[] {
  const entries: Entry[] = []
  for (const item of items) {
    const last = entries.at(-1)
    if (last?.kind === 'images' && joins(last, item))
      entries[entries.length - 1] = { ...last, items: [...last.items, item] }
    else if (item.kind === 'image') entries.push({ kind: 'images', key: item.id, items: [item] })
    else entries.push({ kind: 'one', key: item.id, item })
  }
  return entries
}

/** The one time axis: days latest first, with the gap to the day above. */
export function axisOf(items: readonly TimelineItem[]): Day[] {
  const latestFirst = [...items].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
  const byDay = new Map<string, TimelineItem[]>()
  for (const item of latestFirst) {
    const day = isoDayOf(new Date(item.at))
    byDay.set(day, [...(byDay.get(day) ?? []), item])
  }
  const days = [...byDay.keys()]
  return days.map((day, at) => {
    const later = days[at - 1]
    const gap = later === undefined ? {} : { daysAfter: Math.round((Date.parse(later) - Date.parse(day)) / dayMs) }
    return { day, entries: entriesOf(byDay.get(day) ?? []), ...gap }
  })
}

/** A gap worth telling, in the unit one would say it in; undefined below two weeks. */
export function gapOf(days: number | undefined): { unit: 'weeks' | 'months' | 'years'; count: number } | undefined {
  if (days === undefined || days < 14) return undefined
  if (days < 61) return { unit: 'weeks', count: Math.round(days / 7) }
  if (days < 730) return { unit: 'months', count: Math.round(days / 30.44) }
  return { unit: 'years', count: Math.round(days / 365.25) }
}
