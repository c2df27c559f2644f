import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { linkToken } from './rig/clinic.ts'
import { fresh, openRig, type Rig, wholeStart } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())
beforeEach(() => {
  rig.clinic.asked.splice(0)
  rig.clinic.said.splice(0)
  rig.clinic.state.answers = true
  rig.press.works = true
})

const refused = (code: string) => expect.objectContaining({ code })
const admit = JSON.stringify({ kind: 'admit' })
const started = async (family: string) => {
  const one = await rig.case(family)
  await rig.service.invite({ caseId: one.caseId, factor: 'birth-date', minutes: 60 }, rig.derm)
  await rig.service.start({ caseId: one.caseId, start: wholeStart }, rig.derm)
  return one
}
/** Sits down in the room; answers the frames as they come and how to stand up. */
async function seated(caseId: never) {
  const leaving = new AbortController()
  const frames: AsyncIterator<{ frame: string }> = (
    (await rig.service.line({ caseId }, { ...rig.derm, signal: leaving.signal } as never)) as AsyncIterable<{
      frame: string
    }>
  )[Symbol.asyncIterator]()
  const first = frames.next()
  await expect.poll(() => rig.clinic.seated()).toBe(1)
  return { first, leave: () => leaving.abort() }
}

describe('a link', () => {
  it('tells the clinic who may enter, and no name of the patient', async () => {
    const { caseId, patientId } = await rig.case('Hidden')
    const made = await rig.service.invite({ caseId, factor: 'birth-date', minutes: 60 }, rig.derm)
    expect(made).toEqual({ link: `${rig.clinic.origin}/visit/#${linkToken}`, expiresAt: expect.any(String) })
    const [{ at, body, token } = { at: '', body: {}, token: '' }] = rig.clinic.asked
    expect([at, token]).toEqual(['POST /visits/links', 'Bearer workstation'])
    expect(body).toMatchObject({ visitId: caseId, identity: `Patient/${patientId}`, secret: '1980-05-17', minutes: 60 })
    expect(JSON.stringify(body)).not.toContain('Hidden')
    expect(await rig.service.waiting(undefined as never, rig.derm)).toContainEqual(
      expect.objectContaining({ caseId, state: 'planned', present: ['patient'], waitingSince: expect.any(String) }),
    )
  })
  it('has a code of six digits where the birth date is not known to the day, which is no second factor', async () => {
    const { caseId } = await rig.case('Yearly', '1980')
    const wanted = { caseId, minutes: 60 }
    await expect(rig.service.invite({ ...wanted, factor: 'birth-date' }, rig.derm)).rejects.toEqual(
      refused('visits.noBirthDate'),
    )
    expect(rig.clinic.asked).toEqual([])
    const { code } = await rig.service.invite({ ...wanted, factor: 'code' }, rig.derm)
    expect(code).toMatch(/^\d{6}$/)
    expect(rig.clinic.asked[0]?.body).toMatchObject({ secret: code, factor: 'code' })
  })
  it('is not made, and the case stays what it was, where the clinic does not answer', async () => {
    const { caseId } = await rig.case('Alone')
    rig.clinic.state.answers = false
    await expect(rig.service.invite({ caseId, factor: 'birth-date', minutes: 60 }, rig.derm)).rejects.toEqual(
      refused('visits.noClinic'),
    )
    expect((await rig.records.read('Encounter', caseId))?.class.code).not.toBe('VR')
  })
})

describe('the start', () => {
  it('is recorded in one commit with the consent, and only then may the patient be let in', async () => {
    const { caseId, patientId } = await rig.case('Gate')
    const { leave } = await seated(caseId as never)
    await expect(rig.service.say({ caseId, frame: admit }, rig.derm)).rejects.toEqual(refused('visits.notStarted'))
    const before = (await rig.acts()).length
    const visit = await rig.service.start({ caseId, start: wholeStart }, rig.derm)
    expect((await rig.acts()).slice(before)).toEqual(['visits.start'])
    expect(visit).toMatchObject({ state: 'started', start: wholeStart })
    expect(await rig.records.read('Consent', caseId)).toMatchObject({
      status: 'active',
      patient: { reference: `Patient/${patientId}` },
    })
    expect(await rig.service.say({ caseId, frame: admit }, rig.derm)).toEqual({ said: true })
    await expect.poll(() => rig.clinic.said).toContain(admit)
    leave()
  })
  it('wants a licence for the state where the patient is, good on the day', async () => {
    const { caseId } = await rig.case('Licence')
    const states = ['US-CA', 'US-NV', 'US-OR'] as const
    const days = ['2026-11-01', '2026-11-02', '2026-11-03'] as const
    const wish = fc.record({
      place: fc.constantFrom(...states),
      state: fc.constantFrom(...states),
      until: fc.constantFrom(...days),
    })
    await fc.assert(
      fc.asyncProperty(wish, async ({ place, state, until }) => {
        const start = {
          ...wholeStart,
          place: { ...wholeStart.place, state: place },
          licence: { ...wholeStart.licence, state, validUntil: until },
        }
        const asked = rig.service.start({ caseId, start }, rig.derm)
        if (place === state && until >= '2026-11-02') await expect(asked).resolves.toMatchObject({ state: 'started' })
        else await expect(asked).rejects.toEqual(refused('visits.licence'))
      }),
      { numRuns: 20 },
    )
  })
})

