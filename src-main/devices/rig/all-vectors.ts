import { isDeepStrictEqual } from 'node:util'
import type { Checked } from './astm-vectors.ts'
import { freestyleChecks, kernChecks, onetouchChecks, taidocChecks } from './glucose-vectors.ts'
import { hidVectors, type VectorResult } from './hid-vectors.ts'
import { contecChecks, noninChecks } from './oximeter-vectors.ts'
import { phdVectors } from './phd-vectors.ts'
import { ptpVectors } from './ptp-vectors.ts'

const serialFamilies: readonly (readonly [string, () => readonly Checked[]])[] = [
  ['nonin', noninChecks],
  ['contec', contecChecks],
  ['kern', kernChecks],
  ['taidoc', taidocChecks],
  ['onetouch', onetouchChecks],
  ['freestyle', freestyleChecks],
]

/** Every vector of every driver against what our decoders make of it. Empty where the vectors are not on this computer. */
export const deviceVectors = async (): Promise<readonly { readonly name: string; readonly ok: boolean }[]> => [
  ...hidVectors(),
  ...serialFamilies.flatMap(([family, checks]) =>
    checks().map(
      ({ name, got, want }): VectorResult => ({ name: `${family} ${name}`, ok: isDeepStrictEqual(got, want) }),
    ),
  ),
  ...(await phdVectors()),
  ...(await ptpVectors()),
]
