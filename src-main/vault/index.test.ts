import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { caller, face, keepAct, newBlobId, newFolder, openRig, password } from './rig/open.ts'
import { rigStore } from './rig/store.ts'

it('keeps a picture and its row, locks, and finds both after unlocking', async () => {
  const folder = newFolder()
  const vault = openRig(folder)
  expect(vault.state()).toBe('absent')
  await vault.create(face, password)
  const [id, bytes] = [newBlobId(), randomBytes(700_001)]
  const head = await vault.keep(
    caller,
    keepAct,
    [{ id, meta: { note: 'n' }, bytes }],
    [vault.ops(rigStore).addShot({ id, note: 'n' })],
  )
  expect(head.counter).toBe(1)
  await vault.lock()
  expect(vault.state()).toBe('locked')
  await expect(vault.unlock(face.userId, 'wrong')).rejects.toMatchObject({ code: 'vault.refused' })
  await vault.unlock(face.userId, password)
  expect(await vault.store(rigStore).shots()).toEqual([{ id, note: 'n' }])
  const reader = await vault.blob(id)
  expect(reader).toMatchObject({ size: bytes.length, meta: { note: 'n' } })
  expect(Buffer.compare((await reader?.read(0, bytes.length)) ?? Buffer.alloc(0), bytes)).toBe(0)
  expect(await vault.health()).toMatchObject({ head, findings: [], blobs: 1 })
  await vault.close()
})
