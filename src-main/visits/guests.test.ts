import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { fresh, openRig, type Rig, wholeStart } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())
beforeEach(() => {
  rig.clinic.asked.splice(0)
  rig.clinic.state.answers = true
  rig.clinic.state.guest = undefined
})

const refused = (code: string) => expect.objectContaining({ code })
const guest = { id: randomUUID(), name: 'Ana Ruiz', role: 'interpreter' } as const
const started = async (family: string) => {
  const one = await rig.case(family)
  await rig.service.invite({ caseId: one.caseId, factor: 'birth-date', minutes: 60 }, rig.derm)
  await rig.service.start({ caseId: one.caseId, start: wholeStart }, rig.derm)
  return one
}
const participants = async (caseId: string) => (await rig.records.read('Encounter', caseId))?.participant ?? []

it('a link for a guest tells the clinic their name, role and code, and nothing of the patient', async () => {
  const { caseId, patientId } = await rig.case('Private')
  const wanted = { caseId, name: 'Ana Ruiz', role: 'interpreter' as const }
  const { code } = await rig.service.inviteGuest(wanted, rig.derm)
  const told = rig.clinic.asked.find(({ at }) => at === 'POST /visits/links')?.body
  expect(code).toMatch(/^\d{6}$/)
  expect(told).toMatchObject({ secret: code, factor: 'code', guest: { name: 'Ana Ruiz', role: 'interpreter' } })
  expect(JSON.stringify(told)).not.toContain('Private')
  expect(JSON.stringify(told)).not.toContain(patientId)
})

const appointment = (id: string, patientId: string, change: object) =>
  ({
    resourceType: 'Appointment',
    id,
    status: 'booked',
    serviceType: [{ coding: [{ code: 'video' }] }],
    start: '2026-11-02T10:00:00Z',
    end: '2026-11-02T10:30:00Z',
    participant: [{ actor: { reference: `Patient/${patientId}` }, status: 'accepted' }],
    ...change,
  }) as never
const minutesOf = async (caseId: never) => {
  rig.clinic.asked.splice(0)
  await rig.service.inviteGuest({ caseId, name: 'Ana Ruiz', role: 'interpreter' }, rig.derm)
  return rig.clinic.asked.find(({ at }) => at === 'POST /visits/links')?.body['minutes']
}

it('a guest’s link follows the appointment of this visit, or else the next one by video', async () => {
  const { caseId, patientId } = await rig.case('Booked')
  expect(await minutesOf(caseId as never)).toBe(240)
  const [next, ours] = [randomUUID(), randomUUID()]
  await rig.keep(appointment(randomUUID(), patientId, { serviceType: [{ coding: [{ code: 'biopsy' }] }] }))
  await rig.keep(appointment(randomUUID(), patientId, { status: 'cancelled' }))
  expect(await minutesOf(caseId as never)).toBe(240)
  await rig.keep(appointment(next, patientId, {}))
  expect(await minutesOf(caseId as never)).toBe(120)
  const supportingInformation = [{ reference: `Encounter/${caseId}` }]
  const later = { start: '2026-11-04T09:00:00Z', end: '2026-11-04T09:30:00Z' }
  await rig.keep(appointment(ours, patientId, { ...later, supportingInformation }))
  expect(await minutesOf(caseId as never)).toBe(2 * 1440 + 60)
})

it('is let in only after the yes of the patient, and is written down by name and role first', async () => {
  const { caseId, patientId } = await started('Guested')
  await expect(rig.service.admitGuest({ caseId }, rig.derm)).rejects.toEqual(refused('visits.noGuest'))
  rig.clinic.state.guest = { ...guest, agreed: false, admitted: false }
  await expect(rig.service.admitGuest({ caseId }, rig.derm)).rejects.toEqual(refused('visits.noGuest'))
  const before = await participants(caseId)
  rig.clinic.state.guest = { ...guest, agreed: true, admitted: false }
  await rig.service.admitGuest({ caseId }, rig.derm)
  await rig.service.admitGuest({ caseId }, rig.derm)
  const after = await participants(caseId)
  expect(after.slice(0, before.length)).toEqual(before)
  expect(after.slice(before.length)).toMatchObject([
    { type: [{ coding: [{ code: 'translator' }] }], individual: { display: 'Ana Ruiz' } },
  ])
  expect(await rig.records.read('Consent', guest.id)).toMatchObject({
    status: 'active',
    category: [{ coding: [{ code: 'video-visit-guest' }] }],
    patient: { reference: `Patient/${patientId}` },
    performer: [{ reference: `Patient/${patientId}` }],
    provision: {
      type: 'permit',
      actor: [{ role: { text: 'interpreter' }, reference: { display: 'Ana Ruiz' } }],
      data: [{ reference: { reference: `Encounter/${caseId}` } }],
    },
  })
  expect(await rig.service.waiting(undefined as never, rig.derm)).toContainEqual(
    expect.objectContaining({ caseId, identities: expect.objectContaining({ clinician: 'Dr. Skin' }) }),
  )
})

it('that the clinic calls by the name of another consent is not let in, and that consent stays', async () => {
  const { caseId } = await started('Misnamed')
  rig.clinic.state.guest = { ...guest, id: caseId, agreed: true, admitted: false }
  await expect(rig.service.admitGuest({ caseId }, rig.derm)).rejects.toEqual(refused('visits.noGuest'))
  expect(await rig.records.read('Consent', caseId)).toMatchObject({
    category: [{ coding: [{ code: 'video-visit' }] }],
  })
})

it('is sent out at the clinic, with its line in the audit; a clinic that does not answer is said', async () => {
  const { caseId } = await started('Outed')
  await rig.service.sendGuestOut({ caseId }, rig.derm)
  expect(rig.clinic.asked.map(({ at }) => at)).toContain(`POST /visits/${caseId}/guest/out`)
  expect(await rig.acts()).toContain('visits.sendGuestOut')
  rig.clinic.state.answers = false
  await expect(rig.service.sendGuestOut({ caseId }, rig.derm)).rejects.toEqual(refused('visits.noClinic'))
  await expect(rig.service.sendGuestOut({ caseId: fresh() as never }, rig.derm)).rejects.toEqual(
    refused('records.unknown'),
  )
})
