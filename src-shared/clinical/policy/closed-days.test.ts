import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clocksOf } from '../triage/clocks.ts'
import { policyOf } from '../triage/policy.ts'
import { triagePolicyOn } from './fold.ts'
import { rowFaultsOf } from './rows.ts'

const edition = {
  editionId: 'a',
  edition: 4,
  from: '2026-11-01',
  at: '2026-11-01T09:00:00.000Z',
  owner: 'Dr. Skin',
}
const closing = (closedDays: string) =>
  triagePolicyOn(
    [{ ...edition, decisions: [{ row: 'closed-days', open: false, values: { closedDays } }] }],
    '2026-12-01',
  )
const fits = (closedDays: string) => rowFaultsOf('closed-days', { closedDays }).length === 0

describe('the closed days of a clinic', () => {
  it('are none until it names some, and the clock in working days passes over them', () => {
    const asked = '2026-12-23T10:00:00.000Z'
    expect(clocksOf('P5', asked, triagePolicyOn([], '2026-12-01'))).toEqual([
      {
        code: 'target',
        amount: 3,
        unit: 'working-days',
        from: asked,
        dueAt: '2026-12-28T10:00:00.000Z',
        policies: [
          { row: 'clock', policy: { state: 'open' } },
          { row: 'closed-days', policy: { state: 'open' } },
        ],
      },
    ])
    const [clock] = clocksOf('P5', asked, closing('2026-12-24 2026-12-25 2027-01-01'))
    expect(clock).toMatchObject({
      dueAt: '2026-12-30T10:00:00.000Z',
      closed: ['2026-12-24', '2026-12-25'],
      policies: [{ row: 'clock' }, { row: 'closed-days', policy: { state: 'changed', edition: 4, by: 'Dr. Skin' } }],
    })
  })

  it('change no clock in plain days, and say so', () => {
    for (const code of ['P2', 'P3', 'P4'] as const) {
      const [clock] = clocksOf(code, '2026-12-23T10:00:00.000Z', closing('2026-12-24'))
      expect(clock?.closed).toBeUndefined()
      expect(clock?.policies?.map(({ row }) => row)).toEqual(['clock'])
    }
  })
})

describe('the list of closed days', () => {
  it('is of real days, in order, each once, and not more than sixty', () => {
    expect(['', '2026-12-25', '2026-12-25 2027-01-01'].every(fits)).toBe(true)
    for (const wrong of [
      '2026-02-30',
      'Christmas',
      '2027-01-01 2026-12-25',
      '2026-12-25 2026-12-25',
      '2026-12-25,2027-01-01',
      ' ',
    ])
      expect([wrong, fits(wrong)]).toEqual([wrong, false])
    const days = (count: number) =>
      Array.from({ length: count }, (_, at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10)).join(' ')
    expect([fits(days(60)), fits(days(61))]).toEqual([true, false])
  })

  it('whatever they are, no clock ends on one of them or on a weekend, and more of them never end it sooner', () => {
    const day = fc
      .integer({ min: 0, max: 60 })
      .map(at => new Date(Date.UTC(2026, 10, 20 + at)).toISOString().slice(0, 10))
    fc.assert(
      fc.property(fc.uniqueArray(day, { maxLength: 30 }), day, (closed, from) => {
        const dueUnder = (closedDays: readonly string[]) =>
          clocksOf('P5', `${from}T10:00:00.000Z`, policyOf({ closedDays: closedDays.toSorted() }))[0]?.dueAt ?? ''
        const due = dueUnder(closed)
        expect(closed).not.toContain(due.slice(0, 10))
        expect([0, 6]).not.toContain(new Date(due).getUTCDay())
        expect(due >= dueUnder(closed.slice(1))).toBe(true)
      }),
    )
  })
})
