import { afterEach, expect, test } from 'vitest'
import type { DeviceImage } from '../../src-shared/contract/capture.ts'
import { deviceImageKey } from '../../src-shared/device-image-key.ts'
import { type Devices, type Finder, type Found, openDevices } from '../devices/index.ts'
import { openBench } from '../devices/rig/in-process.ts'
import { type Camera, cameraEndpoints, cameraModel } from '../devices/rig/ptp-model.ts'
import { type Card, openCard } from '../devices/rig/volume.ts'
import { openFolderWire } from '../devices/wires/folder.ts'
import { admitted, doctor, hashOf, jpeg, keepOf, nurse, openRig, type Rig, wholeOf } from './rig/open.ts'

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

const cameraFound: Found = {
  transport: 'usb',
  port: 'usb 1-1',
  vendorId: 0x04a9,
  productId: 1,
  serial: 'C1',
  model: 'Camera',
  interfaces: [{ number: 0, usbClass: [6, 1, 1] }],
}
const cameraKey = 'usb:04a9:0001:C1'

/** The house's rooms over what is plugged in: a camera that is bought anew at each opening, and a card. */
async function plugged(things: { camera?: () => Camera; card?: Card }): Promise<{ rig: Rig; devices: Devices }> {
  const finders: Record<'usb' | 'folder', () => Promise<Finder>> = {
    usb: async () => ({
      transport: 'usb',
      list: async () => (things.camera ? [cameraFound] : []),
      open: async () => openBench(cameraModel(things.camera?.() ?? { images: [] })).usb(cameraEndpoints),
    }),
    folder: async () => ({
      transport: 'folder',
      list: async () =>
        things.card ? [{ transport: 'folder', port: things.card.path, model: 'Card', holds: ['DCIM'] }] : [],
      open: async ({ port }, _manifest, wait) => await openFolderWire(port, wait),
    }),
  }
  const devices = openDevices({ now: () => new Date(0), log: () => {}, changed: () => {}, finders })
  const rig = await openRig(undefined, undefined, devices)
  undo.push(async () => {
    await rig.close()
    await devices.close()
    rig.remove()
  })
  return { rig, devices }
}

interface Looked {
  readonly images: readonly DeviceImage[]
  readonly shutter: boolean
  readonly leave: () => Promise<void>
}

/** Opens the sheet and waits for the list; `leave` closes it as the glass does. */
async function look(rig: Rig, deviceKey: string, by = doctor): Promise<Looked> {
  const stop = new AbortController()
  const stream = await rig.calls.deviceImages({ deviceKey }, { ...rig.asking, who: () => by, signal: stop.signal })
  const events = stream[Symbol.asyncIterator]()
  for (;;) {
    const { value, done } = await events.next()
    if (done) throw new Error('ended before the list')
    if (value.kind !== 'listed') continue
    const leave = async () => {
      const end = events.next()
      stop.abort()
      await end
    }
    return { images: value.images, shutter: value.shutter, leave }
  }
}

async function take(rig: Rig, at: { deviceKey: string; key: string }, by = doctor) {
  const told: string[] = []
  for await (const event of await rig.calls.takeDeviceImage(at, { ...rig.asking, who: () => by })) {
    told.push(event.kind)
    if (event.kind === 'taken') return { ...event.upload, told }
  }
  throw new Error('nothing taken')
}

const codeOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => 'done',
    (error: { code?: unknown }) => error.code ?? error,
  )

test('pictures of a camera are listed, taken, kept byte for byte, and known from then on', async () => {
  const [one, two] = [await jpeg(900, 700), await jpeg(640, 480)]
  const images = [
    { name: 'IMG_0001.JPG', bytes: one, capturedAt: '20260102T030405' },
    { name: 'IMG_0002.JPG', bytes: two, capturedAt: '20260102T030406' },
  ]
  const { rig } = await plugged({ camera: () => ({ images, handles: 1 + Math.floor(Math.random() * 1000) }) })
  const where = await admitted(rig)
  const first = await look(rig, cameraKey)
  expect(first.images.map(({ name, sizeBytes, takenAt, known }) => [name, sizeBytes, takenAt, known])).toEqual([
    ['IMG_0001.JPG', one.length, '2026-01-02T03:04:05', false],
    ['IMG_0002.JPG', two.length, '2026-01-02T03:04:06', false],
  ])
  const key = first.images[0]?.key ?? ''
  const { uploadId, sha256, told, widthPx } = await take(rig, { deviceKey: cameraKey, key })
  expect([sha256, widthPx, told.at(-1)]).toEqual([hashOf(one), 900, 'taken'])
  // The glass draws what it will keep; nobody else sees it.
  const waiting = rig.capture.waitingOf(doctor, uploadId)
  expect(hashOf(await waiting?.read(0, waiting.sizeBytes))).toBe(hashOf(one))
  expect(rig.capture.waitingOf(nurse, uploadId)).toBeUndefined()
  const device = { label: 'Camera: IMG_0001.JPG', source: 'file', settings: { [deviceImageKey]: key } } as const
  const shot = await rig.calls.keep(keepOf(uploadId, where, { device }), rig.asking)
  expect(hashOf((await wholeOf(rig, shot.blobId))?.bytes)).toBe(hashOf(one))
  await first.leave()
  const again = await look(rig, cameraKey)
  expect(again.images.map(({ name, known }) => [name, known])).toEqual([
    ['IMG_0001.JPG', true],
    ['IMG_0002.JPG', false],
  ])
  await again.leave()
})

