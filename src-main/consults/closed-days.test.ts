import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ConsultContent } from '../../src-shared/contract/consults.ts'
import { sentIn, whole } from './rig/cases.ts'
import { openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeEach(async () => {
  rig = await openRig()
})
afterEach(() => rig.close())

/** A question for advice about eczema: answered within three working days. */
const advice: ConsultContent = {
  ...whole,
  history: { ...whole.history, changeSize: false, claimedUrgency: 'advice' },
  findings: { facts: [], conditions: ['eczema'], lesions: [] },
}

it('the turnaround of advice passes over the days on which the clinic is closed, and says by which edition', async () => {
  const before = await sentIn(rig, 'Before', advice)
  expect(before.consult).toMatchObject({ class: 'P5', dueAt: '2026-11-27T09:00:00.000Z' })
  await rig.policies.decide(
    {
      edition: 0,
      from: '2026-11-24',
      owner: 'Dr. Skin',
      decisions: [{ row: 'closed-days', open: false, values: { closedDays: '2026-11-26 2026-12-25' } }],
    },
    rig.as({ ...rig.people.derm, role: 'administrator' }),
  )
  const { consult } = await sentIn(rig, 'After', advice)
  expect(consult).toMatchObject({ class: 'P5', dueAt: '2026-11-30T09:00:00.000Z' })
  expect(consult.triage?.clocks[0]).toMatchObject({
    closed: ['2026-11-26'],
    policies: [
      { row: 'clock', policy: { state: 'open' } },
      { row: 'closed-days', policy: { state: 'changed', edition: 1, by: 'Dr. Skin', on: '2026-11-24' } },
    ],
  })
})
