import { expect, it } from 'vitest'
import type { Caller } from '../kernel/caller.ts'
import { largestFile } from './file-kind.ts'
import { openWaitingFiles } from './waiting-files.ts'

const me = { userId: 'me', name: 'Me' } as Caller
const other = { userId: 'other', name: 'Other' } as Caller
const refused = (code: string) => expect.objectContaining({ code })
const pdf = (length = 40) => {
  const bytes = new Uint8Array(length).fill(32)
  bytes.set(new TextEncoder().encode('%PDF-1.4\n'))
  bytes.set(new TextEncoder().encode('%%EOF'), length - 5)
  return bytes
}
const opened = (togetherBytes?: number) => {
  const clock = { at: 0 }
  let made = 0
  const newId = () => `file-${++made}`
  return {
    clock,
    files: openWaitingFiles({ now: () => new Date(clock.at), newId, ...(togetherBytes && { togetherBytes }) }),
  }
}

it('gives a file to who brought it, once, and zeroes what was kept', async () => {
  const { files } = opened()
  const bytes = pdf()
  const { uploadId } = await files.take(me, bytes)
  expect(() => files.claim(other, [uploadId])).toThrow(refused('messages.fileGone'))
  expect(() => files.claim(me, [uploadId, uploadId])).toThrow(refused('messages.fileGone'))
  const claim = files.claim(me, [uploadId])
  expect(() => files.claim(me, [uploadId])).toThrow(refused('messages.fileGone'))
  claim.giveBack()
  files.claim(me, [uploadId]).done()
  expect(bytes.every(byte => byte === 0)).toBe(true)
})

it('lets go of files after half an hour and at a lock, also of those on their way back', async () => {
  const { clock, files } = opened()
  const old = await files.take(me, pdf())
  clock.at = 30 * 60_000
  expect(() => files.claim(me, [old.uploadId])).toThrow(refused('messages.fileGone'))
  const fresh = await files.take(me, pdf())
  const claim = files.claim(me, [fresh.uploadId])
  files.forget()
  claim.giveBack()
  expect(() => files.claim(me, [fresh.uploadId])).toThrow(refused('messages.fileGone'))
  expect(claim.files[0]?.bytes.every(byte => byte === 0)).toBe(true)
})

it('takes no other kinds, none that is too large, and no more than fit in memory together', async () => {
  const { files } = opened(100)
  await expect(files.take(me, new Uint8Array(10))).rejects.toEqual(refused('messages.notAFile'))
  await expect(files.take(me, pdf(largestFile + 1))).rejects.toEqual(refused('messages.fileTooLarge'))
  const { uploadId } = await files.take(me, pdf(60))
  await expect(files.take(me, pdf(60))).rejects.toEqual(refused('messages.tooManyFiles'))
  files.claim(me, [uploadId]).done()
  await files.take(me, pdf(60))
})