test('a picture that was kept from elsewhere is known on a card by its bytes; the card is left as it was', async () => {
  const bytes = await jpeg()
  const card = await openCard({
    'DCIM/100CUTIS/IMG_0001.JPG': bytes,
    'DCIM/100CUTIS/IMG_0002.JPG': await jpeg(700, 500),
  })
  undo.push(() => card.pull())
  const { rig, devices } = await plugged({ card })
  const where = await admitted(rig)
  const { uploadId } = await rig.capture.upload(doctor, bytes.slice())
  await rig.calls.keep(keepOf(uploadId, where), rig.asking)
  const deviceKey = (await devices.attached())[0]?.deviceKey ?? ''
  const { images, shutter, leave } = await look(rig, deviceKey)
  expect(shutter).toBe(false)
  expect(images.filter(({ known }) => known)).toHaveLength(1)
  const missing = images.find(({ known }) => !known)?.key ?? ''
  expect((await take(rig, { deviceKey, key: missing })).sha256).toBe(missing)
  expect(await codeOf(rig.calls.releaseShutter({ deviceKey }, rig.asking) as Promise<unknown>)).toBe(
    'devices.unsupported',
  )
  await leave()
  const after = await look(rig, deviceKey)
  expect(after.images).toHaveLength(2)
  await after.leave()
})

test('unplugged in the middle: what was taken stays, and after the replug only the rest is missing', async () => {
  const images = await Promise.all(
    [1, 2, 3].map(async at => ({
      name: `IMG_000${at}.JPG`,
      bytes: await jpeg(300 + at, 300),
      capturedAt: `20260102T03040${at}`,
    })),
  )
  let opened = 0
  const camera = (): Camera => ({ images, faults: opened++ === 0 ? { unplugAt: 13 } : {} })
  const { rig } = await plugged({ camera })
  const where = await admitted(rig)
  const kept = new Set<string>()
  const takeMissing = async (): Promise<unknown> => {
    const sheet = await look(rig, cameraKey)
    try {
      for (const { key } of sheet.images.filter(({ known }) => !known)) {
        const { uploadId } = await take(rig, { deviceKey: cameraKey, key })
        const device = { label: 'Camera', source: 'file', settings: { [deviceImageKey]: key } } as const
        await rig.calls.keep(keepOf(uploadId, where, { device }), rig.asking)
        kept.add(key)
      }
      return 'done'
    } finally {
      await sheet.leave()
    }
  }
  expect(await codeOf(takeMissing())).toBe('devices.gone')
  const before = kept.size
  expect(before).toBeLessThan(3)
  expect(await codeOf(takeMissing())).toBe('done')
  expect([kept.size, (await rig.calls.shots({ caseId: where.caseId }, rig.asking)).length]).toEqual([3, 3])
})

test('a device belongs to who opened it, answers one at a time, and a lock lets it go', async () => {
  const images = [{ name: 'IMG_0001.JPG', bytes: await jpeg() }]
  const { rig, devices } = await plugged({ camera: () => ({ images }) })
  const { images: faces } = await look(rig, cameraKey)
  const key = faces[0]?.key ?? ''
  expect(await codeOf(take(rig, { deviceKey: cameraKey, key: 'other' }))).toBe('devices.fileChanged')
  expect(await codeOf(take(rig, { deviceKey: 'usb@elsewhere', key }))).toBe('devices.notKnown')
  expect(await codeOf(take(rig, { deviceKey: cameraKey, key }, nurse))).toBe('devices.notKnown')
  expect(await codeOf(look(rig, cameraKey, nurse))).toBe('devices.busy')
  const twice = await Promise.all([0, 1].map(() => codeOf(take(rig, { deviceKey: cameraKey, key }))))
  expect(new Set(twice)).toEqual(new Set(['devices.busy', 'done']))
  rig.capture.forget()
  await expect.poll(async () => (await devices.attached())[0]?.state).toBe('free')
  expect(await codeOf(take(rig, { deviceKey: cameraKey, key }))).toBe('devices.notKnown')
})

test('cancelled while it reads: nothing waits, and the device goes on', async () => {
  const images = [{ name: 'IMG_0001.JPG', bytes: await jpeg() }]
  const { rig } = await plugged({ camera: () => ({ images }) })
  const { images: faces, leave } = await look(rig, cameraKey)
  const key = faces[0]?.key ?? ''
  const asked = rig.calls.takeDeviceImage({ deviceKey: cameraKey, key }, { ...rig.asking, signal: AbortSignal.abort() })
  const all = async () => {
    for await (const _ of await asked);
  }
  expect(await codeOf(all())).toBe('devices.cancelled')
  expect((await take(rig, { deviceKey: cameraKey, key })).sha256).toBe(hashOf(images[0]?.bytes))
  await leave()
})

test('the shutter is offered where the camera has one, and its picture can be taken at once', async () => {
  const next = { name: 'IMG_0009.JPG', bytes: await jpeg(500, 400) }
  const operations = [0x1001, 0x1002, 0x1003, 0x1004, 0x1007, 0x1008, 0x1009, 0x100e, 0x101b]
  const { rig } = await plugged({ camera: () => ({ images: [], next, operations }) })
  const sheet = await look(rig, cameraKey)
  expect(sheet.shutter).toBe(true)
  const face = await rig.calls.releaseShutter({ deviceKey: cameraKey }, rig.asking)
  expect([face.name, face.known]).toEqual(['IMG_0009.JPG', false])
  expect((await take(rig, { deviceKey: cameraKey, key: face.key })).sha256).toBe(hashOf(next.bytes))
  await sheet.leave()
})
