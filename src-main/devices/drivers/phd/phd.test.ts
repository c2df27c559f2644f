import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutting } from '../../rig/faults.ts'
import { type Dialogue, phdApdus, phdDialogues } from '../../rig/phd-corpus.ts'
import { phdMutations } from '../../rig/phd-mutations.ts'
import type { Entry } from '../../tape.ts'
import { decodePhd } from './decode.ts'
import { Manager, type Step } from './manager.ts'

const dialogues = phdDialogues()
const single = phdApdus()
const all = [...dialogues, ...single]
const apdus = all.flatMap(({ agent }) => agent)

function pieces(bytes: Uint8Array, cut: (length: number) => number): readonly Uint8Array[] {
  const found: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const size = Math.max(1, cut(bytes.length - at))
    found.push(bytes.subarray(at, at + size))
    at += size
  }
  return found
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))

/** What a manager made of a stream, without where it was cut. */
function madeOf(steps: readonly Step[]): object {
  return {
    out: steps.flatMap(({ out }) => out.map(bytes => Buffer.from(bytes).toString('hex'))),
    states: steps.flatMap(({ states }) => states),
    reports: steps.flatMap(({ reports }) => reports),
    system: steps.findLast(({ system }) => system)?.system,
    ended: steps.flatMap(({ ended }) => ended ?? []),
  }
}

/** A tape of a dialogue whose agent's APDUs came in pieces. */
function taped(agent: readonly Uint8Array[], cut: (length: number) => number): readonly Entry[] {
  const manager = new Manager()
  return agent.flatMap((apdu, at) => {
    const entry = (way: Entry['way'], bytes: Uint8Array): Entry => ({
      atUs: at * 1000,
      way,
      channel: way === 'in' ? 0x81 : 0x02,
      bytes,
    })
    const out = manager.hear(apdu).out
    return [...pieces(apdu, cut).map(one => entry('in', one)), ...out.map(one => entry('out', one))]
  })
}

describe.for(dialogues)('a dialogue: $name', ({ agent }: Dialogue) => {
  test('the stream cut anywhere gives the same steps and the same readings', () => {
    const startedAt = '2026-03-01T12:00:00.000Z'
    const stream = joined(agent)
    const whole = new Manager()
    const wholeSteps = madeOf(agent.map(apdu => whole.hear(apdu)))
    const wholeDecoded = decodePhd({ startedAt, entries: taped(agent, length => length) })
    const property = fc.property(fc.nat(), fc.integer({ min: 1, max: 120 }), (seed, most) => {
      const manager = new Manager()
      const steps = pieces(stream, cutting(seed, most)).map(bytes => manager.hear(bytes))
      expect(madeOf(steps)).toEqual(wholeSteps)
      expect(manager.state).toBe(whole.state)
      expect(decodePhd({ startedAt, entries: taped(agent, cutting(seed, most)) })).toEqual(wholeDecoded)
    })
    fc.assert(property, { numRuns: 25 })
  })
})

describe('APDUs that are cut or changed', () => {
  test('every truncation and changes of every byte, other ones at each run, end only in typed errors', () => {
    const seed = Math.floor(Math.random() * 2 ** 31)
    const { tried, untyped } = phdMutations({ valuesEach: 1, seed })
    expect({ seed, untyped: untyped.slice(0, 3) }).toEqual({ seed, untyped: [] })
    expect(tried).toBe(2 * apdus.reduce((sum, { length }) => sum + length, 0))
  }, 120_000)

  test('several bytes changed at once, pieces joined, and nonsense do no more harm', () => {
    const spoiled = fc
      .tuple(
        fc.constantFrom(...apdus),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
      )
      .map(([apdu, changes]) => {
        const copy = apdu.slice()
        for (const [at, value] of changes) copy[at % copy.length] = value
        return copy
      })
    const part = fc.oneof({ weight: 4, arbitrary: spoiled }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) })
    const property = fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), parts => {
      const manager = new Manager()
      for (const bytes of parts) manager.hear(bytes)
      const entries = parts.map((bytes, at): Entry => ({ atUs: at, way: 'in', channel: 0x81, bytes }))
      decodePhd({ startedAt: '2026-03-01T12:00:00.000Z', entries })
    })
    fc.assert(property, { numRuns: 500 })
  })
})
