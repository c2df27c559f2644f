import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { shotStore } from '../../src-main/capture/index.ts'
import { face, openRig, password, rigThread } from '../../src-main/vault/rig/open.ts'
import { contentsOf, goldenFolder, goldens } from './golden.ts'

const threads = { rig: rigThread, whole: new URL('../../src-main/vault-thread.ts', import.meta.url) }
const newFolder = (): string => mkdtempSync(join(tmpdir(), 'cutis-golden-'))

it('has a golden vault of the vault itself', () => {
  expect(goldens().map(([, { house }]) => house)).toContain('rig')
})

it.each(goldens())('opens %s with nothing lost and ends at the schema of a new vault', async (name, golden) => {
  const thread = threads[golden.house]
  const [old, fresh] = [newFolder(), newFolder()]
  cpSync(join(goldenFolder, name), old, { recursive: true })
  const vault = openRig(old, { thread })
  await vault.unlock(golden.userId, golden.password)
  const { findings, blobs } = await vault.health()
  expect(findings).toEqual([])
  expect(blobs).toBe(golden.rows.vault_blobs)
  await vault.close()
  const newVault = openRig(fresh, { thread })
  await newVault.create(face, password)
  await newVault.close()
  const [then, now] = [
    await contentsOf(old, golden.userId, golden.password),
    await contentsOf(fresh, face.userId, password),
  ]
  expect(then.schema).toEqual(now.schema)
  expect(then.migrations).toEqual(now.migrations)
  expect(then.migrations).toEqual(expect.arrayContaining([...golden.migrations]))
  // A table that a later migration dropped on purpose is named by that migration's own test.
  for (const [table, count] of Object.entries(golden.rows)) {
    if (table in then.rows && table !== 'vault_migrations') expect([table, then.rows[table]]).toEqual([table, count])
  }
})

it('a large picture of a vault older than tiles waits for them, a small one does not', async () => {
  const folder = newFolder()
  const name = '0004-large-picture'
  cpSync(join(goldenFolder, name), folder, { recursive: true })
  const { userId, password: known } = goldens().find(([one]) => one === name)?.[1] ?? expect.fail('no golden vault')
  const vault = openRig(folder, { thread: threads.whole })
  await vault.unlock(userId, known)
  const store = vault.store(shotStore)
  const [large, ...others] = await store.untiled()
  expect(others).toEqual([])
  expect(await store.shot(large ?? '')).toMatchObject({
    widthPx: 2400,
    levels: 'ready',
    tiles: 'pending',
    tilesId: null,
  })
  await vault.close()
})
