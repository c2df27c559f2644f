import { afterEach, beforeEach, expect, it } from 'vitest'
import { openRig, type Rig } from '../prescribing/rig/open.ts'
import { openPolicies, type Policies } from './index.ts'

let rig: Rig
let room: Policies
const now = { at: new Date('2026-11-25T09:00:00Z') }
beforeEach(async () => {
  rig = await openRig()
  now.at = new Date('2026-11-25T09:00:00Z')
  room = openPolicies({ vault: rig.vault, records: rig.records, now: () => now.at })
})
afterEach(() => rig.close())

const owner = 'Dr. Skin'
const from = '2026-11-25'
const asking = () => rig.as({ ...rig.people.nurse, name: 'Adm. Rig', role: 'administrator' })
const decide = (more: Partial<Parameters<Policies['service']['decide']>[0]> = {}) =>
  room.service.decide(
    {
      edition: 0,
      from,
      owner,
      decisions: [{ row: 'DOSE-MTX', open: false, values: { 'DOSE-MTX.limit': '20' } }],
      ...more,
    },
    asking(),
  )
const refused = (code: string) => expect.objectContaining({ code })
const rowNow = async (id: string) => (await room.service.list(undefined, asking())).rows.find(row => row.id === id)

it('begins with every row open and as proposed', async () => {
  const { edition, rows, editions } = await room.service.list(undefined, asking())
  expect([edition, editions]).toEqual([0, []])
  expect(rows.length).toBeGreaterThan(100)
  expect(rows.every(({ standing }) => standing.state === 'open')).toBe(true)
  expect(rows.every(({ settings }) => settings.every(({ now: held, value }) => held === value))).toBe(true)
})

it('keeps a change as an edition: who answers, who wrote it, from when; audited and waiting for the clinic', async () => {
  expect(await decide()).toEqual({ edition: 1 })
  expect(await rowNow('DOSE-MTX')).toMatchObject({
    words: 'methotrexate at … mg a week, over 20.',
    settings: [{ value: '25', now: '20' }],
    standing: { state: 'changed', edition: 1, by: owner, on: from },
  })
  const { editions } = await room.service.list(undefined, asking())
  expect(editions).toMatchObject([{ edition: 1, from, owner, by: 'Adm. Rig', rows: ['DOSE-MTX'], unsynced: true }])
  expect((await rig.acts()).map(({ act }) => act.name)).toContain('policies.decide')
})

it('a confirmation as it stands says so; taken back, the row waits again', async () => {
  await decide({ decisions: [{ row: 'R1', open: false, values: {} }] })
  expect((await rowNow('R1'))?.standing).toEqual({ state: 'confirmed', edition: 1, by: owner, on: from })
  await decide({ edition: 1, decisions: [{ row: 'R1', open: true, values: {} }] })
  expect((await rowNow('R1'))?.standing).toEqual({ state: 'open' })
})

it('what begins later is told and does not hold before', async () => {
  await decide({ from: '2026-12-01' })
  expect(await rowNow('DOSE-MTX')).toMatchObject({
    standing: { state: 'open' },
    coming: { edition: 1, from: '2026-12-01' },
  })
  expect((await room.prescribingOn('2026-11-30')).values).toEqual({})
  expect((await room.prescribingOn('2026-12-01T00:00:00Z')).values).toEqual({ 'DOSE-MTX.limit': '20' })
})

it('refuses what is out of limits, past, decided since, or no row', async () => {
  const over = [{ row: 'DOSE-MTX', open: false, values: { 'DOSE-MTX.limit': '31' } }]
  await expect(decide({ decisions: over })).rejects.toEqual(refused('policies.outOfLimits'))
  const foreign = [{ row: 'DOSE-MTX', open: false, values: { 'DOSE-ACI.limit': '20' } }]
  await expect(decide({ decisions: foreign })).rejects.toEqual(refused('policies.outOfLimits'))
  const unknown = [{ row: 'NOTHING', open: false, values: {} }]
  await expect(decide({ decisions: unknown })).rejects.toEqual(refused('policies.outOfLimits'))
  await expect(decide({ from: '2026-11-23' })).rejects.toEqual(refused('policies.past'))
  await decide()
  await expect(decide()).rejects.toEqual(refused('policies.notCurrent'))
  expect((await room.service.list(undefined, asking())).edition).toBe(1)
})

it('a clinic’s closed days are kept whole, and triage counts by them from their first day on', async () => {
  const closedDays = '2026-12-24 2026-12-25 2027-01-01'
  const given = { decisions: [{ row: 'closed-days', open: false, values: { closedDays } }], from: '2026-12-01' }
  await expect(
    decide({ ...given, decisions: [{ ...given.decisions[0], values: { closedDays: '2026-02-30' } }] as never }),
  ).rejects.toEqual(refused('policies.outOfLimits'))
  await decide(given)
  expect((await room.triageOn('2026-11-30')).closedDays).toEqual([])
  const { closedDays: held, standings } = await room.triageOn('2026-12-01')
  expect(held).toEqual(['2026-12-24', '2026-12-25', '2027-01-01'])
  expect(standings?.['closed-days']).toEqual({ state: 'changed', edition: 1, by: owner, on: '2026-12-01' })
  now.at = new Date('2026-12-01T09:00:00Z')
  expect((await rowNow('closed-days'))?.settings).toEqual([
    { kind: 'days', id: 'closedDays', value: '', now: closedDays },
  ])
})

it('a clinic’s change reaches the check of a draft with who answers for it', async () => {
  await rig.setPolicy('DOSE-MTX', { 'DOSE-MTX.limit': '10' })
  const patientId = await rig.patient('Policy')
  const step = { dose: '15', unit: 'mg', frequency: { kind: 'weekly', times: 1, days: ['mon'] }, days: 28 } as const
  const draft = {
    id: 'p1',
    version: 1,
    drug: 'methotrexate',
    strength: { amount: '2.5', unit: 'mg' },
    refills: 0,
    substitution: true,
    writtenOn: from,
    sig: { route: 'oral', sites: [], steps: [step] },
  } as const
  const { alerts } = await rig.service.check({ patientId, draft: draft as never }, rig.as(rig.people.derm))
  expect(alerts.find(({ rule }) => rule === 'DOSE-MTX')).toMatchObject({
    reason: { values: { limit: '10' } },
    policy: { state: 'changed', edition: 1, by: owner, on: from },
  })
  expect(alerts.find(({ rule }) => rule === 'LAB-BASE')).toMatchObject({ policy: { state: 'open' } })
})
