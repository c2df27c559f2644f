import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openIncoming } from './incoming.ts'
import { doctor, jpeg, nurse } from './rig/open.ts'

const openAt = (limit: { togetherBytes?: number } = {}) => {
  const clock = { at: 0 }
  return { clock, incoming: openIncoming({ now: () => new Date(clock.at), newId: randomUUID, ...limit }) }
}
const minutes = 60_000
const mib = 1024 * 1024

test.each([
  ['nothing', new Uint8Array(), 'capture.notAnImage'],
  ['text', new TextEncoder().encode('GIF is not enough'), 'capture.notAnImage'],
  ['a drawing that can carry script', new TextEncoder().encode('<svg onload="x"/>'), 'capture.notAnImage'],
  ['HTML called a picture', new TextEncoder().encode('<html><script>1</script>'), 'capture.notAnImage'],
  ['more than 100 MB', new Uint8Array(100 * mib + 1), 'capture.tooLarge'],
])('%s is refused', async (_, bytes, code) => {
  await expect(openAt().incoming.take(doctor, bytes)).rejects.toMatchObject({ code })
})

test('a header that promises 65,535 × 65,535 pixels is refused by its header', async () => {
  const bomb = (await jpeg()).slice()
  const frame = bomb.findIndex((byte, at) => byte === 0xff && [0xc0, 0xc2].includes(bomb[at + 1] ?? 0))
  bomb.set([0xff, 0xff, 0xff, 0xff], frame + 5)
  await expect(openAt().incoming.take(doctor, bomb)).rejects.toMatchObject({ code: 'capture.tooLarge' })
})

test('what waits together is limited, and what is being kept counts', async () => {
  const picture = await jpeg()
  const { incoming } = openAt({ togetherBytes: 2 * picture.length })
  const first = await incoming.take(doctor, picture.slice())
  await incoming.take(doctor, picture.slice())
  const claim = incoming.claim(doctor, first.uploadId)
  await expect(incoming.take(doctor, picture.slice())).rejects.toMatchObject({ code: 'capture.tooManyWaiting' })
  claim.done()
  await incoming.take(doctor, picture.slice())
  incoming.forget()
  // Many at once are counted before they are looked at.
  const all = await Promise.allSettled([1, 2, 3].map(() => incoming.take(doctor, picture.slice())))
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
})

test('an upload waits ten minutes, for its owner only', async () => {
  const { clock, incoming } = openAt()
  const { uploadId, bytes } = await incoming.take(doctor, await jpeg())
  expect(() => incoming.claim(nurse, uploadId)).toThrow('capture.uploadGone')
  clock.at += 10 * minutes - 1
  incoming.claim(doctor, uploadId).giveBack()
  clock.at += 10 * minutes
  expect(() => incoming.claim(doctor, uploadId)).toThrow('capture.uploadGone')
  expect(bytes.every(byte => byte === 0)).toBe(true)
})

test('what is being kept neither expires nor is zeroed by a lock, until it is settled', async () => {
  const { clock, incoming } = openAt()
  const original = await jpeg()
  const { uploadId } = await incoming.take(doctor, original.slice())
  const claim = incoming.claim(doctor, uploadId)
  clock.at += 11 * minutes
  incoming.forget()
  expect(claim.upload.bytes).toEqual(original)
  claim.giveBack()
  expect(claim.upload.bytes.every(byte => byte === 0)).toBe(true)
  expect(() => incoming.claim(doctor, uploadId)).toThrow('capture.uploadGone')
})

test('a lock while an upload is looked at lets it go', async () => {
  const { incoming } = openAt()
  const taking = incoming.take(doctor, await jpeg())
  incoming.forget()
  await expect(taking).rejects.toMatchObject({ code: 'vault.locked' })
})
