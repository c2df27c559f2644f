import { isDeepStrictEqual } from 'node:util'
import { omronDriver } from '../drivers/omron/index.ts'
import { astmChecks, type Checked } from './astm-vectors.ts'
import { contourChecks } from './contour-vectors.ts'
import { cwaChecks } from './cwa-vectors.ts'
import { omronCaptures, pressureLines } from './omron-captures.ts'

export interface VectorResult {
  readonly name: string
  readonly ok: boolean
  readonly why?: string
}

/** What the Omron driver makes of each capture, beside the readings found in it and the vendor's own export. */
const omronChecks = (): readonly Checked[] =>
  omronCaptures().flatMap(({ name, tape, expected, vendor }) => {
    const decoded = omronDriver.decode?.(tape)
    const got = decoded && pressureLines(decoded)
    const rows = vendor === undefined ? [] : [{ name: `${name} as the vendor exports it`, got, want: vendor }]
    return [{ name, got, want: expected }, ...rows]
  })

const families: readonly (readonly [string, () => readonly Checked[]])[] = [
  ['omron', omronChecks],
  ['astm', astmChecks],
  ['contour', contourChecks],
  ['cwa', cwaChecks],
]

const short = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 200)

/** Every vector of HID and file devices against what our decoders make of it. Empty where the vectors are not on this computer. */
export const hidVectors = (): readonly VectorResult[] =>
  families.flatMap(([family, checks]) =>
    checks().map(({ name, got, want }) => {
      const ok = isDeepStrictEqual(got, want)
      return { name: `${family} ${name}`, ok, ...(ok ? {} : { why: `${short(got)} and not ${short(want)}` }) }
    }),
  )
