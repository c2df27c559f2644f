import { TriageCase } from '../../../src-shared/clinical/triage/case.ts'
import { goldenConsults } from '../../../src-shared/clinical/triage/golden.ts'
import { byWaiting, triageOf } from '../../../src-shared/clinical/triage/triage.ts'
import { median, report, timed } from '../measure.ts'

const waiting = 1000
const budgetMs = 200
const rounds = 15

/** A waiting list of 1,000 cases, triaged and sorted: beside the milliseconds that it may take. */
export async function triageBench(): Promise<void> {
  const receivedAt = '2026-11-25T09:00:00Z'
  const golden = goldenConsults.map(({ entered }) => TriageCase.parse({ receivedAt, ...entered }))
  const cases = Array.from({ length: waiting }, (_, at) => golden[at % golden.length]!)
  const values: number[] = []
  for (let round = -1; round < rounds; round++) {
    const value = await timed(async () => cases.map(entered => triageOf(entered)).toSorted(byWaiting))
    if (round >= 0) values.push(value)
  }
  report({
    bench: 'rules',
    case: 'triage-1000',
    value: median(values),
    unit: 'ms',
    peer: budgetMs,
    better: 'lower',
    n: rounds,
  })
}
