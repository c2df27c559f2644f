import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { admitted, doctor, filesIn, hashOf, jpeg, keepOf, openRig, password } from './rig/open.ts'

test('what had no smaller pictures at the end gets them at the next start', async () => {
  const first = await openRig()
  const where = await admitted(first)
  const { uploadId } = await first.capture.upload(doctor, await jpeg(800, 600))
  const shot = await first.calls.keep(keepOf(uploadId, where), first.asking)
  await first.close()
  const second = await openRig(first.folder)
  try {
    if ((await second.store.shot(shot.blobId))?.levels === 'ready') {
      const lost = [second.ops.dropLevels(shot.blobId)]
      await second.vault.commit(doctor, { name: 'rig', action: 'U' }, lost)
    }
    second.capture.resume()
    await expect.poll(() => second.store.shot(shot.blobId), { timeout: 20_000 }).toMatchObject({ levels: 'ready' })
  } finally {
    await second.close()
    second.remove()
  }
})

test('a file whose rows a crash has swallowed comes back whole: shot, Media, Binary and their place in the outbox', async () => {
  const first = await openRig()
  const where = await admitted(first)
  await first.close()
  const database = filesIn(first.folder).filter(path => /\.db(-wal|-shm)?$/.test(path))
  const before = database.map(path => [path, readFileSync(path)] as const)

  const second = await openRig(first.folder)
  const bytes = await jpeg()
  const { uploadId } = await second.capture.upload(doctor, bytes.slice())
  const keep = keepOf(uploadId, where, { lesionId: where.lesionId, laterality: 'right' })
  const shot = await second.calls.keep(keep, second.asking)
  const media = await second.records.read('Media', uploadId)
  const levels = await second.capture.bytesOf(uploadId, 'thumb')
  expect(levels).toBeDefined()
  await second.close()

  // The database as it was before the capture; the sealed files as they are after it.
  for (const path of filesIn(first.folder).filter(name => /\.db(-wal|-shm)?$/.test(name))) rmSync(path)
  for (const [path, content] of before) writeFileSync(path, content)

  const third = await openRig(first.folder)
  try {
    const { findings } = await third.vault.health()
    expect(findings.map(({ code }) => code)).toContain('vault.blobAdopted')
    const [back] = await third.calls.shots({ caseId: where.caseId }, third.asking)
    expect({ ...back, levels: shot.levels }).toEqual(shot)
    expect(await third.records.read('Media', uploadId)).toEqual(media)
    expect(await third.records.read('Binary', uploadId)).toMatchObject({ size: bytes.length })
    const opened = await third.capture.bytesOf(uploadId, 'full')
    expect(hashOf(await opened?.read(0, opened.sizeBytes))).toBe(hashOf(bytes))
    third.capture.resume()
    expect(await third.capture.bytesOf(uploadId, 'thumb')).toBeDefined()
  } finally {
    await third.close()
    third.remove()
  }
})

test('a broken seal is told, written down, and a broken level is made anew', async () => {
  const own = await openRig()
  try {
    const where = await admitted(own)
    const { uploadId } = await own.capture.upload(doctor, await jpeg(700, 500))
    await own.calls.keep(keepOf(uploadId, where), own.asking)
    await own.capture.bytesOf(uploadId, 'thumb')
    const shot = await own.store.shot(uploadId)
    const spoil = (id: string): void => {
      const path = filesIn(own.folder).find(name => name.endsWith(id)) ?? ''
      const bytes = readFileSync(path)
      bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1
      writeFileSync(path, bytes)
    }
    const read = async (level: 'full' | 'thumb') => {
      const opened = await own.capture.bytesOf(uploadId, level)
      return opened?.read(0, opened.sizeBytes)
    }
    // A fresh process has nothing of it in memory.
    await own.vault.lock()
    await own.vault.unlock(doctor.userId, password)
    spoil(shot?.thumbId ?? '')
    await expect(read('thumb')).rejects.toMatchObject({ code: 'vault.blobDamaged' })
    expect(await read('thumb')).toBeDefined()
    spoil(uploadId)
    await own.vault.lock()
    await own.vault.unlock(doctor.userId, password)
    await expect(read('full')).rejects.toMatchObject({ code: 'vault.blobDamaged' })
    expect(await own.calls.shots({ caseId: where.caseId }, own.asking)).toMatchObject([{ state: 'damaged' }])
  } finally {
    await own.close()
    own.remove()
  }
})
