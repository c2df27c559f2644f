import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { admitted, doctor, hashOf, jpeg, openRig, password, type Rig, spoil, taken, wholeOf } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(async () => {
  await rig.close()
  rig.remove()
})

const kept = async (bytes: Uint8Array) => (await taken(rig, await admitted(rig), { bytes })).blobId
const told = async () =>
  new Uint8Array(
    await sharp(await jpeg())
      .withExif({ IFD0: { Make: 'CANARY' }, IFD3: { GPSLatitudeRef: 'N' } })
      .toBuffer(),
  )

test('a copy holds the picture and nothing else; the original stays as it came', async () => {
  const original = await told()
  const blobId = await kept(original)
  const copy = await wholeOf(rig, blobId, 'share')
  expect(copy?.mediaType).toBe('image/jpeg')
  expect([Buffer.from(original).includes('CANARY'), Buffer.from(copy?.bytes ?? []).includes('CANARY')]).toEqual([
    true,
    false,
  ])
  expect(hashOf((await wholeOf(rig, blobId))?.bytes)).toBe(hashOf(original))
  expect(await wholeOf(rig, '11111111-1111-4111-8111-111111111111', 'share')).toBeUndefined()
})

test('one taken out of the record, and one whose seal is broken, are not given away', async () => {
  const out = await kept(await told())
  await rig.calls.voidShot({ blobId: out as never, reason: 'Wrong arm' }, rig.asking)
  await expect(wholeOf(rig, out, 'share')).rejects.toMatchObject({ code: 'capture.voided' })
  const broken = await kept(await told())
  await wholeOf(rig, broken, 'thumb')
  rig.capture.forget()
  await rig.vault.lock()
  spoil(rig, broken)
  await rig.vault.unlock(doctor.userId, password)
  await expect(wholeOf(rig, broken, 'share')).rejects.toMatchObject({ code: 'vault.blobDamaged' })
  expect(await rig.store.shot(broken)).toMatchObject({ state: 'damaged' })
})
