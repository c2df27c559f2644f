import { createHash } from 'node:crypto'
import { generateSync } from 'otplib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { News } from '../../src-shared/contract/workstation.ts'
import type { CaseId, PatientId, UserId } from '../../src-shared/ids.ts'
import { openFrames, tileIndexOf, tilesOver, tilesPath } from '../../src-shared/imaging/tiles.ts'
import { type Doors, overPort, overSocket } from './transports.ts'

const password = 'a long clinic password'
const uuid = '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002'
const camera = { label: 'Test camera', source: 'camera' } as const
const codeNow = (secret: string) => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) })

/** A first run: the administrator, and a dermatologist who then sits at the workstation. */
async function firstRun({ client }: Doors): Promise<{ doctor: UserId; secret: string; capability: string }> {
  const admin = await client.access.setUp({ clinicName: 'Skin Clinic', name: 'Ada Min', password })
  await client.access.confirmCode({ code: codeNow(admin.secret) })
  const face = await client.access.addUser({ name: 'Dr Derm', role: 'dermatologist', password: `${password} 2` })
  await client.access.lock()
  const first = await client.access.signIn({ userId: face.userId, password: `${password} 2` })
  if (first.state !== 'enrol') throw new Error('a new user must set up a second step')
  const { me } = await client.access.confirmCode({ code: codeNow(first.enrolment.secret) })
  return { doctor: face.userId, secret: first.enrolment.secret, capability: me.bytes }
}

