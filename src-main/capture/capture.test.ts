import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Keep, Shot } from '../../src-shared/contract/capture.ts'
import { Media } from '../../src-shared/fhir/index.ts'
import {
  admitted,
  doctor,
  filesIn,
  hashOf,
  jpeg,
  keepOf,
  nurse,
  openRig,
  type Rig,
  taken,
  takenAt,
  type Where,
  wholeOf,
} from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(async () => {
  await rig.close()
  rig.remove()
})

const camera = { label: 'Test camera', source: 'camera' } as const
const kept = (where: Where, bytes: Uint8Array, more?: Partial<Keep>) =>
  taken(rig, where, more === undefined ? { bytes } : { bytes, more })

test('a kept picture is the bytes that came, and FHIR says what it is', async () => {
  const where = await admitted(rig)
  const bytes = await jpeg()
  const quality = { verdict: 'good' as const, version: 'q/1', reasons: [], measures: { focus: 0.8 } }
  const device = { ...camera, dermoscopic: 'contact-polarized' } as const
  const more: Partial<Keep> = { lesionId: where.lesionId, laterality: 'left', device, quality }
  const shot = await kept(where, bytes, more)
  const sha256 = hashOf(bytes)
  expect(Shot.parse(shot)).toMatchObject({
    ...where,
    siteName: 'Cheek, left',
    takenAt,
    takenBy: 'Dr. Rig',
    mediaType: 'image/jpeg',
    widthPx: 640,
    heightPx: 480,
    sizeBytes: bytes.length,
    sha256,
    state: 'kept',
    unsynced: true,
    quality,
  })
  expect(hashOf((await wholeOf(rig, shot.blobId))?.bytes)).toBe(hashOf(bytes))

  const media = Media.parse(await rig.records.read('Media', shot.blobId))
  expect(media).toMatchObject({
    status: 'completed',
    modality: { coding: [{ code: 'DMS' }] },
    subject: { reference: `Patient/${where.patientId}` },
    encounter: { reference: `Encounter/${where.caseId}` },
    createdDateTime: takenAt,
    bodySite: { coding: [{ system: 'http://snomed.info/sct', code: '36141000' }], text: 'Cheek, left' },
    operator: { display: 'Dr. Rig' },
    deviceName: 'Test camera',
    width: 640,
    height: 480,
    content: {
      contentType: 'image/jpeg',
      url: `Binary/${shot.blobId}`,
      size: bytes.length,
      hash: createHash('sha1').update(bytes).digest('base64'),
    },
  })
  expect(JSON.stringify(media.extension)).toContain(`BodyStructure/${where.lesionId}`)
  expect(await rig.records.read('Binary', shot.blobId)).toMatchObject({ sha256, size: bytes.length })

  const { lesions, cases } = await rig.records.service.patient({ patientId: where.patientId }, rig.asking)
  expect(lesions).toMatchObject([{ imageCount: 1, lastSeenAt: '2026-11-24T09:00:00.000Z' }])
  expect(cases).toMatchObject([{ imageCount: 1 }])
  const timeline = await rig.records.service.timeline({ patientId: where.patientId }, rig.asking)
  expect(timeline).toContainEqual(
    expect.objectContaining({ kind: 'image', blobId: shot.blobId, lesionId: where.lesionId, title: 'Cheek, left' }),
  )
})

test('pictures are found by case, lesion and patient, and each answer says whose it is', async () => {
  const where = await admitted(rig)
  const first = await kept(where, await jpeg(320, 200), { lesionId: where.lesionId })
  const second = await kept(where, await jpeg(320, 240), { takenAt: '2026-11-24T10:00:01+01:00' })
  const ids = async (asked: object) => (await rig.calls.shots(asked as never, rig.asking)).map(({ blobId }) => blobId)
  rig.shown.length = 0
  expect(await ids({ caseId: where.caseId })).toEqual([first.blobId, second.blobId])
  expect(await ids({ patientId: where.patientId })).toEqual([first.blobId, second.blobId])
  expect(await ids({ lesionId: where.lesionId })).toEqual([first.blobId])
  expect(rig.shown).toEqual([where.patientId, where.patientId, where.patientId])
})

test('smaller pictures follow, sealed like the original, and are waited for by who asks early', async () => {
  const where = await admitted(rig)
  const { blobId } = await kept(where, await jpeg(2000, 1500))
  const [thumb, screen] = await Promise.all([wholeOf(rig, blobId, 'thumb'), wholeOf(rig, blobId, 'screen')])
  expect([thumb?.mediaType, screen?.mediaType]).toEqual(['image/webp', 'image/jpeg'])
  expect(thumb?.bytes.length).toBeLessThan(screen?.bytes.length ?? 0)
  expect(thumb?.patientId).toBe(where.patientId)
  expect(await rig.store.shot(blobId)).toMatchObject({ levels: 'ready' })
  expect(await rig.capture.bytesOf('11111111-1111-4111-8111-111111111111', 'full')).toBeUndefined()
})

test('a picture that lies on its side is measured as it is seen', async () => {
  const shot = await kept(await admitted(rig), await jpeg(640, 480, 6))
  expect([shot.widthPx, shot.heightPx]).toEqual([480, 640])
})

