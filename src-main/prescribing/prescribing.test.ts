import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'
import type { PrescriptionView } from '../../src-shared/contract/prescribing.ts'
import { MedicationRequest, Task } from '../../src-shared/fhir/index.ts'
import type { PatientId, RecordId } from '../../src-shared/ids.ts'
import type { Caller } from '../kernel/caller.ts'
import { capsules, cream, openRig, type Rig, rightCode } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const refused = (code: string) => expect.objectContaining({ code })

async function drafted(patientId: PatientId, draft: PrescriptionDraft): Promise<PrescriptionView> {
  return (await rig.service.save({ patientId, draft }, rig.as(rig.people.derm))) as PrescriptionView
}

interface Asked {
  readonly by?: Caller
  readonly code?: string
  readonly acknowledged?: string[]
  readonly overrides?: { rule: string; reason: string }[]
}

async function sign({ patientId, prescriptionId, draft }: PrescriptionView, asked: Asked = {}) {
  const { by = rig.people.derm, code = rightCode, acknowledged = [], overrides = [] } = asked
  const items = [{ prescriptionId, version: draft.version, acknowledged, overrides }]
  const [signed] = await rig.service.sign({ patientId, items, code, prescriber: { npi: '1234567893' } }, rig.as(by))
  return signed as PrescriptionView
}

const held = async (view: PrescriptionView) => {
  const resource = await rig.records.read('MedicationRequest', view.prescriptionId)
  if (!resource) throw new Error('not held')
  return resource
}

describe('a draft', () => {
  it('is a MedicationRequest that others can read, and reads back as it was written', async () => {
    const patientId = await rig.patient('Draft')
    const view = await drafted(patientId, cream())
    const resource = MedicationRequest.parse(await held(view))
    expect(resource).toMatchObject({
      status: 'draft',
      intent: 'order',
      substitution: { allowedBoolean: true },
      dispenseRequest: { numberOfRepeatsAllowed: 1, quantity: { value: 60, unit: 'g' } },
    })
    expect(resource.dosageInstruction?.[0]?.text).toBe(view.sig)
    expect(view.quantity).toBe('60 (sixty) g')
    expect(await rig.service.list({ patientId }, rig.as(rig.people.nurse))).toEqual([view])
  })

  it('is changed by the next version only, and never carries an override of its own', async () => {
    const patientId = await rig.patient('Version')
    const first = await drafted(patientId, cream({ overrides: [{ rule: 'X', reason: 'no reason' }] }))
    expect(first.draft.overrides).toBeUndefined()
    await expect(drafted(patientId, { ...first.draft, version: 3 })).rejects.toEqual(refused('prescribing.notCurrent'))
    await expect(drafted(patientId, { ...first.draft, refills: 2 })).rejects.toEqual(refused('prescribing.notCurrent'))
    expect((await drafted(patientId, { ...first.draft, version: 2, refills: 2 })).draft.refills).toBe(2)
    const other = await rig.patient('Stranger')
    await expect(drafted(other, { ...first.draft, version: 3 })).rejects.toEqual(refused('capture.wrongPatient'))
  })

  it('is taken away while it is one, and nothing is signed from it then', async () => {
    const view = await drafted(await rig.patient('Away'), cream())
    const by = rig.as(rig.people.nurse)
    expect((await rig.service.discard({ prescriptionId: view.prescriptionId }, by)).status).toBe('cancelled')
    await expect(sign(view)).rejects.toEqual(refused('prescribing.notNow'))
  })
})

