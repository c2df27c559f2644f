import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Deed, patience, stepOfWatch, watchFrom } from './vigil.ts'

interface Done {
  readonly at: number
  readonly deed: Deed
}

/** Looks every `everyMs` at a line that is heard where `isHeard` says so; what was done and when. */
function watched(looks: number, everyMs: number, isHeard: (at: number) => boolean): Done[] {
  let watch = watchFrom(0)
  return Array.from({ length: looks }, (_, nth) => {
    const now = (nth + 1) * everyMs
    const [next, deed] = stepOfWatch(watch, { now, isHeard: isHeard(now) })
    watch = next
    return { at: now, deed }
  })
}
const timesOf = (all: readonly Done[], wanted: Deed): number[] =>
  all.filter(({ deed }) => deed === wanted).map(({ at }) => at)
const every = fc.integer({ min: 50, max: 500 })

describe('the watch over a line', () => {
  test('leaves alone what is heard', () => {
    fc.assert(
      fc.property(every, everyMs => {
        expect(watched(100, everyMs, () => true).every(({ deed }) => deed === 'nothing')).toBe(true)
      }),
    )
  })
  test('doubts first, then seeks, again and again, and gives up', () => {
    const done = watched(300, 100, () => false)
    expect(timesOf(done, 'doubt')).toEqual([600])
    expect(timesOf(done, 'seek').slice(0, 3)).toEqual([1000, 3500, 6000])
    expect(timesOf(done, 'lost')[0]).toBe(patience.lostMs)
  })
  test('seeks within one look of a second of silence, whatever was heard before', () => {
    fc.assert(
      fc.property(every, fc.integer({ min: 0, max: 10_000 }), (everyMs, until) => {
        const done = watched(300, everyMs, at => at <= until)
        const lastHeard = Math.floor(until / everyMs) * everyMs
        const [first = Number.NaN] = timesOf(done, 'seek')
        expect(first - lastHeard).toBeGreaterThanOrEqual(patience.silentMs)
        expect(first - lastHeard).toBeLessThan(patience.silentMs + everyMs)
      }),
    )
  })
  test('never seeks twice without a pause, and says that it is back once for each silence', () => {
    fc.assert(
      fc.property(every, fc.infiniteStream(fc.boolean()), (everyMs, heard) => {
        const done = watched(400, everyMs, () => heard.next().value === true)
        let sought: number | undefined
        for (const { at, deed } of done) {
          if (deed === 'seek' && sought !== undefined) expect(at - sought).toBeGreaterThanOrEqual(patience.againMs)
          if (deed === 'back') expect(sought).toBeDefined()
          if (deed === 'seek') sought = at
          if (deed === 'back') sought = undefined
        }
      }),
    )
  })
  test('a sleep of the machine is a connection lost', () => {
    expect(stepOfWatch(watchFrom(0), { now: 3_600_000, isHeard: false })[1]).toBe('lost')
  })
})
