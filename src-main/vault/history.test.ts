import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { BlobId } from '../../src-shared/ids.ts'
import type { Vault } from './index.ts'
import { pathOf } from './places.ts'
import { caller, face, keepAct, newBlobId, newFolder, openRig, password, rigThread } from './rig/open.ts'
import { rigStore } from './rig/store.ts'

const create = async (): Promise<{ folder: string; vault: Vault }> => {
  const folder = newFolder()
  const vault = openRig(folder)
  await vault.create(face, password)
  return { folder, vault }
}
const keepOne = async (vault: Vault, note: string): Promise<BlobId> => {
  const id = newBlobId()
  const blob = { id, meta: { note }, bytes: randomBytes(1000) }
  await vault.keep(caller, keepAct, [blob], [vault.ops(rigStore).addShot({ id, note })])
  return id
}
const codes = async (vault: Vault): Promise<string[]> => (await vault.health()).findings.map(finding => finding.code)
const database = ['vault.db', 'vault.db-wal', 'vault.db-shm']
const saveDatabase = (folder: string): void => {
  mkdirSync(join(folder, 'saved'))
  for (const name of database)
    if (existsSync(join(folder, name))) cpSync(join(folder, name), join(folder, 'saved', name))
}
const restoreDatabase = (folder: string): void => {
  for (const name of database) rmSync(join(folder, name), { force: true })
  cpSync(join(folder, 'saved'), folder, { recursive: true })
}

it('tells of a database put back to an earlier day, keeps it as found, and re-enters the pictures from their files', async () => {
  const { folder, vault } = await create()
  await keepOne(vault, 'early')
  await vault.lock()
  saveDatabase(folder)
  await vault.unlock(face.userId, password)
  const id = await keepOne(vault, 'late')
  await vault.commit(caller, keepAct, [vault.ops(rigStore).addShot({ id: 'note', note: 'gone' })])
  await vault.lock()
  restoreDatabase(folder)
  await vault.unlock(face.userId, password)
  expect(await codes(vault)).toEqual(['vault.rolledBack', 'vault.blobAdopted'])
  expect((await vault.store(rigStore).shots()).map(shot => shot.note).toSorted()).toEqual(['early', 'late'])
  expect((await vault.blob(id))?.meta).toEqual({ note: 'late' })
  expect((await vault.store(rigStore).witnessed()).map(row => row.act).slice(-2)).toEqual([
    'vault.rolledBack',
    'vault.adopt',
  ])
  expect(readdirSync(join(folder, 'damaged'))).toHaveLength(1)
  await vault.lock()
  await vault.unlock(face.userId, password)
  expect(await codes(vault)).toEqual([])
  await vault.close()
})

it('tells of a log whose damage dropped commits', async () => {
  const { folder, vault } = await create()
  await vault.lock()
  await vault.unlock(face.userId, password)
  for (let n = 0; n < 5; n++)
    await vault.commit(caller, keepAct, [vault.ops(rigStore).addShot({ id: String(n), note: '' })])
  const crashed = newFolder()
  cpSync(folder, crashed, { recursive: true })
  await vault.close()
  const log = join(crashed, 'vault.db-wal')
  const bytes = readFileSync(log)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  writeFileSync(log, bytes)
  const after = openRig(crashed)
  await after.unlock(face.userId, password)
  expect(await codes(after)).toEqual(['vault.rolledBack'])
  expect((await after.store(rigStore).shots()).length).toBeLessThan(5)
  await after.close()
})

it('tells of another history of the same length', async () => {
  const { folder, vault } = await create()
  await vault.lock()
  const other = newFolder()
  cpSync(folder, other, { recursive: true })
  for (const [where, id] of [
    [folder, 'a'],
    [other, 'b'],
  ] as const) {
    const one = where === folder ? vault : openRig(other)
    await one.unlock(face.userId, password)
    await one.commit(caller, keepAct, [one.ops(rigStore).addShot({ id, note: '' })])
    await (one === vault ? one.lock() : one.close())
  }
  cpSync(join(other, 'vault.db'), join(folder, 'vault.db'))
  await vault.unlock(face.userId, password)
  expect(await codes(vault)).toEqual(['vault.forked'])
  await vault.close()
})

it('tells of a missing head file and writes a new one', async () => {
  const { folder, vault } = await create()
  await keepOne(vault, 'n')
  await vault.lock()
  rmSync(join(folder, 'head'))
  await vault.unlock(face.userId, password)
  expect(await codes(vault)).toEqual(['vault.headUnreadable'])
  await vault.lock()
  await vault.unlock(face.userId, password)
  expect(await codes(vault)).toEqual([])
  await vault.close()
})