describe('a signature', () => {
  it('binds the content by its hash, and the record says what differs from it', async () => {
    const view = await sign(await drafted(await rig.patient('Sign'), cream()))
    expect(view).toMatchObject({ status: 'active', signature: { by: 'Dr. Skin', factor: 'totp', valid: true } })
    expect(view.signature?.hash).toMatch(/^[0-9a-f]{64}$/)
    const asking = rig.as(rig.people.derm)
    const named = { prescriptionId: view.prescriptionId }
    expect(await rig.service.verify(named, asking)).toEqual({ signed: true, valid: true, differs: [] })
    const change = rig.records.change(
      { type: 'MedicationRequest', id: view.prescriptionId },
      { dosageInstruction: [{ text: 'Take ten a day.' }] },
    )
    await rig.vault.commit(rig.people.derm, { name: 'tamper', action: 'U' }, [change])
    expect(await rig.service.verify(named, asking)).toMatchObject({ valid: false, differs: ['dosageInstruction'] })
    const [shown] = await rig.service.list({ patientId: view.patientId }, asking)
    expect(shown?.signature?.valid).toBe(false)
    // No paper under a signature that no longer holds.
    const paper = { prescriptionId: view.prescriptionId, sheet: 'A4' as const }
    await expect(rig.service.paper(paper, asking)).rejects.toEqual(refused('prescribing.altered'))
  })

  it('shows a change inside what was signed', async () => {
    const view = await sign(await drafted(await rig.patient('Inside'), cream()))
    const resource = await held(view)
    const extension = resource.extension?.map(one => ({
      ...one,
      valueString: String((one as { valueString?: string }).valueString).replaceAll('"refills":1', '"refills":9'),
    }))
    const change = rig.records.change({ type: 'MedicationRequest', id: view.prescriptionId }, { extension })
    await rig.vault.commit(rig.people.derm, { name: 'tamper', action: 'U' }, [change])
    const verdict = await rig.service.verify({ prescriptionId: view.prescriptionId }, rig.as(rig.people.derm))
    expect(verdict.differs).toEqual(['signature', 'dispenseRequest'])
  })

  it('needs the right code, the version that was shown, and is given once', async () => {
    const view = await drafted(await rig.patient('Code'), cream())
    await expect(sign(view, { code: '000000' })).rejects.toEqual(refused('access.refused'))
    await expect(sign({ ...view, draft: { ...view.draft, version: 2 } })).rejects.toEqual(
      refused('prescribing.notCurrent'),
    )
    await sign(view)
    await expect(sign(view)).rejects.toEqual(refused('prescribing.notNow'))
  })
})

describe('what the rules say', () => {
  it('refuses a controlled drug and what is incomplete', async () => {
    const patientId = await rig.patient('Controlled')
    const controlled = await drafted(patientId, capsules('pregabalin', '75'))
    await expect(sign(controlled)).rejects.toEqual(refused('prescribing.controlled'))
    const { quantity: _quantity, ...open } = cream()
    await expect(sign(await drafted(patientId, open))).rejects.toEqual(refused('prescribing.incomplete'))
  })

  it('blocks until a dermatologist overrides the rule with a reason', async () => {
    const patientId = await rig.patient('Blocked')
    await rig.chart.addMedicine(
      { recordId: randomUUID() as RecordId, patientId, name: 'doxycycline', codes: [], source: 'patient' },
      rig.as(rig.people.gp),
    )
    const view = await drafted(patientId, capsules('isotretinoin', '20'))
    const told = await rig.service.check({ patientId, draft: view.draft }, rig.as(rig.people.gp))
    const blocking = told.alerts.filter(({ severity }) => severity === 'X').map(({ rule }) => rule)
    expect(blocking.length).toBeGreaterThan(0)
    const acknowledged = told.alerts.filter(({ severity }) => severity === 'D').map(({ rule }) => rule)
    await expect(sign(view, { acknowledged })).rejects.toEqual(refused('prescribing.blocked'))
    const overrides = [...blocking, ...acknowledged].map(rule => ({ rule, reason: 'Doxycycline ends today' }))
    await expect(sign(view, { by: rig.people.gp, acknowledged, overrides })).rejects.toEqual(
      refused('prescribing.overrideDenied'),
    )
    const signed = await sign(view, { acknowledged, overrides })
    expect(signed).toMatchObject({ status: 'active', signature: { valid: true } })
    expect(signed.draft.overrides).toHaveLength(overrides.length)
  })

  it('waits until every alert that interrupts was acknowledged', async () => {
    const patientId = await rig.patient('Interrupts')
    const view = await drafted(patientId, capsules('hydroxychloroquine', '200'))
    const told = await rig.service.check({ patientId, draft: view.draft }, rig.as(rig.people.gp))
    const acknowledged = told.alerts.filter(({ severity }) => severity === 'D').map(({ rule }) => rule)
    expect(acknowledged.length).toBeGreaterThan(0)
    expect(told.holds).toEqual([])
    await expect(sign(view)).rejects.toEqual(refused('prescribing.notAcknowledged'))
    expect((await sign(view, { by: rig.people.gp, acknowledged })).signature?.acknowledged).toEqual(acknowledged)
  })
})