describe.each([
  ['message port', overPort],
  ['loopback socket', overSocket],
] as const)('the doors over a %s', (_, open) => {
  let doors: Doors
  let capability: string
  let patientId: PatientId
  let caseId: CaseId
  const heard: News[] = []
  const listening = new AbortController()

  beforeAll(async () => {
    doors = await open()
    expect(await doors.client.access.door()).toMatchObject({ house: 'fresh', faces: [] })
    const said = await doors.client.workstation.news(undefined, { signal: listening.signal })
    void (async () => {
      for await (const news of said) heard.push(news)
    })().catch(() => {})
    ;({ capability } = await firstRun(doors))
  })
  afterAll(async () => {
    listening.abort()
    // The far side is told that nobody listens any more before its door goes away.
    await doors.client.access.door()
    await doors.close()
  })

  test('an administrator runs the workstation and sees no patient; a dermatologist the other way round', async () => {
    await expect(doors.client.access.users()).rejects.toMatchObject({ code: 'access.denied' })
    const added = await doors.client.records.addPatient({
      family: 'Grünwald',
      given: 'Amélie',
      birthDate: '1980-05-17',
      sex: 'female',
      mrn: 'T-1',
    })
    patientId = added.patientId
    expect(await doors.client.records.findPatients({ text: 'amelie grunw' })).toMatchObject([
      { patientId, unsynced: true },
    ])
  })

  test('a picture goes in by the bytes door and comes out the same, whole or in part', async () => {
    const opened = await doors.client.records.openCase({ patientId, presentation: 'single-lesion', reason: 'check' })
    caseId = opened.caseId
    const jpeg = await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#c08a70' } })
      .jpeg()
      .toBuffer()
    const put = await doors.bytes(`/bytes/${capability}/incoming`, { method: 'PUT', body: new Blob([jpeg]) })
    expect(put.status).toBe(200)
    const { uploadId, sha256 } = (await put.json()) as { uploadId: string; sha256: string }
    expect(sha256).toBe(createHash('sha256').update(jpeg).digest('hex'))

    const place = { siteCode: '66643007', view: 'dermoscopic', takenAt: new Date().toISOString() }
    const shot = await doors.client.capture.keep({ uploadId, caseId, ...place, device: camera })
    expect(shot).toMatchObject({ widthPx: 1200, heightPx: 900, sha256, state: 'kept' })
    expect(await doors.client.capture.shots({ caseId })).toMatchObject([{ blobId: shot.blobId }])

    const whole = await doors.bytes(`/bytes/${capability}/${shot.blobId}/full`)
    expect(whole.headers.get('content-type')).toBe('image/jpeg')
    expect(Buffer.from(await whole.arrayBuffer()).equals(jpeg)).toBe(true)
    const part = await doors.bytes(`/bytes/${capability}/${shot.blobId}/full`, { headers: { range: 'bytes=100-199' } })
    expect([part.status, Buffer.from(await part.arrayBuffer()).equals(jpeg.subarray(100, 200))]).toEqual([206, true])
    const thumb = await doors.bytes(`/bytes/${capability}/${shot.blobId}/thumb`)
    expect(thumb.status).toBe(200)
    expect((await sharp(Buffer.from(await thumb.arrayBuffer())).metadata()).width).toBe(256)
  })

  test('a large picture comes out in tiles, alone or many at once, audited once a look', async () => {
    const large = await sharp({ create: { width: 2600, height: 700, channels: 3, background: '#c08a70' } })
      .jpeg()
      .toBuffer()
    const put = await doors.bytes(`/bytes/${capability}/incoming`, { method: 'PUT', body: new Blob([large]) })
    const { uploadId } = (await put.json()) as { uploadId: string }
    const place = { siteCode: '66643007', view: 'dermoscopic', takenAt: new Date().toISOString() }
    await doors.client.capture.keep({ uploadId, caseId, ...place, device: camera })
    const of = (part: string) => doors.bytes(`/bytes/${capability}/${uploadId}/${part}`)
    const index = tileIndexOf(await (await of('tiles')).json())
    expect(index.levels).toEqual([{ widthPx: 2600, heightPx: 700, columns: 6, rows: 2 }])
    const one = Buffer.from(await (await of('tile-0-5-1')).arrayBuffer())
    expect(await sharp(one).metadata()).toMatchObject({ format: 'jpeg', width: 2600 - 5 * 512, height: 700 - 512 })
    const names = [...tilesOver(index, 0, { x: 2580, y: 600, width: 9, height: 9 }), { level: 0, column: 9, row: 0 }]
    const answer = new Uint8Array(await (await of(tilesPath(names))).arrayBuffer())
    const parts = openFrames().push(answer)
    expect(parts.map(part => Buffer.from(part).equals(one))).toEqual([true, false])
    expect((await of('tile-0-9-9')).status).toBe(404)
    const looks = (await doors.client.access.audit({ limit: 100 })).filter(({ name }) => name === 'bytes.tiles')
    expect(looks).toHaveLength(1)
  })

  test('what a commit made stale is told by name', async () => {
    await expect
      .poll(() => heard.flatMap(news => (news.kind === 'stale' ? news.queries : [])))
      .toContain('capture.shots')
    expect(heard[0]).toEqual({ kind: 'hello' })
    expect(JSON.stringify(heard)).not.toContain('Grünwald')
  })

  test('reading a patient and looking at a picture are in the audit, and the chain holds', async () => {
    await doors.client.records.patient({ patientId })
    const names = (await doors.client.access.audit({ limit: 100 })).map(
      ({ name, patientId: of }) => `${name} ${of ?? ''}`,
    )
    expect(names).toContain(`records.patient ${patientId}`)
    expect(names).toContain(`bytes.full ${patientId}`)
    expect(names).toContain(`capture.keep ${patientId}`)
  })

  test('refusals keep their code, wrong input its field', async () => {
    await expect(doors.client.records.patient({ patientId: uuid as PatientId })).rejects.toMatchObject({
      code: 'records.unknown',
    })
    await expect(doors.client.records.patient({ patientId: 'x' as PatientId })).rejects.toMatchObject({
      code: 'input.invalid',
      data: { fields: ['patientId'] },
    })
    await expect(
      doors.client.capture.keep({
        uploadId: uuid,
        caseId,
        siteCode: '66643007',
        view: 'x',
        takenAt: new Date().toISOString(),
        device: camera,
      }),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^capture\./) as string,
    })
    const bomb = await doors.bytes(`/bytes/${capability}/incoming`, {
      method: 'PUT',
      body: new Blob(['<svg onload="x"/>']),
    })
    expect(bomb.status).toBe(422)
  })

  test.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])('no call is named %s', async name => {
    const call = (...path: string[]) => doors.raw(path)
    await expect(call('records', name)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(call(name, 'patient')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('within seconds the clinic has it all', async () => {
    await expect
      .poll(async () => await doors.client.sync.state(), { timeout: 40_000 })
      .toMatchObject({ link: 'online', waiting: 0, sending: 0, failed: 0, conflicts: 0 })
    expect(await doors.client.records.findPatients({ text: 'T-1' })).toMatchObject([{ unsynced: false }])
  })

  test('a lock ends every capability and every answer', async () => {
    await doors.client.access.lock()
    expect((await doors.bytes(`/bytes/${capability}/${uuid}/full`)).status).toBe(401)
    await expect(doors.client.records.findPatients({ text: '' })).rejects.toMatchObject({ code: 'vault.locked' })
    await expect.poll(() => heard.map(({ kind }) => kind)).toContain('locked')
    expect(await doors.client.access.door()).toMatchObject({
      house: 'locked',
      faces: [{ name: 'Ada Min' }, { name: 'Dr Derm' }],
    })
  })

  test('no patient is named in the log', () => {
    expect(doors.log.join('\n')).not.toMatch(/Grünwald|Amélie|1980-05-17/)
  })
})
