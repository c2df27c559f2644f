import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import type { UserId } from '../../src-shared/ids.ts'
import type { Vault, VaultNeeds } from './index.ts'
import { caller, face, keepAct, newBlobId, newFolder, openRig, password } from './rig/open.ts'
import { rigStore } from './rig/store.ts'

const opened: Vault[] = []
const rig = async (
  needs: Partial<VaultNeeds> = {},
  folder = newFolder(),
): Promise<{ vault: Vault; folder: string }> => {
  const vault = openRig(folder, needs)
  opened.push(vault)
  if (vault.state() === 'absent') await vault.create(face, password)
  return { vault, folder }
}
afterEach(async () => {
  for (const vault of opened.splice(0)) await vault.close().catch(() => undefined)
})

const keepOne = async (vault: Vault, bytes: Uint8Array, note = 'n') => {
  const id = newBlobId()
  const head = await vault.keep(
    caller,
    keepAct,
    [{ id, meta: { note }, bytes }],
    [vault.ops(rigStore).addShot({ id, note })],
  )
  return { id, head }
}

it('keeps a picture and its row, locks, and finds both after unlocking', async () => {
  const { vault } = await rig()
  const bytes = randomBytes(700_001)
  const { id, head } = await keepOne(vault, bytes)
  expect(head.counter).toBe(1)
  await vault.lock()
  expect(vault.state()).toBe('locked')
  await expect(vault.unlock(face.userId, 'wrong')).rejects.toMatchObject({ code: 'vault.refused' })
  await vault.unlock(face.userId, password)
  expect(await vault.store(rigStore).shots()).toEqual([{ id, note: 'n' }])
  const reader = await vault.blob(id)
  expect(reader).toMatchObject({ size: bytes.length, meta: { note: 'n' } })
  for (const [start, end] of [
    [0, 0],
    [0, bytes.length],
    [262_143, 262_145],
    [700_000, 700_001],
  ] as const)
    expect(Buffer.from((await reader?.read(start, end)) ?? []).equals(bytes.subarray(start, end))).toBe(true)
  await expect(reader?.read(0, bytes.length + 1)).rejects.toThrow(RangeError)
  expect(await vault.health()).toMatchObject({ head, findings: [], blobs: 1 })
  expect(await vault.blob(newBlobId())).toBeUndefined()
})

it('leaves the bytes it was given as they were', async () => {
  const { vault } = await rig()
  const bytes = new Uint8Array(300_000).fill(7)
  await keepOne(vault, bytes.subarray(10, 20))
  expect(bytes.every(byte => byte === 7)).toBe(true)
})

it('writes every commit with its witness, all or nothing', async () => {
  const changed: string[][] = []
  const { vault, folder } = await rig({ changed: tags => changed.push([...tags]) })
  const ops = vault.ops(rigStore)
  await vault.commit(caller, { name: 'a', action: 'C', entity: 'Shot/1' }, [ops.addShot({ id: '1', note: 'x' })])
  const id = newBlobId()
  const blob = { id, meta: {}, bytes: randomBytes(10) }
  const doomed = [ops.addShot({ id: '2', note: 'x' }), ops.addAndFail({ id: '3', note: 'x' })]
  await expect(vault.keep(caller, keepAct, [blob], doomed)).rejects.toThrow('failed on purpose')
  await expect(
    vault.commit(caller, { name: 'rig.unwitnessed', action: 'C' }, [ops.addShot({ id: '4', note: '' })]),
  ).rejects.toThrow()
  await expect(
    vault.commit(caller, keepAct, [{ store: 'rig', call: 'toString', args: [], touches: [] }]),
  ).rejects.toThrow('no rig.toString')
  expect(await vault.store(rigStore).shots()).toEqual([{ id: '1', note: 'x' }])
  expect(await vault.store(rigStore).witnessed()).toEqual([{ userId: face.userId, act: 'a', entity: 'Shot/1' }])
  expect(await vault.blob(id)).toBeUndefined()
  expect(blobFiles(folder)).toEqual([])
  expect(changed).toEqual([['rig']])
  expect((await vault.health()).head.counter).toBe(1)
})

