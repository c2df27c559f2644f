import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { datesOf, type Plan, refusalOf, standingOf, windows } from './monitoring-windows.ts'

const plans = Object.keys(windows) as Plan[]
const days = fc
  .integer({ min: 0, max: 40_000 })
  .map(day => new Date(Date.UTC(1990, 0, 1) + day * 86_400_000).toISOString().slice(0, 10))

it('short-term is 2.5 to 4.5 months, best after 3', () => {
  expect(datesOf('short-term', '2026-11-25')).toEqual({
    earliestOn: '2027-02-08',
    dueOn: '2027-02-23',
    latestOn: '2027-04-11',
  })
  // Over a leap day.
  expect(datesOf('short-term', '2027-12-01').dueOn).toBe('2028-02-29')
})

test.each([
  ['2027-02-07', 'early'],
  ['2027-02-08', 'open'],
  ['2027-02-22', 'open'],
  ['2027-02-23', 'due'],
  ['2027-04-11', 'due'],
  ['2027-04-12', 'overdue'],
])('on %s it is %s', (today, standing) => {
  expect(standingOf(datesOf('short-term', '2026-11-25'), today)).toBe(standing)
})

it('windows are in order on every day, and standing only ever moves on', () => {
  const order = ['early', 'open', 'due', 'overdue']
  fc.assert(
    fc.property(fc.constantFrom(...plans), days, fc.tuple(days, days), (plan, baseline, two) => {
      const dates = datesOf(plan, baseline)
      expect(baseline < dates.earliestOn && dates.earliestOn < dates.dueOn && dates.dueOn <= dates.latestOn).toBe(true)
      const [first, second] = two.toSorted()
      const rank = (today = ''): number => order.indexOf(standingOf(dates, today))
      expect(rank(first)).toBeLessThanOrEqual(rank(second))
    }),
  )
})

it('what is nodular or can be felt is not followed', () => {
  const flat = { plan: 'short-term', nodular: false, palpable: false } as const
  expect(refusalOf(flat)).toBeUndefined()
  expect(refusalOf({ ...flat, nodular: true })).toBe('nodular')
  expect(refusalOf({ ...flat, palpable: true })).toBe('palpable')
})
