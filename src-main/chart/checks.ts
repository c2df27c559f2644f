import { holdsOn, icdOf } from '../../src-shared/clinical/icd.ts'
import { loincOf } from '../../src-shared/clinical/loinc.ts'
import { isRange } from '../../src-shared/clinical/range.ts'
import type { NewFact, NewResult } from '../../src-shared/contract/chart.ts'
import { Fault } from '../../src-shared/faults.ts'
import { isPlausible } from './facts.ts'

/** Clocks of two machines may differ by this much before a time counts as the future. */
const slackMs = 10 * 60_000

const demandPast = (at: string, now: Date): void => {
  if (Date.parse(at) > now.getTime() + slackMs) throw new Fault('chart.implausible')
}

/** A diagnosis code must be of the list and in use today, or be the one the line has already. Fault chart.unknownCode. */
export function demandIcd(
  icd10: string | undefined,
  { before, now }: { before?: string | undefined; now: Date },
): void {
  if (icd10 === undefined || icd10 === before) return
  const row = icdOf(icd10)
  if (row === undefined || !holdsOn(row, now.toISOString().slice(0, 10))) throw new Fault('chart.unknownCode')
}

/** Faults chart.unknownCode, chart.wrongUnit, chart.wrongRange, chart.implausible. */
export function demandResult({ loinc, measured, takenAt }: NewResult, now: Date): void {
  const row = loincOf(loinc)
  if (row?.kind !== 'laboratory') throw new Fault('chart.unknownCode')
  demandPast(takenAt, now)
  if (measured.kind === 'coded') {
    if (row.units.length > 0) throw new Fault('chart.wrongUnit')
    return
  }
  if (!row.units.includes(measured.unit)) throw new Fault('chart.wrongUnit')
  if (!isRange(measured)) throw new Fault('chart.wrongRange')
}

/** Fault chart.implausible. */
export function demandFact(said: NewFact, now: Date): void {
  demandPast(said.at, now)
  if (!isPlausible(said)) throw new Fault('chart.implausible')
}