describe('afterwards', () => {
  it('what was signed is cancelled with a reason, and what the clinic sets as status is shown', async () => {
    const view = await sign(await drafted(await rig.patient('Cancel'), cream()))
    const set = rig.records.change({ type: 'MedicationRequest', id: view.prescriptionId }, { status: 'on-hold' })
    await rig.vault.commit(rig.people.derm, { name: 'sync', action: 'U' }, [set])
    const [shown] = await rig.service.list({ patientId: view.patientId }, rig.as(rig.people.derm))
    expect(shown).toMatchObject({ status: 'on-hold', signature: { valid: true } })
    const cancelled = await rig.service.cancel(
      { prescriptionId: view.prescriptionId, reason: 'Wrong strength' },
      rig.as(rig.people.gp),
    )
    expect(cancelled).toMatchObject({ status: 'cancelled', signature: { valid: true } })
    expect((await held(view)).statusReason?.text).toBe('Wrong strength')
  })

  it('is printed with its signature, and the first printing is kept', async () => {
    const view = await sign(await drafted(await rig.patient('Paper'), cream()))
    const told = { prescriptionId: view.prescriptionId, sheet: 'A4' as const }
    const paper = await rig.service.paper(told, rig.as(rig.people.nurse))
    expect(paper.pdf).toBe('AQID')
    expect(rig.printed.at(-1)).toMatchObject({ signature: { hash: view.signature?.hash }, status: 'final' })
    expect(await rig.records.read('DocumentReference', view.prescriptionId)).toBeDefined()
    const draft = await drafted(view.patientId, cream())
    await expect(
      rig.service.paper({ ...told, prescriptionId: draft.prescriptionId }, rig.as(rig.people.derm)),
    ).rejects.toEqual(refused('prescribing.notNow'))
  })
})

describe('a renewal', () => {
  const ask = async (view: PrescriptionView) =>
    (
      await rig.service.requestRefill(
        { prescriptionId: view.prescriptionId, note: 'Almost empty' },
        rig.as(rig.people.nurse),
      )
    ).taskId as RecordId
  const taskOf = async (taskId: string) => Task.parse(await rig.records.read('Task', taskId))

  it('waits with its days left, becomes one draft, and is approved by its signature', async () => {
    const view = await sign(await drafted(await rig.patient('Renew'), cream()))
    rig.pass(10)
    const taskId = await ask(view)
    const rows = await rig.service.refills(undefined as never, rig.as(rig.people.derm))
    expect(rows.find(row => row.taskId === taskId)).toMatchObject({ note: 'Almost empty', daysLeft: 4, holds: [] })
    const draft = (await rig.service.renew({ taskId }, rig.as(rig.people.derm))) as PrescriptionView
    const again = await rig.service.renew({ taskId }, rig.as(rig.people.derm))
    expect(again.prescriptionId).toBe(draft.prescriptionId)
    await sign(draft)
    expect(await taskOf(taskId)).toMatchObject({
      status: 'completed',
      businessStatus: { coding: [{ code: 'approved' }] },
    })
  })

  it('is approved with changes where something else was signed', async () => {
    const view = await sign(await drafted(await rig.patient('Change'), cream()))
    const taskId = await ask(view)
    const draft = (await rig.service.renew({ taskId }, rig.as(rig.people.derm))) as PrescriptionView
    await sign(await drafted(draft.patientId, { ...draft.draft, version: 2, refills: 0 }))
    expect(await taskOf(taskId)).toMatchObject({ businessStatus: { coding: [{ code: 'approved-with-changes' }] } })
  })

  it('is denied with a reason, once', async () => {
    const view = await sign(await drafted(await rig.patient('Deny'), cream()))
    const taskId = await ask(view)
    const told = { taskId, newToFollow: true, reason: 'Another cream follows' }
    await rig.service.deny(told, rig.as(rig.people.derm))
    expect(await taskOf(taskId)).toMatchObject({
      status: 'rejected',
      businessStatus: { coding: [{ code: 'denied-new-to-follow' }] },
    })
    await expect(rig.service.deny(told, rig.as(rig.people.derm))).rejects.toEqual(refused('prescribing.notNow'))
  })
})