test('keeping twice, at once or later, keeps one', async () => {
  const where = await admitted(rig)
  const { uploadId } = await rig.capture.upload(doctor, await jpeg())
  const keep = keepOf(uploadId, where)
  const [one, two] = await Promise.all([rig.calls.keep(keep, rig.asking), rig.calls.keep(keep, rig.asking)])
  const three = await rig.calls.keep(keep, rig.asking)
  expect([two.blobId, three.blobId]).toEqual([one.blobId, one.blobId])
  expect(await rig.calls.shots({ caseId: where.caseId }, rig.asking)).toHaveLength(1)
  const elsewhere = keepOf(uploadId, await admitted(rig))
  await expect(rig.calls.keep(elsewhere, rig.asking)).rejects.toMatchObject({ code: 'vault.duplicate' })
})

test('a refused keep leaves the upload waiting, so that it can be kept right', async () => {
  const [here, there] = [await admitted(rig), await admitted(rig)]
  const { uploadId } = await rig.capture.upload(doctor, await jpeg())
  const wrong = keepOf(uploadId, here, { lesionId: there.lesionId })
  await expect(rig.calls.keep(wrong, rig.asking)).rejects.toMatchObject({ code: 'capture.wrongPatient' })
  const nowhere = keepOf(uploadId, here, { siteCode: '1' })
  await expect(rig.calls.keep(nowhere, rig.asking)).rejects.toMatchObject({ code: 'records.siteUnknown' })
  const noCase = { ...keepOf(uploadId, here), caseId: '11111111-1111-4111-8111-111111111111' as never }
  await expect(rig.calls.keep(noCase, rig.asking)).rejects.toMatchObject({ code: 'records.unknown' })
  expect(await rig.calls.keep(keepOf(uploadId, here), rig.asking)).toMatchObject({ state: 'kept' })
})

test('an upload belongs to who made it', async () => {
  const where = await admitted(rig)
  const { uploadId } = await rig.capture.upload(nurse, await jpeg())
  await expect(rig.calls.keep(keepOf(uploadId, where), rig.asking)).rejects.toMatchObject({
    code: 'capture.uploadGone',
  })
})

test('half a live picture is taken again; half a file is kept and says so', async () => {
  const where = await admitted(rig)
  const half = (await jpeg()).slice(0, 9_000)
  await expect(kept(where, half)).rejects.toMatchObject({ code: 'capture.damaged' })
  const shot = await kept(where, half, { device: { label: 'old.jpg', source: 'file' } })
  expect(hashOf((await wholeOf(rig, shot.blobId))?.bytes)).toBe(hashOf(half))
  expect(await rig.records.read('Media', shot.blobId)).toMatchObject({ note: [{}] })
})

test('a voided picture stays, marked, and no longer counts', async () => {
  const where = await admitted(rig)
  const { blobId } = await kept(where, await jpeg(), { lesionId: where.lesionId })
  const id = { blobId: blobId as never }
  expect(await rig.calls.voidShot({ ...id, reason: 'Wrong arm' }, rig.asking)).toMatchObject({ state: 'voided' })
  expect(await rig.calls.voidShot({ ...id, reason: 'Again' }, rig.asking)).toMatchObject({ state: 'voided' })
  expect(await rig.records.read('Media', blobId)).toMatchObject({
    status: 'entered-in-error',
    statusReason: { text: 'Wrong arm' },
  })
  const { lesions, cases } = await rig.records.service.patient({ patientId: where.patientId }, rig.asking)
  expect([lesions[0]?.imageCount, cases[0]?.imageCount]).toEqual([0, 0])
  expect(await wholeOf(rig, blobId)).toBeDefined()
})

test("a portrait is the patient's, and no picture of a case", async () => {
  const where = await admitted(rig)
  const { uploadId } = await rig.capture.upload(doctor, await jpeg())
  const { photo } = await rig.calls.setPatientPhoto({ patientId: where.patientId, uploadId }, rig.asking)
  const { patient } = await rig.records.service.patient({ patientId: where.patientId }, rig.asking)
  expect(patient).toMatchObject({ photo, family: 'Rig' })
  expect((await wholeOf(rig, photo, 'thumb'))?.mediaType).toBe('image/webp')
  expect(await rig.calls.shots({ patientId: where.patientId }, rig.asking)).toEqual([])
})

test('every act is witnessed; the machine signs for what it made itself', async () => {
  const where = await admitted(rig)
  const { blobId } = await kept(where, await jpeg())
  await wholeOf(rig, blobId, 'thumb')
  const rows = (await rig.witnessed()).map(({ name, act }) => [name, act])
  const { patientId } = where
  const entity = `Media/${blobId}`
  expect(rows).toContainEqual(['Dr. Rig', { name: 'capture.keep', action: 'C', patientId, entity }])
  expect(rows).toContainEqual(['Cutis', { name: 'capture.levels', action: 'C', patientId, entity }])
})

test('nothing of an upload or a kept picture lies in clear in the folder', async () => {
  const where = await admitted(rig, 'Canaryname')
  const bytes = await jpeg(900, 900)
  await rig.capture.upload(doctor, bytes.slice())
  const shot = await kept(where, bytes)
  await wholeOf(rig, shot.blobId, 'thumb')
  const needle = Buffer.from(bytes.subarray(2_000, 2_064))
  for (const path of filesIn(rig.folder)) {
    const file = readFileSync(path)
    expect([path, file.includes(needle), file.includes('Canaryname')]).toEqual([path, false, false])
  }
})
