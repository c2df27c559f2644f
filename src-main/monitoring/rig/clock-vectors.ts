import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { vectorFiles } from '../../devices/rig/vectors.ts'
import { localMsOf } from '../clock.ts'
import { openLookup, type TimeChange } from '../time-changes.ts'

const Result = z.object({
  time: z.string(),
  timezoneOffset: z.number(),
  clockDriftOffset: z.number(),
  conversionOffset: z.number(),
})
const Change = z.object({
  change: z.object({ from: z.string(), to: z.string() }),
  jsDate: z.string(),
  index: z.number(),
})
const Scenario = z.object({
  test: z.string(),
  timezone: z.string(),
  mostRecent: z.string(),
  throws: z.string().optional(),
  changes: z.array(z.unknown()),
  lookups: z.array(z.object({ deviceTimeAsUTC: z.string(), index: z.number().nullish(), result: Result.optional() })),
  fillInUTCInfo: z.array(
    z.object({ in: z.object({ index: z.number().nullish() }), jsDate: z.string(), out: Result.partial() }),
  ),
})
type Scenario = z.output<typeof Scenario>

export interface Verdict {
  readonly name: string
  readonly ok: boolean
  readonly why?: string
}

const localOf = (text: string): number => localMsOf(text.replace(/Z$/, '')) ?? Number.NaN

const changeOf = (raw: unknown): TimeChange => {
  const { change, jsDate, index } = Change.parse(raw)
  return { fromMs: localOf(change.from), toMs: localOf(change.to), atMs: localOf(jsDate), index }
}

type Expected = z.output<typeof Result>

interface Ask {
  readonly at: string
  readonly index: number | undefined
  readonly result: { readonly [Name in keyof Expected]?: Expected[Name] | undefined } | undefined
}

const asksOf = (scenario: Scenario): readonly Ask[] => [
  ...scenario.lookups.map(({ deviceTimeAsUTC, index, result }) => ({
    at: deviceTimeAsUTC,
    index: index ?? undefined,
    result,
  })),
  ...scenario.fillInUTCInfo.map(one => ({ at: one.jsDate, index: one.in.index ?? undefined, result: one.out })),
]

function verdictsOf(scenario: Scenario, file: string): readonly Verdict[] {
  // Wrong argument types: the compiler refuses those here.
  if (scenario.throws !== undefined) return []
  const look = openLookup(scenario.timezone, localOf(scenario.mostRecent), scenario.changes.map(changeOf))
  return asksOf(scenario).map(({ at, index, result }, place) => {
    const found = look(localOf(at), index)
    const got = found && [found.utcMs, found.timezoneOffset, found.clockDriftOffset, found.conversionOffset].join(' ')
    const want =
      result?.time === undefined
        ? undefined
        : [Date.parse(result.time), result.timezoneOffset, result.clockDriftOffset, result.conversionOffset].join(' ')
    const name = `${file}: ${scenario.test} ${place + 1}`
    return got === want ? { name, ok: true } : { name, ok: false, why: `expected ${want}, got ${got}` }
  })
}

/** Every look-up of the time zone vectors, judged. Empty where the vectors are absent. */
export const clockVectors = (): readonly Verdict[] =>
  vectorFiles('timezones', /\.json$/).flatMap(file =>
    z
      .array(Scenario)
      .parse(JSON.parse(readFileSync(file, 'utf8')))
      .flatMap(scenario => verdictsOf(scenario, basename(file))),
  )
