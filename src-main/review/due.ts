import type { z } from 'zod'
import { type Standing, standingOf } from '../../src-shared/clinical/monitoring-windows.ts'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import type { Due } from '../../src-shared/contract/review.ts'
import type { Desk } from './desk.ts'
import type { HeldMark } from './rows.ts'

type Face = z.input<typeof Due>

const order: readonly Standing[] = ['overdue', 'due', 'open', 'early']

async function faceOf({ records }: Desk, row: HeldMark, today: string): Promise<Face[]> {
  const body = JSON.parse(row.body) as MarkOf<'monitoring'>
  if (body.outcome !== undefined || row.lesionId === null) return []
  const [patient, lesion] = await Promise.all([
    records.read('Patient', row.patientId),
    records.read('BodyStructure', row.lesionId),
  ])
  const [name] = patient?.name ?? []
  return [
    {
      markId: row.markId,
      patientId: row.patientId,
      lesionId: row.lesionId,
      patientName: [name?.family, name?.given?.join(' ')].filter(Boolean).join(', '),
      lesionName: lesion?.description ?? '',
      plan: body.plan,
      earliestOn: body.earliestOn,
      dueOn: body.dueOn,
      latestOn: body.latestOn,
      standing: standingOf(body, today),
    },
  ]
}

/** Every lesion that waits for its next picture, the most overdue first; `today` as an ISO date of the clinic. */
export async function dueOf(desk: Desk, today: string): Promise<Face[]> {
  const faces = await Promise.all((await desk.store.open('monitoring')).map(row => faceOf(desk, row, today)))
  const rank = ({ standing }: Face): number => order.indexOf(standing)
  return faces.flat().toSorted((a, b) => rank(a) - rank(b) || a.dueOn.localeCompare(b.dueOn))
}