describe('the line', () => {
  it('hands on what the room says and nothing that the protocol does not know', async () => {
    const { caseId } = await rig.case('Frames')
    const { first, leave } = await seated(caseId as never)
    rig.clinic.tell({ kind: 'invented', text: 'x' })
    rig.clinic.tell({ kind: 'chat', from: 'patient', text: 'Hello', at: '2026-11-02T09:00:00Z' })
    expect(JSON.parse((await first).value?.frame ?? '')).toMatchObject({ kind: 'chat', text: 'Hello' })
    await expect(rig.service.say({ caseId, frame: '{"kind":"end"}' }, rig.derm)).rejects.toEqual(
      refused('input.invalid'),
    )
    await expect(rig.service.say({ caseId, frame: 'no frame' }, rig.derm)).rejects.toEqual(refused('input.invalid'))
    leave()
    await expect.poll(() => rig.clinic.seated()).toBe(0)
  })
  it('is left at a lock', async () => {
    const { caseId } = await rig.case('Locked')
    await seated(caseId as never)
    rig.visits.forget()
    await expect.poll(() => rig.clinic.seated()).toBe(0)
  })
  it('says nothing where nobody sits', async () => {
    const { caseId } = await rig.case('Nobody')
    const frame = JSON.stringify({ kind: 'chat', text: 'Hello' })
    expect(await rig.service.say({ caseId, frame }, rig.derm)).toEqual({ said: false })
  })
})

describe('the end', () => {
  const ending = (caseId: string) => ({
    caseId: caseId as never,
    documentId: fresh(),
    assessment: 'Contact dermatitis.',
    plan: 'Emollient.',
    followUp: { taskId: fresh(), text: 'Look again', dueOn: '2026-12-01' },
  })
  it('leaves everything behind in one commit, tells the clinic, and happens once', async () => {
    const { caseId, patientId } = await started('Ended')
    const before = (await rig.acts()).length
    const told = ending(caseId)
    const { title } = await rig.service.end(told, rig.derm)
    expect(title).toBe('Visit summary')
    expect((await rig.acts()).slice(before)).toEqual(['visits.end'])
    expect(await rig.records.read('Encounter', caseId)).toMatchObject({ status: 'finished' })
    expect(await rig.records.read('DocumentReference', told.documentId)).toMatchObject({
      subject: { reference: `Patient/${patientId}` },
    })
    expect(await rig.records.read('Task', told.followUp.taskId)).toMatchObject({ description: 'Look again' })
    await expect.poll(() => rig.clinic.asked.map(({ at }) => at)).toContain(`POST /visits/${caseId}/end`)
    await expect(rig.service.end(told, rig.derm)).rejects.toEqual(refused('visits.notNow'))
    await expect(rig.service.start({ caseId, start: wholeStart }, rig.derm)).rejects.toEqual(refused('visits.notNow'))
    expect((await rig.service.waiting(undefined as never, rig.derm)).map(visit => visit.caseId)).not.toContain(caseId)
  })
  it('leaves nothing behind, and the room open, where the summary cannot be printed', async () => {
    const { caseId } = await started('Unprinted')
    rig.press.works = false
    const [before, told] = [await rig.acts(), ending(caseId)]
    await expect(rig.service.end(told, rig.derm)).rejects.toEqual(refused('documents.failed'))
    expect(await rig.acts()).toEqual(before)
    expect(await rig.records.read('Task', told.followUp.taskId)).toBeUndefined()
    expect((await rig.records.read('Encounter', caseId))?.status).not.toBe('finished')
    expect(rig.clinic.asked.map(({ at }) => at)).not.toContain(`POST /visits/${caseId}/end`)
  })
  it('is refused for a visit that never started', async () => {
    const { caseId } = await rig.case('Early')
    await expect(rig.service.end(ending(caseId), rig.derm)).rejects.toEqual(refused('visits.notStarted'))
  })
})