const blobFiles = (folder: string): string[] =>
  readdirSync(join(folder, 'blobs'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => entry.name)

it('refuses a store that writes while it reads', async () => {
  const { vault } = await rig()
  await expect(vault.store(rigStore).sneak()).rejects.toThrow('outside a commit')
  expect(await vault.store(rigStore).shots()).toEqual([])
})

it('refuses the same file twice, and keeps the first', async () => {
  const { vault } = await rig()
  const { id } = await keepOne(vault, Buffer.from('first'))
  const again = { id, meta: {}, bytes: Buffer.from('second') }
  await expect(vault.keep(caller, keepAct, [again], [])).rejects.toMatchObject({ code: 'vault.duplicate' })
  const reader = await vault.blob(id)
  expect(Buffer.from((await reader?.read(0, 5)) ?? []).toString()).toBe('first')
})

it('serves nothing after lock, finishes what was begun, and opens again', async () => {
  const { vault, folder } = await rig()
  const { id } = await keepOne(vault, randomBytes(100))
  const reader = await vault.blob(id)
  const late = keepOne(vault, randomBytes(2_000_000))
  await vault.lock()
  const { id: lateId } = await late
  for (const refused of [
    () => vault.store(rigStore).shots(),
    () => vault.blob(id),
    async () => reader?.read(0, 1),
    () => vault.commit(caller, keepAct, []),
    async () => vault.subKey('x'),
    () => vault.health(),
    () => vault.addSlot(face, 'x'),
  ])
    await expect(refused()).rejects.toMatchObject({ code: 'vault.locked' })
  expect(readdirSync(folder)).not.toContain('vault.db-wal')
  await vault.unlock(face.userId, password)
  expect((await vault.blob(lateId))?.size).toBe(2_000_000)
})

it('derives the same key for a purpose each time, and another for another', async () => {
  const { vault } = await rig()
  const key = vault.subKey('clinic/1')
  expect(key).toHaveLength(32)
  expect(vault.subKey('clinic/2').equals(key)).toBe(false)
  await vault.lock()
  await vault.unlock(face.userId, password)
  expect(vault.subKey('clinic/1').equals(key)).toBe(true)
})

it('is set up once, and not at all over data without slots', async () => {
  const { vault, folder } = await rig()
  await expect(vault.create(face, password)).rejects.toMatchObject({ code: 'vault.exists' })
  await vault.close()
  const bare = newFolder()
  cpSync(join(folder, 'vault.db'), join(bare, 'vault.db'))
  const { vault: headless } = { vault: openRig(bare) }
  opened.push(headless)
  expect(headless.state()).toBe('locked')
  await expect(headless.create(face, password)).rejects.toMatchObject({ code: 'vault.exists' })
  const empty = openRig(newFolder())
  opened.push(empty)
  await expect(empty.unlock(face.userId, password)).rejects.toMatchObject({ code: 'vault.absent' })
})

it('lets one process have the folder, and the next as soon as that one is gone', async () => {
  const folder = newFolder()
  const holder = spawn(process.execPath, [fileURLToPath(new URL('./rig/hold.ts', import.meta.url)), folder])
  await once(holder.stdout, 'data')
  expect(() => openRig(folder)).toThrow(expect.objectContaining({ code: 'vault.inUse' }))
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const vault = openRig(folder)
  opened.push(vault)
  expect(() => openRig(folder)).toThrow(expect.objectContaining({ code: 'vault.inUse' }))
})

it('leaves everything private to the user', async () => {
  const { vault, folder } = await rig()
  await keepOne(vault, randomBytes(10))
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const { mode } = statSync(join(entry.parentPath, entry.name))
    expect([entry.name, (mode & 0o077).toString(8)]).toEqual([entry.name, '0'])
  }
})

it('backs up to a copy that the same slots open', async () => {
  const { vault, folder } = await rig()
  await vault.commit(caller, keepAct, [vault.ops(rigStore).addShot({ id: 'b', note: 'kept' })])
  const elsewhere = newFolder()
  await vault.backup(join(elsewhere, 'vault.db'))
  for (const name of ['slots.json', 'slots.copy.json']) cpSync(join(folder, name), join(elsewhere, name))
  expect(readFileSync(join(elsewhere, 'vault.db')).includes('kept')).toBe(false)
  const copy = openRig(elsewhere)
  opened.push(copy)
  await copy.unlock(face.userId, password)
  expect(await copy.store(rigStore).shots()).toEqual([{ id: 'b', note: 'kept' }])
})

it("proves another person's password while it stays open", async () => {
  const { vault } = await rig()
  const other = { userId: randomUUID() as UserId, name: 'Nurse', role: 'nurse' } as const
  await vault.addSlot(other, 'second password')
  await expect(vault.unlock(other.userId, 'not it')).rejects.toMatchObject({ code: 'vault.refused' })
  await vault.unlock(other.userId, 'second password')
  expect(vault.state()).toBe('open')
})

it('locks itself when its thread dies, says so to whoever waits, and opens again with all it had acknowledged', async () => {
  const lines: string[] = []
  const { vault } = await rig({ log: line => lines.push(line) })
  const { id } = await keepOne(vault, randomBytes(100))
  // Its answer and its death may arrive in either order.
  const asked = await vault
    .store(rigStore)
    .crash()
    .catch((error: unknown) => error)
  expect([true, expect.objectContaining({ message: 'the vault thread died' })]).toContainEqual(asked)
  await expect.poll(() => vault.state()).toBe('locked')
  await expect(vault.store(rigStore).shots()).rejects.toMatchObject({ code: 'vault.locked' })
  expect(lines.join()).toContain('its thread died')
  await vault.unlock(face.userId, password)
  expect((await vault.blob(id))?.size).toBe(100)
  expect((await vault.health()).findings).toEqual([])
})

it('folds the log into the database when nothing happens for a while', async () => {
  const { vault, folder } = await rig({ idleMs: 20 })
  await keepOne(vault, randomBytes(10))
  await expect.poll(() => statSync(join(folder, 'vault.db-wal')).size).toBe(0)
})
