import {
  type BaselineItem,
  type FollowUpItem,
  type Phase,
  type Schedule,
  schedules,
  usualDays,
} from './rules/schedules.ts'
import { type PrescribingSetting, whole } from './setting.ts'

/** The row of clinic policy that a schedule is. */
export const scheduleRow = (id: string): `schedule:${string}` => `schedule:${id}`

interface Interval {
  /** What it is of: `within` (how old a result may be at the start), `every/CBC/28` (from day 28), `risk/…`, `from/LFT`, `by/LFT`. */
  readonly place: string
  readonly days: number
  readonly range: readonly [least: number, most: number]
}

/** A clinic may ask for a check four times as often, and half as often at the most. */
const around = (days: number): Interval['range'] => [Math.max(1, Math.floor(days / 4)), days * 2]

const agesOf = ({ baseline }: Schedule): readonly Interval[] => {
  const usual = baseline.some(({ within }) => within === undefined)
  return [
    ...(usual ? [{ place: 'within', days: usualDays, range: around(usualDays) }] : []),
    ...baseline.flatMap(({ check, within }) =>
      typeof within === 'number' ? [{ place: `within/${check}`, days: within, range: around(within) }] : [],
    ),
  ]
}

/** What holds a refill is never asked for less often than proposed. */
const phasesOf = (
  name: 'every' | 'risk',
  { check, hard }: FollowUpItem,
  phases: readonly Phase[],
): readonly Interval[] =>
  phases.map(({ fromDay, every }) => ({
    place: `${name}/${check}/${fromDay}`,
    days: every,
    range: [around(every)[0], hard ? every : around(every)[1]],
  }))

/** The two ends of a stretch never pass each other. */
const onceOf = ({ check, once }: FollowUpItem): readonly Interval[] =>
  once === undefined
    ? []
    : [
        { place: `from/${check}`, days: once.from, range: [around(once.from)[0], once.from] },
        { place: `by/${check}`, days: once.by, range: [once.from + 7, around(once.by)[1]] },
      ]

const intervalsOf = (schedule: Schedule): readonly Interval[] => [
  ...agesOf(schedule),
  ...schedule.followUp.flatMap(item => [
    ...phasesOf('every', item, item.phases ?? []),
    ...phasesOf('risk', item, item.atRisk ?? []),
    ...onceOf(item),
  ]),
]

/** Every interval of the laboratory schedules that a clinic may set, in days. */
export const scheduleSettings: readonly PrescribingSetting[] = schedules.flatMap(schedule =>
  intervalsOf(schedule).map(({ place, days, range: [least, most] }) =>
    whole([`${scheduleRow(schedule.id)}.${place}`, `${days}`, [`${least}`, `${most}`], 'd']),
  ),
)

type DaysOf = (place: string, proposed: number) => number

const baselineUnder = (item: BaselineItem, daysOf: DaysOf): BaselineItem => {
  const { check, within } = item
  if (within === 'ever') return item
  return { ...item, within: within === undefined ? daysOf('within', usualDays) : daysOf(`within/${check}`, within) }
}

function followUpUnder(item: FollowUpItem, daysOf: DaysOf): FollowUpItem {
  const { check, phases, atRisk, once } = item
  const under = (name: 'every' | 'risk', all: readonly Phase[]) =>
    all.map(({ fromDay, every }) => ({ fromDay, every: daysOf(`${name}/${check}/${fromDay}`, every) }))
  return {
    ...item,
    ...(phases && { phases: under('every', phases) }),
    ...(atRisk && { atRisk: under('risk', atRisk) }),
    ...(once && { once: { from: daysOf(`from/${check}`, once.from), by: daysOf(`by/${check}`, once.by) } }),
  }
}

/** A schedule with the clinic's intervals in the places of the proposed ones. `values`: decimal text by the setting's id. */
export function scheduleUnder(values: Readonly<Record<string, string>>, schedule: Schedule): Schedule {
  const row = `${scheduleRow(schedule.id)}.`
  if (!Object.keys(values).some(id => id.startsWith(row))) return schedule
  const daysOf: DaysOf = (place, proposed) => Number(values[row + place] ?? proposed)
  return {
    ...schedule,
    baseline: schedule.baseline.map(item => baselineUnder(item, daysOf)),
    followUp: schedule.followUp.map(item => followUpUnder(item, daysOf)),
  }
}