it('sets aside what no room adopts, clears what was never finished, reports what is missing, cut or swapped', async () => {
  const { folder, vault } = await create()
  const [missing, cut, one, two] = [
    await keepOne(vault, 'm'),
    await keepOne(vault, 'c'),
    await keepOne(vault, '1'),
    await keepOne(vault, '2'),
  ]
  await vault.lock()
  saveDatabase(folder)
  await vault.unlock(face.userId, password)
  const stranger = newBlobId()
  await vault.keep(caller, keepAct, [{ id: stranger, meta: { of: 'nobody' }, bytes: randomBytes(5) }], [])
  await vault.lock()
  restoreDatabase(folder)
  rmSync(join(folder, 'head'))
  rmSync(pathOf(folder, missing))
  writeFileSync(pathOf(folder, cut), readFileSync(pathOf(folder, cut)).subarray(0, 500))
  renameSync(pathOf(folder, one), join(folder, 'swap'))
  renameSync(pathOf(folder, two), pathOf(folder, one))
  renameSync(join(folder, 'swap'), pathOf(folder, two))
  const unfinished = `${pathOf(folder, newBlobId())}.0123abcd.tmp`
  writeFileSync(unfinished, 'half')
  await vault.unlock(face.userId, password)
  const { findings } = await vault.health()
  expect(findings).toEqual(
    expect.arrayContaining([
      { code: 'vault.blobFound', entity: stranger },
      { code: 'vault.blobMissing', entity: missing },
      { code: 'vault.blobDamaged', entity: cut },
    ]),
  )
  expect(existsSync(unfinished)).toBe(false)
  expect(readdirSync(join(folder, 'found'))).toEqual([stranger])
  for (const id of [missing, cut, one, two])
    await expect(vault.blob(id)).rejects.toMatchObject({ code: 'vault.blobDamaged' })
  await vault.close()
})

it('finishes a file whose commit reached the disk before its name did', async () => {
  const { folder, vault } = await create()
  const id = await keepOne(vault, 'n')
  await vault.lock()
  renameSync(pathOf(folder, id), `${pathOf(folder, id)}.0123abcd.tmp`)
  await vault.unlock(face.userId, password)
  expect(await codes(vault)).toEqual([])
  expect((await vault.blob(id))?.meta).toEqual({ note: 'n' })
  await vault.close()
})

it('refuses a database from the future and leaves every byte of it', async () => {
  const { folder, vault } = await create()
  await keepOne(vault, 'n')
  await vault.close()
  const next = openRig(folder, { thread: new URL('./next-thread.ts', rigThread) })
  await next.unlock(face.userId, password)
  await next.close()
  expect(readdirSync(join(folder, 'backups'))).toEqual(['0001-before-next-1.db'])
  const before = readFileSync(join(folder, 'vault.db'))
  const old = openRig(folder)
  await expect(old.unlock(face.userId, password)).rejects.toMatchObject({ code: 'vault.future' })
  expect(old.state()).toBe('locked')
  expect(readFileSync(join(folder, 'vault.db')).equals(before)).toBe(true)
  await old.close()
})

it('refuses a damaged database, and keeps it as it was found', async () => {
  const { folder, vault } = await create()
  await keepOne(vault, 'n')
  await vault.lock()
  const path = join(folder, 'vault.db')
  const bytes = readFileSync(path)
  for (let at = 4096; at < bytes.length; at += 4096) bytes[at + 2000] = (bytes[at + 2000] ?? 0) ^ 16
  writeFileSync(path, bytes)
  await expect(vault.unlock(face.userId, password)).rejects.toMatchObject({ code: 'vault.damaged' })
  const kept = readdirSync(join(folder, 'damaged'))
  expect(kept).toHaveLength(1)
  expect(readFileSync(join(folder, 'damaged', kept[0] ?? '', 'vault.db')).equals(bytes)).toBe(true)
  await vault.close()
})

it('writes no plaintext anywhere', async () => {
  const { folder, vault } = await create()
  const marker = 'CANARY-Erika-Mustermann'
  const id = newBlobId()
  const bytes = Buffer.from(marker.repeat(20_000))
  await vault.keep(
    caller,
    { ...keepAct, entity: marker },
    [{ id, meta: { note: marker }, bytes }],
    [vault.ops(rigStore).addShot({ id, note: marker })],
  )
  await vault.backup(join(folder, 'copy.db'))
  const scan = (): void => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    expect(files.map(file => file.name)).toContain(id)
    for (const file of files)
      expect([file.name, readFileSync(join(file.parentPath, file.name)).includes(marker.slice(0, 12))]).toEqual([
        file.name,
        false,
      ])
  }
  scan()
  await vault.close()
  scan()
})
