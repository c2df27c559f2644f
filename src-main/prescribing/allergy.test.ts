import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'
import type { PatientId, RecordId } from '../../src-shared/ids.ts'
import { capsules, openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

async function note(patientId: PatientId, active = true) {
  const allergy = {
    substance: 'Doxycycline',
    kind: 'allergy',
    criticality: 'high',
    verification: 'confirmed',
  } as const
  const recordId = randomUUID() as RecordId
  await rig.chart.addAllergy(
    { ...allergy, codes: [], recordId, patientId, active, reactions: [] },
    rig.as(rig.people.derm),
  )
}

async function alertsOf(patientId: PatientId, draft: PrescriptionDraft) {
  const { alerts } = await rig.service.check({ patientId, draft }, rig.as(rig.people.derm))
  return alerts.filter(({ kind }) => kind === 'allergy').map(({ rule, severity }) => [rule, severity])
}

it('an allergy written into the chart stops the same medicine at the next check', async () => {
  const patientId = await rig.patient('Reacted')
  const draft = capsules('doxycycline', '100')
  expect(await alertsOf(patientId, draft)).toEqual([])
  await note(patientId)
  expect(await alertsOf(patientId, draft)).toEqual([['ALL-SAME', 'X']])
})

it('an allergy that no longer holds, or another patient’s, stops nothing', async () => {
  const patientId = await rig.patient('Outgrown')
  await note(patientId, false)
  await note(await rig.patient('Other'))
  expect(await alertsOf(patientId, capsules('doxycycline', '100'))).toEqual([])
})
