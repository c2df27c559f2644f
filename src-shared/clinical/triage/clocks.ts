import { standingOf } from '../policy/standing.ts'
import type { TriageClock } from './decision.ts'
import type { TriageClass } from './facts.ts'
import { closedDaysTable, type TriagePolicy } from './policy.ts'

const dayMs = 86_400_000

/** The calendar date at the sender, from its own offset: 2026-11-25T23:30:00+01:00 is the 25th there. */
const offsetOf = (stamp: string): string => /(?:Z|[+-]\d{2}:\d{2})$/.exec(stamp)?.[0] ?? 'Z'

/** The end of the day on which the case came in, in its own offset. */
const endOfDay = (from: string): string => new Date(`${from.slice(0, 10)}T23:59:59${offsetOf(from)}`).toISOString()

const later = (from: string, days: number): string => new Date(Date.parse(from) + days * dayMs).toISOString()

const isOpen = (date: string, closed: readonly string[]): boolean => {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !closed.includes(date)
}

/**
 * The same time of day so many working days later, and the closed days on the way, weekends aside. A clinic that never works would never
 * answer: a year is the end of the search.
 */
function workingDaysLater(from: string, days: number, closed: readonly string[]) {
  let left = days
  let passed = 0
  const over: string[] = []
  while (left > 0 && passed < 366) {
    passed += 1
    const date = new Date(Date.parse(`${from.slice(0, 10)}T00:00:00Z`) + passed * dayMs).toISOString().slice(0, 10)
    if (isOpen(date, closed)) left -= 1
    else if (isOpen(date, [])) over.push(date)
  }
  return { dueAt: later(from, passed), ...(over.length > 0 && { closed: over }) }
}

type Due = Pick<TriageClock, 'dueAt' | 'closed'>
type Target = readonly [unit: TriageClock['unit'], amount: number, due: (from: string) => Due]

const inDays = (amount: number): Target => ['days', amount, from => ({ dueAt: later(from, amount) })]

/** Which rows set a clock, as they stand with the clinic. */
function policiesOf(rows: readonly string[], { standings }: TriagePolicy): Pick<TriageClock, 'policies'> {
  const all = rows.flatMap(row => {
    const policy = standingOf(standings, row)
    return policy ? [{ row, policy }] : []
  })
  return all.length > 0 ? { policies: all } : {}
}

/** The numbers of a target are clinic policy; an emergency and the same day have none. */
const rowsOf: Readonly<Partial<Record<TriageClass, readonly string[]>>> = {
  P2: ['clock'],
  P3: ['clock'],
  P4: ['clock'],
  P5: ['clock', closedDaysTable.id],
}

function targetOf(code: Exclude<TriageClass, 'HOLD-RETAKE'>, { numbers, closedDays }: TriagePolicy): Target {
  const working = numbers.targetP5 / 1000
  const targets = {
    E0: ['now', 0, from => ({ dueAt: later(from, 0) })],
    E1: ['same-day', 0, from => ({ dueAt: endOfDay(from) })],
    P2: inDays(numbers.targetP2 / 1000),
    P3: inDays(numbers.targetP3 / 1000),
    P4: inDays(numbers.targetP4 / 1000),
    P5: ['working-days', working, from => workingDaysLater(from, working, closedDays)],
  } as const satisfies Record<string, Target>
  return targets[code]
}

/**
 * The clocks of a class from the moment the case came in: the class's target, and for P2 both the 14 days of the suspected-cancer
 * pathway and the 28 days of the Faster Diagnosis Standard (NICE NG12; NHS England). On hold only the waiting time runs.
 */
export function clocksOf(code: TriageClass, from: string | undefined, policy: TriagePolicy): TriageClock[] {
  const since = from === undefined ? {} : { from: later(from, 0) }
  if (code === 'HOLD-RETAKE') return [{ code: 'waiting', amount: 0, unit: 'now', ...since }]
  const [unit, amount, due] = targetOf(code, policy)
  const target: TriageClock = {
    code: 'target',
    amount,
    unit,
    ...since,
    ...(from !== undefined && due(from)),
    ...policiesOf(rowsOf[code] ?? [], policy),
  }
  if (code !== 'P2') return [target]
  const days = policy.numbers.fasterDiagnosis / 1000
  const dueAt = from === undefined ? {} : { dueAt: later(from, days) }
  const own = policiesOf(['clock'], policy)
  return [target, { code: 'faster-diagnosis', amount: days, unit: 'days', ...since, ...dueAt, ...own }]
}
