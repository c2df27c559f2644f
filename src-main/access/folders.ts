import { createHash } from 'node:crypto'
import type { Act, Caller } from '../kernel/caller.ts'
import type { Vault } from '../vault/index.ts'
import { folderStore } from './folder-store.ts'
import type { Access } from './types.ts'

/** The workstation's watched folders: a preference of the machine and not of a person. */
export interface WatchedFolders {
  /** At once, from memory; empty while nobody has opened the vault. */
  list(): readonly string[]
  add(by: Caller, path: string): Promise<void>
  remove(by: Caller, path: string): Promise<void>
}

interface FoldersNeeds {
  readonly vault: Vault
  readonly access: Pick<Access, 'whenOpened' | 'whenLocked'>
}

/** Keeps the list in the vault, and in memory exactly as long as the vault is open. */
export function openFolders({ vault, access }: FoldersNeeds): WatchedFolders {
  const store = vault.store(folderStore)
  const write = vault.ops(folderStore)
  let known: readonly string[] = []
  const read = async (): Promise<void> => {
    known = await store.all()
  }
  access.whenOpened(read)
  access.whenLocked(() => {
    known = []
  })
  return {
    // A vault that closed itself (a failing disk) has no list, even before the lock is told.
    list: () => (vault.state() === 'open' ? known : []),
    add: async (by, path) => {
      await vault.commit(by, actOn(path, ['devices.watch', 'C']), [write.add(path)])
      await read()
    },
    remove: async (by, path) => {
      await vault.commit(by, actOn(path, ['devices.unwatch', 'D']), [write.remove(path)])
      await read()
    },
  }
}

/** A path may hold anybody's name: the audit row tells folders apart by a hash. */
const actOn = (path: string, [name, action]: readonly [string, Act['action']]): Act => ({
  name,
  action,
  entity: `WatchedFolder/${createHash('sha256').update(path).digest('hex').slice(0, 16)}`,
})
