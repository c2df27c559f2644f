import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueOf, isRed, loopDaysOf, referralClocks, urgencies } from './clocks.ts'
import { type CourseEvent, orderKinds, orderSteps, standOf, stepsFrom, taken } from './course.ts'

const act = fc.oneof(
  fc.record({
    do: fc.constant('step' as const),
    id: fc.integer({ min: 0, max: 30 }),
    what: fc.constantFrom(...orderSteps),
    seen: fc.subarray(['a', 'b', 'c']),
  }),
  fc.record({ do: fc.constant('results' as const), results: fc.subarray(['a', 'b', 'c']) }),
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** Plays steps, results that come and go, and repeated steps. */
const play = (kind: (typeof orderKinds)[number], acts: readonly Act[]) => {
  let events: readonly CourseEvent[] = []
  let results: readonly string[] = []
  for (const one of acts) {
    if (one.do === 'results') results = one.results
    else events = taken({ kind, events, results }, { ...one, id: String(one.id) }) ?? events
  }
  return { events, results }
}
/** A lucky walk: every time one of the open steps, so that ends are reached. */
const walk = (kind: (typeof orderKinds)[number], choices: readonly number[]) => {
  const acts: Act[] = []
  for (const [at, choice] of choices.entries()) {
    const { events, results } = play(kind, acts)
    const steps = stepsFrom(kind, standOf(kind, events, results))
    const what = steps[choice % Math.max(1, steps.length)]
    if (choice % 5 === 0 || what === undefined)
      acts.push({ do: 'results', results: ['a', 'b', 'c'].slice(0, choice % 4) })
    else acts.push({ do: 'step', id: 100 + at, what, seen: [...results] })
  }
  return play(kind, acts)
}

const isToldAfterSigning = ({ events, results }: ReturnType<typeof play>): boolean => {
  const signedAt = events.findLastIndex(({ what }) => what === 'signed')
  const after = events.slice(signedAt + 1).map(({ what }) => what)
  const signed = events[signedAt]?.seen ?? []
  return (
    results.length > 0 &&
    signedAt >= 0 &&
    results.every(one => signed.includes(one)) &&
    after.join() === 'told,planned,closed'
  )
}

describe('the course of an order', () => {
  it.each(['biopsy', 'laboratory'] as const)(
    '%s never stands closed without result, signature and patient told',
    kind => {
      fc.assert(
        fc.property(fc.array(act, { maxLength: 40 }), fc.array(fc.nat(99), { maxLength: 25 }), (acts, choices) => {
          for (const end of [play(kind, acts), walk(kind, choices)])
            if (standOf(kind, end.events, end.results) === 'closed') expect(isToldAfterSigning(end)).toBe(true)
        }),
      )
      const whole = walk(kind, [1, 2, 5, 1, 1, 1, 1])
      expect(standOf(kind, whole.events, ['a'])).not.toBe('draft')
    },
  )

  it('a step told twice is taken once, at any later time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...orderKinds), fc.array(fc.nat(99), { maxLength: 25 }), (kind, choices) => {
        const { events, results } = walk(kind, choices)
        for (const event of events) expect(taken({ kind, events, results }, event)).toBe(events)
      }),
    )
  })

  it('goes a loop to its end, and an addendum opens it again', () => {
    const results: string[] = []
    let events: readonly CourseEvent[] = []
    const step = (what: CourseEvent['what'], seen?: string[]) => {
      const next = taken({ kind: 'biopsy', events, results }, { id: what + events.length, what, seen })
      if (next === undefined) throw new Error(what)
      events = next
    }
    step('sent')
    step('collected')
    expect(() => step('told')).toThrow()
    expect(() => step('closed')).toThrow()
    results.push('a')
    expect(() => step('signed', [])).toThrow()
    step('signed', ['a'])
    expect(() => step('closed')).toThrow()
    for (const what of ['told', 'planned', 'closed'] as const) step(what)
    expect(standOf('biopsy', events, results)).toBe('closed')
    results.push('addendum')
    expect(standOf('biopsy', events, results)).toBe('resulted')
    step('signed', ['a', 'addendum'])
    expect(standOf('biopsy', events, results)).toBe('signed')
    expect(standOf('biopsy', events, [])).toBe('collected')
  })

  it('a referral that was refused waits for somebody', () => {
    expect(stepsFrom('referral', 'refused')).toEqual(['closed'])
    expect(stepsFrom('referral', 'withdrawn')).toEqual([])
    expect(taken({ kind: 'referral', events: [], results: [] }, { id: '1', what: 'seen' })).toBeUndefined()
  })
})

describe('clocks', () => {
  const sentAt = '2026-11-01T08:00:00.000Z'
  const about = { kind: 'referral', urgency: 'urgent', sentAt } as const
  it('run by urgency and step', () => {
    expect(dueOf({ ...about, state: 'sent' })).toBe('2026-11-03T08:00:00.000Z')
    expect(dueOf({ ...about, state: 'scheduled' })).toBe('2026-11-15T08:00:00.000Z')
    expect(dueOf({ ...about, state: 'seen', seenAt: '2026-11-10T08:00:00.000Z' })).toBe('2026-11-17T08:00:00.000Z')
    expect(dueOf({ ...about, state: 'reported' })).toBeUndefined()
    expect(dueOf({ ...about, kind: 'biopsy', state: 'sent' })).toBeUndefined()
    expect(dueOf({ ...about, state: 'refused', refusedAt: sentAt })).toBe(sentAt)
  })
  it('say whose numbers they are, and that a clinic must confirm them', () => {
    for (const one of urgencies)
      expect(referralClocks[one]).toMatchObject({ owner: 'clinic policy', confirm: true, id: `orders.referral.${one}` })
  })
  it('are shorter the more urgent', () => {
    const days = urgencies.map(one => referralClocks[one].seenDays)
    expect(days).toEqual([...days].sort((one, other) => one - other))
  })
  it('a loop is red beyond fourteen days, not at fourteen', () => {
    const loop = { kind: 'biopsy', state: 'collected', since: sentAt } as const
    expect(isRed(loopDaysOf(loop, '2026-11-15T23:00:00.000Z'))).toBe(false)
    expect(isRed(loopDaysOf(loop, '2026-11-16T08:00:00.000Z'))).toBe(true)
    expect(loopDaysOf({ ...loop, state: 'closed' }, '2027-01-01T00:00:00Z')).toBeUndefined()
  })
})
