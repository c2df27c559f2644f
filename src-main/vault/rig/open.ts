import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlobId, SessionId, UserId } from '../../../src-shared/ids.ts'
import type { Act, Caller } from '../../kernel/caller.ts'
import { openVault, type SlotFace, type Vault, type VaultNeeds } from '../index.ts'

export const rigThread = new URL('./thread.ts', import.meta.url)
export const password = 'correct horse battery staple'
export const face: SlotFace = {
  userId: '7b0c5b8e-3f0e-4b6e-9d3a-6f1f7f6d2a10' as UserId,
  name: 'Dr. Rig',
  role: 'dermatologist',
}
export const caller: Caller = { ...face, sessionId: '0b5f1a3c-58a1-4b7c-8a52-7f0a4d0c9e11' as SessionId }
export const keepAct: Act = { name: 'rig.keep', action: 'C' }
export const newBlobId = (): BlobId => randomUUID() as BlobId
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'cutis-vault-'))

/** The least Argon2id cost a slot may have, so that a test spends its time elsewhere. */
export const cheapKdf = { memoryKib: 19 * 1024, passes: 1, lanes: 1 } as const

/** A vault over the rig's store, with a cheap password and no ballast unless a test asks for it. */
export const openRig = (folder: string, needs: Partial<VaultNeeds> = {}): Vault =>
  openVault({
    folder,
    thread: rigThread,
    now: () => new Date(),
    changed: () => undefined,
    log: () => undefined,
    kdf: cheapKdf,
    ballastBytes: 0,
    ...needs,
  })
