import { checkOf } from '../../../src-shared/clinical/prescribing/check.ts'
import { at, inOrder } from '../../../src-shared/clinical/prescribing/rig/builders.ts'
import { goldenPrescriptions } from '../../../src-shared/clinical/prescribing/rig/golden.ts'
import { report, timed } from '../measure.ts'

const budgetMs = 20
const rounds = 20
const months = ['02', '05', '08', '11']

/** One draft against the whole table, for a patient with a long record: the 95th percentile beside the milliseconds it may take. */
export async function prescribeBench(): Promise<void> {
  // Ten years of results every three months, and two dozen medicines: more than a real record has.
  const labs = Array.from(
    { length: 40 },
    (_, quarter) => `${2026 - Math.floor(quarter / 4)}-${months[quarter % 4]}-01`,
  ).flatMap(on => inOrder.map(lab => ({ ...lab, on })))
  const medicines = [...new Set(goldenPrescriptions.flatMap(([, , patient]) => patient.medicines))].slice(0, 24)
  const values: number[] = []
  for (let round = -1; round < rounds; round++)
    for (const [, draft, patient] of goldenPrescriptions) {
      const value = await timed(async () => checkOf(draft, { ...patient, labs, medicines }, at))
      if (round >= 0) values.push(value)
    }
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
  report({
    bench: 'rules',
    case: 'prescribe-p95',
    value,
    unit: 'ms',
    peer: budgetMs,
    better: 'lower',
    n: values.length,
  })
}
