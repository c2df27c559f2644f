import { randomUUID } from 'node:crypto'
import type { PatientId, RecordId } from '../../src-shared/ids.ts'
import type { Chart } from '../chart/index.ts'
import type { Asking } from '../kernel/door.ts'
import type { ChartStory } from './chart-story.ts'

const dayMs = 24 * 3600_000

interface Needs {
  readonly chart: Chart['service']
  readonly now: () => Date
  readonly asking: Asking
}

/** Writes a person's chart, as the demo clinic's dermatologist. */
export async function tellChart(patientId: PatientId, story: ChartStory, { chart, now, asking }: Needs): Promise<void> {
  const fresh = () => ({ recordId: randomUUID() as RecordId, patientId })
  const daysBack = (days: number) => new Date(now().getTime() - days * dayMs).toISOString()
  for (const problem of story.problems) await chart.addProblem({ ...fresh(), ...problem }, asking)
  for (const allergy of story.allergies ?? []) await chart.addAllergy({ ...fresh(), ...allergy }, asking)
  if (story.allergies?.length === 0) await chart.noKnownAllergies(fresh(), asking)
  for (const medicine of story.medicines) await chart.addMedicine({ ...fresh(), ...medicine }, asking)
  for (const { daysAgo, ...result } of story.results)
    await chart.addResult({ ...fresh(), ...result, takenAt: daysBack(daysAgo) }, asking)
  for (const { daysAgo, fact } of story.facts) await chart.setFact({ ...fresh(), fact, at: daysBack(daysAgo) }, asking)
}
