import { afterAll, beforeAll, expect, test } from 'vitest'
import { Media } from '../../src-shared/fhir/index.ts'
import { admitted, hashOf, jpeg, openRig, type Rig, taken, wholeOf } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(async () => {
  await rig.close()
  rig.remove()
})

const box = (name: string, ...content: Uint8Array[]): Buffer => {
  const body = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** An MP4 of 2.5 s, 640 × 480, as far as its boxes go. */
const clip = () => {
  const numbers = (...values: number[]) => Buffer.from(new Uint8Array(Uint32Array.from(values).buffer)).swap32()
  const handler = box('hdlr', Buffer.alloc(8), Buffer.from('vide'), Buffer.alloc(12))
  const track = box('trak', box('tkhd', Buffer.alloc(76), numbers(640 * 65_536, 480 * 65_536)), box('mdia', handler))
  const movie = box('moov', box('mvhd', Buffer.alloc(12), numbers(600, 1500), Buffer.alloc(80)), track)
  return new Uint8Array(
    Buffer.concat([box('ftyp', Buffer.from('isom'), numbers(0)), movie, box('mdat', Buffer.alloc(900, 7))]),
  )
}

test('a clip is kept as it came, and its poster stands for it', async () => {
  const where = await admitted(rig)
  const bytes = clip()
  const shot = await taken(rig, where, { bytes })
  expect(shot).toMatchObject({ mediaType: 'video/mp4', widthPx: 640, heightPx: 480 })
  expect(shot.device.settings).toEqual({ durationMs: 2500 })
  expect(hashOf((await wholeOf(rig, shot.blobId))?.bytes)).toBe(hashOf(bytes))
  expect(Media.parse(await rig.records.read('Media', shot.blobId))).toMatchObject({
    type: { coding: [{ code: 'video' }] },
    duration: 2.5,
    content: { contentType: 'video/mp4' },
  })

  expect(await wholeOf(rig, shot.blobId, 'thumb')).toBeUndefined()
  const device = { label: 'Test camera', source: 'camera', settings: { clipOf: shot.blobId } } as const
  // Another patient's still that names this clip is not its poster.
  await taken(rig, await admitted(rig), { bytes: await jpeg(320, 240), more: { device } })
  expect(await wholeOf(rig, shot.blobId, 'thumb')).toBeUndefined()
  const poster = await taken(rig, where, { bytes: await jpeg(640, 480), more: { device } })
  const [own, stood] = [await wholeOf(rig, poster.blobId, 'thumb'), await wholeOf(rig, shot.blobId, 'thumb')]
  expect(stood?.mediaType).toBe('image/webp')
  expect(hashOf(stood?.bytes)).toBe(hashOf(own?.bytes))
  expect(await rig.store.shot(shot.blobId)).toMatchObject({ levels: 'ready', tiles: 'none' })
  expect(await rig.capture.tilesOf(shot.blobId)).toBeUndefined()
})

test('a clip is not given away as a picture', async () => {
  const { blobId } = await taken(rig, await admitted(rig), { bytes: clip() })
  await expect(wholeOf(rig, blobId, 'share')).rejects.toMatchObject({ code: 'imaging.notPicture' })
})
