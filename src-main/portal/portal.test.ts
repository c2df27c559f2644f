import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QuestionnaireResponse } from '../../src-shared/fhir/index.ts'
import type { PatientId, SessionId, UserId } from '../../src-shared/ids.ts'
import { questionnaireOf } from '../../src-shared/portal/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Asking } from '../kernel/door.ts'
import { openRecords } from '../records/index.ts'
import { openVault } from '../vault/index.ts'
import { entryIn } from './entries.ts'
import { openPortal } from './index.ts'

const now = () => new Date('2026-11-24T09:00:00Z')
const token = 't'.repeat(32)

/** A clinic that answers as the portal's door does, and keeps what it was asked. */
async function openClinic() {
  const asked: { at: string; body: unknown; token: string | undefined }[] = []
  const state = { status: 200 }
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
    request.on('end', () => {
      const at = `${request.method} ${request.url}`
      asked.push({ at, body: JSON.parse(text), token: request.headers.authorization })
      response.statusCode = state.status
      response.end(
        at.endsWith('/links') ? JSON.stringify({ token, expires: Date.parse('2026-11-25T09:00:00Z') / 1000 }) : '{}',
      )
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, asked, state, close: () => new Promise(resolve => server.close(resolve)) }
}

async function openRig() {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-portal-'))
  const clinic = await openClinic()
  const vault = openVault({
    folder,
    thread: new URL('../vault-thread.ts', import.meta.url),
    now,
    changed: () => undefined,
    log: () => undefined,
    kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 },
    ballastBytes: 0,
  })
  const person = { userId: randomUUID() as UserId, name: 'Dr. Skin', role: 'dermatologist' as const }
  const by: Caller = { ...person, sessionId: randomUUID() as SessionId }
  const asking: Asking = { who: () => by, about: () => undefined }
  await vault.create(person, 'correct horse battery staple')
  const records = openRecords({ vault, now })
  const reach = { isThere: true }
  const { service } = openPortal({
    vault,
    records,
    clinic: async () => (reach.isThere ? { origin: clinic.origin, token: 'workstation' } : undefined),
  })
  const close = async () => {
    await vault.close()
    await clinic.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { vault, records, clinic, reach, service, by, asking, close }
}

let rig: Awaited<ReturnType<typeof openRig>>
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const added = async (birthDate: string) => {
  const patient = { family: 'Portal', given: 'Ada', birthDate, sex: 'female' as const }
  return (await rig.records.service.addPatient(patient, rig.asking)).patientId as PatientId
}
const refused = (code: string) => expect.objectContaining({ code })

describe('a link', () => {
  it('is made at the clinic with the second factor, shown once, and opens the portal', async () => {
    const patientId = await added('1980-05-17')
    const made = await rig.service.invite({ patientId, factor: 'birth-date', minutes: 60 }, rig.asking)
    expect(made).toMatchObject({ link: `${rig.clinic.origin}/portal/#${token}`, expiresAt: '2026-11-25T09:00:00.000Z' })
    expect(made.qrSvg).toMatch(/^<svg/)
    expect(made.code).toBeUndefined()
    expect(rig.clinic.asked.at(-1)).toEqual({
      at: 'POST /portals/links',
      body: { lid: patientId, secret: '1980-05-17', factor: 'birth-date', minutes: 60 },
      token: 'Bearer workstation',
    })
  })

  it('with a code tells the code, which is the secret and six digits', async () => {
    const patientId = await added('1980')
    const made = await rig.service.invite({ patientId, factor: 'code', minutes: 60 }, rig.asking)
    expect(made.code).toMatch(/^\d{6}$/)
    expect(rig.clinic.asked.at(-1)?.body).toMatchObject({ secret: made.code })
  })

  it('is refused without a whole birth date, without a clinic, and for a patient the clinic does not have', async () => {
    const invite = (patientId: PatientId) =>
      rig.service.invite({ patientId, factor: 'birth-date', minutes: 60 }, rig.asking)
    await expect(invite(await added('1980-05'))).rejects.toEqual(refused('portal.noBirthDate'))
    const patientId = await added('1980-05-17')
    rig.reach.isThere = false
    await expect(invite(patientId)).rejects.toEqual(refused('portal.noClinic'))
    rig.reach.isThere = true
    rig.clinic.state.status = 404
    await expect(invite(patientId)).rejects.toEqual(refused('portal.notYetThere'))
    rig.clinic.state.status = 500
    await expect(invite(patientId)).rejects.toEqual(refused('portal.noClinic'))
    rig.clinic.state.status = 200
    await expect(invite(randomUUID() as PatientId)).rejects.toEqual(refused('records.unknown'))
  })

  it('is taken back at the clinic', async () => {
    const patientId = await added('1980-05-17')
    expect(await rig.service.revoke({ patientId }, rig.asking)).toEqual({ patientId })
    expect(rig.clinic.asked.at(-1)).toMatchObject({ at: 'POST /portals/revocations', body: { lid: patientId } })
  })
})

const response = (patientId: string, more: object = {}): QuestionnaireResponse =>
  ({
    resourceType: 'QuestionnaireResponse',
    id: randomUUID(),
    status: 'completed',
    questionnaire: questionnaireOf('symptom-log'),
    subject: { reference: `Patient/${patientId}` },
    source: { reference: `Patient/${patientId}` },
    authored: '2026-11-24T08:00:00Z',
    item: [{ linkId: 'itch', answer: [{ valueInteger: 7 }] }],
    ...more,
  }) as QuestionnaireResponse

describe('what a patient filled in', () => {
  it('is told for that patient alone', async () => {
    const [mine, other] = [await added('1980-05-17'), await added('1970-01-02')]
    const act = { name: 'records.import', action: 'C', patientId: mine, entity: 'QuestionnaireResponse' } as const
    await rig.vault.commit(rig.by, act, [
      rig.records.put(response(mine) as never),
      rig.records.put(response(other) as never),
    ])
    const entries = await rig.service.entries({ patientId: mine }, rig.asking)
    expect(entries).toMatchObject([{ form: 'symptom-log', answers: [{ id: 'itch', answer: 7 }] }])
  })

  it.each([
    ['of another form', { questionnaire: 'https://elsewhere.example/Questionnaire/1' }],
    ['that somebody else filled in', { source: { reference: 'Patient/other' } }],
    ['that is not finished', { status: 'in-progress' }],
    ['off the scale', { item: [{ linkId: 'itch', answer: [{ valueInteger: 11 }] }] }],
    ['to a question nobody asked', { item: [{ linkId: 'name', answer: [{ valueString: 'x' }] }] }],
  ])('leaves out one %s', (_, more) => {
    expect(entryIn(JSON.stringify(response('one', more)))).toBeUndefined()
  })
})
