import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { type Booking, conflictOf, freeStarts, spanOf } from './conflicts.ts'
import { appointmentKinds } from './kinds.ts'
import { nextFor } from './waiting.ts'
import { clockIn, dayAfter, dayBounds, dayIn, momentOf, weekOf } from './zone.ts'

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Casablanca',
  'UTC',
]
const zone = fc.constantFrom(...zones)
const day = fc.integer({ min: 0, max: 5000 }).map(days => dayAfter('2020-01-01', days))
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(parts => parts.map(part => String(part).padStart(2, '0')).join(':'))

describe('days in time zones', () => {
  it('join without gap or overlap, and hold their own instants', () => {
    fc.assert(
      fc.property(day, zone, (on, where) => {
        const { from, to } = dayBounds(on, where)
        expect(dayBounds(dayAfter(on, 1), where).from).toBe(to)
        expect([dayIn(from, where), dayIn(to, where)]).toEqual([on, dayAfter(on, 1)])
        const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000
        expect([23, 23.5, 24, 24.5, 25]).toContain(hours)
      }),
    )
  })

  it('a wall clock time is that time again, or is left out by the change to summer time', () => {
    fc.assert(
      fc.property(day, clock, zone, (on, at, where) => {
        const moment = momentOf(on, at, where)
        if (moment === undefined) return
        expect([dayIn(moment, where), clockIn(moment, where)]).toEqual([on, at])
      }),
    )
  })

  it('day and clock are those of the zone itself, asked again or not, also around a change of the clock', () => {
    const changes = ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2026-03-08T05:30:00Z', '2026-10-03T15:30:00Z']
    const near = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -7200, max: 7200 }))
    const around = near.map(([at, seconds]) => Date.parse(at) + seconds * 1000)
    // Before 1973 too, where clocks were changed at odd minutes.
    const any = fc.integer({ min: -2_208_988_800, max: 7_258_118_400 }).map(seconds => seconds * 1000)
    fc.assert(
      fc.property(zone, fc.array(fc.oneof(any, around), { minLength: 1, maxLength: 4 }), (where, moments) => {
        for (const ms of [...moments, ...moments]) {
          const at = new Date(ms).toISOString()
          const wall = Temporal.Instant.from(at).toZonedDateTimeISO(where).toPlainDateTime().toString()
          expect(`${dayIn(at, where)}T${clockIn(at, where)}`).toBe(wall.slice(0, 16))
        }
      }),
    )
  })

  it('has the edges of summer time', () => {
    expect(momentOf('2026-03-29', '02:30', 'Europe/Berlin')).toBeUndefined()
    expect(momentOf('2026-10-25', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
    expect(momentOf('2026-03-08', '02:30', 'America/New_York')).toBeUndefined()
    expect(momentOf('2026-11-24', 'noon', 'UTC')).toBeUndefined()
    expect(weekOf('2026-11-29')).toEqual(weekOf('2026-11-23'))
    expect(weekOf('2026-11-26')[0]).toBe('2026-11-23')
  })
})

const booking = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom(...appointmentKinds),
    at: fc.integer({ min: 0, max: 96 }),
    minutes: fc.integer({ min: 5, max: 120 }),
    resourceIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
    patientId: fc.constantFrom('p', 'q', undefined),
  })
  .map(({ at, minutes, ...rest }): Booking => {
    const startMs = Date.parse('2026-11-24T00:00:00Z') + at * 900_000
    return { ...rest, start: new Date(startMs).toISOString(), end: new Date(startMs + minutes * 60_000).toISOString() }
  })

describe('conflicts', () => {
  it('are mutual; nothing conflicts with itself', () => {
    fc.assert(
      fc.property(booking, booking, (one, other) => {
        expect(conflictOf(one, [one])).toBeUndefined()
        expect(conflictOf(one, [other]) === undefined).toBe(conflictOf(other, [one]) === undefined)
      }),
    )
  })

  it('what is offered as free conflicts with nothing', () => {
    fc.assert(
      fc.property(booking, fc.array(booking, { maxLength: 12 }), (one, others) => {
        const within = { from: '2026-11-24T08:00:00.000Z', to: '2026-11-24T16:00:00.000Z', stepMinutes: 15 }
        for (const start of freeStarts({ ...one, minutes: 20 }, others, within)) {
          const end = new Date(Date.parse(start) + 20 * 60_000).toISOString()
          expect(conflictOf({ ...one, start, end }, others)).toBeUndefined()
        }
      }),
    )
  })

  it('a buffer is kept free, and ends where the next may begin', () => {
    const one = { id: '1', kind: 'biopsy', start: '2026-11-24T09:00:00Z', end: '2026-11-24T09:30:00Z' } as const
    const [from, to] = spanOf(one)
    expect([from, to].map(at => new Date(at).toISOString().slice(11, 16))).toEqual(['08:55', '09:40'])
    const after = (start: string): Booking => ({
      id: '2',
      kind: 'in-person',
      start,
      end: '2026-11-24T10:30:00Z',
      resourceIds: ['a'],
    })
    const first = { ...one, resourceIds: ['a'] }
    expect(conflictOf(after('2026-11-24T09:39:00Z'), [first])).toEqual({ with: '1', resourceId: 'a' })
    expect(conflictOf(after('2026-11-24T09:40:00Z'), [first])).toBeUndefined()
  })
})

it('a free place goes to who waits longest and fits', () => {
  const free: Booking = {
    id: 'x',
    kind: 'video',
    start: '2026-11-24T09:00:00Z',
    end: '2026-11-24T09:15:00Z',
    resourceIds: ['a'],
  }
  const who = (id: string, since: string, more: object = {}) => ({
    id,
    kind: 'video' as const,
    minutes: 15,
    since,
    resourceIds: [],
    passed: [],
    ...more,
  })
  const list = [
    who('late', '2026-11-03'),
    who('long', '2026-11-01', { minutes: 30 }),
    who('passed', '2026-11-01', { passed: [free.start] }),
    who('other', '2026-11-01', { resourceIds: ['b'] }),
    who('next', '2026-11-02', { resourceIds: ['a'] }),
  ]
  expect(nextFor(free, list)?.id).toBe('next')
  expect(nextFor({ ...free, kind: 'biopsy' }, list)).toBeUndefined()
})
