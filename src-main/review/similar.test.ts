import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dermoscopyVersion, keptOf, outcomesOf } from '../../src-shared/clinical/dermoscopy/scores.ts'
import type { MarkBody } from '../../src-shared/contract/marks.ts'
import type { BlobId, LesionId } from '../../src-shared/ids.ts'
import { forkDarkroom, openSurveyor } from '../imaging/index.ts'
import { openRig } from './rig/open.ts'

const entry = fileURLToPath(new URL('../imaging/survey/surveyor-process.ts', import.meta.url))
const surveyor = openSurveyor({ start: () => forkDarkroom(entry), log: () => undefined })
let rig: Awaited<ReturnType<typeof openRig>>
let ada: Awaited<ReturnType<typeof rig.addPatient>>
beforeAll(async () => {
  rig = await openRig(surveyor)
  ada = await rig.addPatient('Lovelace')
})
afterAll(async () => {
  surveyor.close()
  await rig.close()
})

const spot = (colour: string, radius: number): Promise<Uint8Array> =>
  sharp(
    Buffer.from(
      `<svg width="400" height="300"><rect width="400" height="300" fill="#dcb29b"/><circle cx="200" cy="150" r="${radius}" fill="${colour}"/></svg>`,
    ),
  )
    .jpeg()
    .toBuffer()

const put = (lesionId: LesionId, body: MarkBody, blobId?: BlobId) =>
  rig.service.put({ markId: randomUUID(), patientId: ada.patientId, lesionId, body, ...(blobId && { blobId }) }, rig.me)

const confirm = (lesionId: LesionId, how: 'histopathology' | 'clinical', label: string) =>
  put(lesionId, { kind: 'confirmation', how, label, on: '2026-10-01' })

const context = { siteCode: '36141000', dermoscopic: 'contact-polarized' }
const tick = (criterion: string): MarkBody => ({
  kind: 'score',
  version: dermoscopyVersion,
  ticks: [{ criterion, value: true, regions: [[[200, 150]]] }],
  context,
  results: keptOf(outcomesOf({ [criterion]: true }, context)),
})

async function addCase(colour: string, radius: number) {
  const lesionId = await rig.addLesion(ada.patientId)
  return { lesionId, blobId: await rig.addPicture(ada.patientId, lesionId, await spot(colour, radius)) }
}

it('finds confirmed cases that look alike, nearest first, without their labels unless asked', async () => {
  const asked = await addCase('#6e4632', 60)
  const [near, far, unconfirmed] = [
    await addCase('#70483a', 62),
    await addCase('#30308a', 120),
    await addCase('#6e4632', 60),
  ]
  expect(await rig.service.similar({ blobId: asked.blobId }, rig.me)).toEqual({ searched: 0, pending: 0, cases: [] })
  await confirm(far.lesionId, 'histopathology', 'entered label')
  await confirm(near.lesionId, 'clinical', 'not for showing')
  const found = await rig.service.similar({ blobId: asked.blobId }, rig.me)
  expect(found.searched).toBe(2)
  expect(found.cases.map(({ blobId }) => blobId)).toEqual([near.blobId, far.blobId])
  expect(found.cases.some(one => 'label' in one)).toBe(false)
  expect(found.cases.some(({ blobId }) => blobId === unconfirmed.blobId)).toBe(false)
  // Only what histopathology confirmed is ever named, and only on request; the order stays that of likeness.
  const named = await rig.service.similar({ blobId: asked.blobId, labels: true }, rig.me)
  expect(named.cases.map(({ label }) => label)).toEqual([undefined, 'entered label'])
  expect(named.cases.map(({ blobId }) => blobId)).toEqual([near.blobId, far.blobId])

  await put(far.lesionId, tick('network.atypical'), far.blobId)
  const sharing = await rig.service.similar({ blobId: asked.blobId, criteria: ['network.atypical'] }, rig.me)
  expect(sharing.cases).toMatchObject([{ blobId: far.blobId, shared: ['network.atypical'] }])

  const [own] = (await rig.service.marks({ lesionId: near.lesionId }, rig.me)).filter(
    ({ body }) => body.kind === 'confirmation',
  )
  await rig.service.voidMark({ markId: own?.markId ?? '', reason: 'wrong lesion' }, rig.me)
  const after = await rig.service.similar({ blobId: asked.blobId }, rig.me)
  expect(after.cases.map(({ blobId }) => blobId)).toEqual([far.blobId])
})

it('is not held up by pictures that cannot be described', async () => {
  const asked = await addCase('#6e4632', 60)
  const broken = await rig.addLesion(ada.patientId)
  // More of them than are described in one ask.
  for (let i = 0; i < 14; i++) await rig.addPicture(ada.patientId, broken, new Uint8Array([1, 2, 3, i]))
  await confirm(broken, 'clinical', 'broken files')
  const whole = await addCase('#6e4632', 61)
  await confirm(whole.lesionId, 'clinical', 'a whole one')
  await rig.service.similar({ blobId: asked.blobId }, rig.me)
  const second = await rig.service.similar({ blobId: asked.blobId }, rig.me)
  expect(second.pending).toBe(0)
  expect(second.cases.map(({ blobId }) => blobId)).toContain(whole.blobId)
})

it('refuses a picture that is not in the record', async () => {
  const { blobId } = await addCase('#6e4632', 60)
  rig.setState(blobId, 'voided')
  await expect(rig.service.similar({ blobId }, rig.me)).rejects.toMatchObject({ code: 'review.imageVoided' })
  await expect(rig.service.similar({ blobId: randomUUID() as BlobId }, rig.me)).rejects.toMatchObject({
    code: 'records.unknown',
  })
})
