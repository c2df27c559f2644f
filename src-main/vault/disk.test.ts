import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { BlobId } from '../../src-shared/ids.ts'
import type { Vault } from './index.ts'
import { caller, face, keepAct, newBlobId, newFolder, openRig, password } from './rig/open.ts'
import { rigStore } from './rig/store.ts'

const mayMount = process.platform === 'linux' && process.getuid?.() === 0
const run = (command: string, ...args: readonly string[]): void => void execFileSync(command, args, { stdio: 'pipe' })
const onDisk = async (size: string, work: (disk: string) => Promise<void>): Promise<void> => {
  const disk = newFolder()
  run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk)
  try {
    await work(disk)
  } finally {
    run('umount', disk)
  }
}
const keepOne = async (vault: Vault, size: number): Promise<BlobId> => {
  const id = newBlobId()
  await vault.keep(
    caller,
    keepAct,
    [{ id, meta: {}, bytes: randomBytes(size) }],
    [vault.ops(rigStore).addShot({ id, note: '' })],
  )
  return id
}

it.skipIf(!mayMount)(
  'refuses pictures on a full disk, still takes notes from its reserve, and has lost nothing (not run without root)',
  () =>
    onDisk('24m', async disk => {
      const folder = join(disk, 'vault')
      const vault = openRig(folder, { ballastBytes: 2 * 1024 * 1024 })
      await vault.create(face, password)
      await expect.poll(() => existsSync(join(folder, 'ballast'))).toBe(true)
      const kept: BlobId[] = []
      const fill = async (): Promise<void> => {
        for (;;) kept.push(await keepOne(vault, 500_000))
      }
      await expect(fill()).rejects.toMatchObject({ code: 'vault.full' })
      run('sh', '-c', `head -c 100M /dev/zero > ${join(disk, 'others')} || true`)
      const note = 'x'.repeat(100_000)
      const notes: string[] = []
      const write = async (): Promise<void> => {
        for (let n = 0; ; n++) {
          await vault.commit(caller, keepAct, [vault.ops(rigStore).addShot({ id: `note-${n}`, note })])
          notes.push(`note-${n}`)
        }
      }
      await expect(write()).rejects.toMatchObject({ code: 'vault.full' })
      expect(notes.length).toBeGreaterThan(5)
      expect((await vault.health()).findings).toEqual([{ code: 'vault.ballastUsed' }])
      await vault.lock().catch(() => undefined)
      run('rm', join(disk, 'others'))
      await vault.unlock(face.userId, password)
      expect((await vault.health()).findings).toEqual([])
      const ids = new Set((await vault.store(rigStore).shots()).map(shot => shot.id))
      expect([...kept, ...notes].filter(id => !ids.has(id))).toEqual([])
      for (const id of kept) expect(await (await vault.blob(id))?.read(0, 500_000)).toHaveLength(500_000)
      await vault.close()
    }),
)

it.skipIf(!mayMount)('says that the folder cannot be written (not run without root)', () =>
  onDisk('24m', async disk => {
    const vault = openRig(join(disk, 'vault'))
    await vault.create(face, password)
    await vault.close()
    run('mount', '-o', 'remount,ro', disk)
    expect(() => openRig(join(disk, 'vault'))).toThrow(expect.objectContaining({ code: 'vault.readOnly' }))
    expect(() => openRig(join(disk, 'other'))).toThrow(expect.objectContaining({ code: 'vault.readOnly' }))
  }),
)
