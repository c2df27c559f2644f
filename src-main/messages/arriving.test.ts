import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Communication } from '../../src-shared/fhir/index.ts'
import { mp4, webm } from '../../src-shared/imaging/clip/rig/make.ts'
import { largestFile } from './file-kind.ts'
import { fresh, openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('base64')
const photograph = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#c08060' } })
    .withExif({ IFD0: { Make: 'CANARY-4711' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
    .jpeg()
    .toBuffer()

/** A message of the patient's with a file, as the clinic has it; `bytes` is what the clinic then gives. */
const written = async (bytes: Uint8Array | undefined, attachment: object = {}) => {
  const patientId = await rig.patient('Far')
  const [threadId, fileId] = [fresh(), fresh() as string]
  await rig.service.begin({ threadId, patientId, kind: 'patient', topic: 'Cream' }, rig.derm)
  if (bytes) rig.clinic.bytes.set(fileId, { kind: 'bytes', bytes: new Uint8Array(bytes) })
  await rig.arrive(
    Communication.parse({
      resourceType: 'Communication',
      id: fresh(),
      status: 'completed',
      partOf: [{ reference: `Communication/${threadId}` }],
      subject: { reference: `Patient/${patientId}` },
      sender: { reference: `Patient/${patientId}`, display: 'Ada' },
      sent: '2026-11-01T10:00:00Z',
      payload: [
        { contentString: 'Here' },
        { contentAttachment: { contentType: 'image/jpeg', url: `Binary/${fileId}`, title: '../a.jpg', ...attachment } },
      ],
    }),
  )
  const file = async () => (await rig.service.page({ threadId, limit: 10 }, rig.nurse)).messages[0]?.files[0]
  return { patientId, fileId, file }
}

it('brings a file written elsewhere, seals it for its patient without where it was taken, and asks once', async () => {
  const bytes = await photograph()
  const { patientId, fileId, file } = await written(bytes, { hash: sha1(bytes) })
  expect(await file()).toMatchObject({ name: 'a.jpg', arrival: 'on-its-way' })
  await rig.fetchAll()
  const here = await file()
  expect(here).toMatchObject({ mediaType: 'image/jpeg', blobId: expect.any(String) })
  expect(here?.arrival).toBeUndefined()
  const opened = await rig.fileOf(here?.blobId ?? '')
  expect(opened).toMatchObject({ patientId, mediaType: 'image/jpeg', sizeBytes: here?.sizeBytes })
  const kept = Buffer.from((await opened?.read(0, opened.sizeBytes)) ?? [])
  expect(bytes.includes('CANARY-4711')).toBe(true)
  expect(kept.includes('CANARY-4711')).toBe(false)
  expect((await sharp(kept).metadata()).exif).toBeUndefined()
  await rig.fetchAll()
  expect(rig.clinic.asked.filter(id => id === fileId)).toHaveLength(1)
})

it.each([
  ['video/mp4', mp4({ telling: 'CANARY-4711' })],
  ['video/webm', webm({ telling: 'CANARY-4711' })],
])('brings a clip (%s) without where it was taken, and refuses one that was cut off', async (mediaType, bytes) => {
  const { patientId, file } = await written(bytes, { contentType: 'video/quicktime', hash: sha1(bytes) })
  const cut = await written(bytes.subarray(0, -8))
  await rig.fetchAll()
  const here = await file()
  expect(here).toMatchObject({ mediaType, sizeBytes: bytes.length, blobId: expect.any(String) })
  const opened = await rig.fileOf(here?.blobId ?? '')
  expect(opened).toMatchObject({ patientId, mediaType })
  const kept = Buffer.from((await opened?.read(0, opened.sizeBytes)) ?? [])
  expect([Buffer.from(bytes).includes('CANARY-4711'), kept.includes('CANARY-4711')]).toEqual([true, false])
  expect((await cut.file())?.arrival).toBe('not-taken')
})

it('sends nothing back to the clinic for a fetched file, and enters it again after a crash', async () => {
  const bytes = await photograph()
  const { fileId, file } = await written(bytes)
  await rig.fetchAll()
  const { blobId = '' } = (await file()) ?? {}
  expect(await rig.records.read('Binary', fileId)).toBeUndefined()
  await rig.forgetFile(fileId)
  expect(await file()).toMatchObject({ arrival: 'on-its-way' })
  await rig.adopt(blobId)
  expect(await file()).toMatchObject({ blobId, mediaType: 'image/jpeg' })
})

it('waits without a clinic, asks again later, and says after the third try that it does not come', async () => {
  const { fileId, file } = await written(undefined)
  const asked = () => rig.clinic.asked.filter(id => id === fileId).length
  await rig.fetchAll()
  await rig.fetchAll()
  expect([asked(), (await file())?.arrival]).toEqual([2, 'on-its-way'])
  rig.clinic.bytes.set(fileId, { kind: 'failed' })
  await rig.fetchAll()
  await rig.fetchAll()
  expect(asked()).toBe(3)
  for (let hours = 0; hours < 2; hours++) {
    rig.clock.at += 3_600_000
    await rig.fetchAll()
  }
  expect([asked(), (await file())?.arrival]).toEqual([5, 'not-fetched'])
  rig.clinic.bytes.set(fileId, { kind: 'bytes', bytes: new Uint8Array(await photograph()) })
  rig.clock.at += 3_600_000
  await rig.fetchAll()
  expect(await file()).toMatchObject({ blobId: expect.any(String) })
})

it('takes nothing that is no file of messages, too large, or not what its message says', async () => {
  const page = await written(Buffer.from('<svg onload="alert(1)"></svg>'))
  const large = await written(undefined)
  rig.clinic.bytes.set(large.fileId, { kind: 'too-large' })
  const other = await written(await photograph(), { hash: sha1(Buffer.from('other')) })
  const path = await written(undefined, { url: 'Binary/..' })
  await rig.fetchAll()
  expect((await page.file())?.arrival).toBe('not-taken')
  expect((await large.file())?.arrival).toBe('too-large')
  expect((await other.file())?.blobId).toBeUndefined()
  expect((await path.file())?.arrival).toBe('not-taken')
  expect(rig.clinic.asked).not.toContain('..')
  expect(largestFile).toBe(25 * 1024 * 1024)
})

it("shows no file of another patient's, even where a message names it", async () => {
  const one = await written(await photograph())
  await rig.fetchAll()
  const other = await written(undefined, { url: `Binary/${one.fileId}` })
  await rig.fetchAll()
  expect((await one.file())?.blobId).toBeDefined()
  expect(await other.file()).toMatchObject({ arrival: 'not-taken' })
  expect((await other.file())?.blobId).toBeUndefined()
})
