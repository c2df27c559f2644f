import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlobId, SessionId, UserId } from '../../../src-shared/ids.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { type Held, openRecords, type Records } from '../../records/index.ts'
import { openVault, type Reads, type SlotFace, type Vault } from '../../vault/index.ts'
import { openSync, type Sync, type SyncNeeds, type SyncSql, syncStore } from '../index.ts'
import { type RigStore, rigStore } from './store.ts'

export const password = 'correct horse battery staple'
export const face: SlotFace = {
  userId: '7b0c5b8e-3f0e-4b6e-9d3a-6f1f7f6d2a10' as UserId,
  name: 'Dr. Rig',
  role: 'dermatologist',
}
const caller: Caller = { ...face, sessionId: '0b5f1a3c-58a1-4b7c-8a52-7f0a4d0c9e11' as SessionId }

/** Impatient, so that a test need not be. */
const brisk = { firstRetryMs: 30, longestRetryMs: 400, pollMs: 300, timeoutMs: 3000 } as const

export interface StationNeeds extends Partial<Omit<SyncNeeds, 'vault' | 'clinic'>> {
  readonly clinic: () => string | undefined
  readonly folder?: string
  /** A vault to work on that is already open; it is wiped, and left open. */
  readonly rig?: RigVault
  /** Do not wipe it. */
  readonly keep?: boolean
}

export interface RigVault {
  readonly vault: Vault
  readonly told: string[]
  close(): Promise<void>
}

export interface ImageIds {
  readonly blobId: string
  readonly mediaId: string
}

/** A workstation's vault, records and sync, without a window: what the tests of this room work on. */
export interface Station {
  readonly vault: Vault
  readonly records: Records
  readonly sync: Sync
  readonly look: Reads<RigStore>
  readonly store: Reads<SyncSql>
  readonly told: string[]
  put(...resources: readonly object[]): Promise<void>
  /** Keeps an image as the capture room does: sealed bytes, what stands for them, and the Media that shows them. */
  keepImage(bytes: Uint8Array, patientId: string, ids?: ImageIds): Promise<ImageIds>
  asking: Asking & { readonly asked: string[] }
  /** Resolves once `state` answers so, or rejects after 50 s with what it answered last. */
  until(what: string, holds: () => Promise<boolean>): Promise<void>
  close(): Promise<void>
}

/** An open vault with the drawers of records and sync; a new one, or the one in `folder`. */
export async function openRigVault(folder?: string, now: () => Date = () => new Date()): Promise<RigVault> {
  const place = folder ?? mkdtempSync(join(tmpdir(), 'cutis-sync-'))
  const told: string[] = []
  const vault = openVault({
    folder: place,
    thread: new URL('./thread.ts', import.meta.url),
    now,
    changed: tags => void told.push(...tags),
    log: () => undefined,
    kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 },
    ballastBytes: 0,
  })
  if (vault.state() === 'absent') await vault.create(face, password)
  else await vault.unlock(face.userId, password)
  const close = async (): Promise<void> => {
    await vault.close()
    if (folder === undefined) rmSync(place, { recursive: true, force: true })
  }
  return { vault, told, close }
}

export async function openStation(needs: StationNeeds): Promise<Station> {
  const now = needs.now ?? (() => new Date())
  const rig = needs.rig ?? (await openRigVault(needs.folder, now))
  const { vault, told } = rig
  if (needs.rig && !needs.keep)
    await vault.commit(caller, { name: 'rig.wipe', action: 'D' }, [vault.ops(rigStore).wipe()])
  told.length = 0
  const records = openRecords({ vault, now, newId: randomUUID })
  const log = needs.log ?? (line => void told.push(line))
  const sync = openSync({ random: Math.random, ...needs, tempo: { ...brisk, ...needs.tempo }, now, log, vault })
  const look = vault.store(rigStore)
  const put: Station['put'] = async (...resources) => {
    await vault.commit(
      caller,
      { name: 'rig.put', action: 'C' },
      resources.map(one => records.put(one as Held)),
    )
  }
  const asked: string[] = []
  return {
    vault,
    records,
    sync,
    look,
    store: vault.store(syncStore),
    told,
    put,
    asking: { who: () => caller, about: id => void asked.push(id), asked },
    async keepImage(bytes, patientId, { blobId, mediaId } = { blobId: randomUUID(), mediaId: randomUUID() }) {
      const ops = imageOf(bytes, patientId, { blobId, mediaId }).map(one => records.put(one as unknown as Held))
      await vault.keep(caller, { name: 'rig.keep', action: 'C' }, [{ id: blobId as BlobId, meta: {}, bytes }], ops)
      return { blobId, mediaId }
    },
    async until(what, holds) {
      const end = Date.now() + 50_000
      while (!(await holds())) {
        if (Date.now() > end)
          throw new Error(
            `not ${what}: ${JSON.stringify([await sync.service.state({} as never, {} as never), await look.outbox(), told.filter(line => line.startsWith('sync:'))])}`,
          )
        await new Promise(resolve => setTimeout(resolve, 20))
      }
    },
    async close() {
      await sync.stop()
      if (!needs.rig) await rig.close()
    },
  }
}

/** What stands for the bytes, and the Media that shows them. */
function imageOf(bytes: Uint8Array, patientId: string, { blobId, mediaId }: ImageIds): readonly object[] {
  const sha1 = createHash('sha1').update(bytes).digest('base64')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const subject = { reference: `Patient/${patientId}` }
  const bare = { contentType: 'image/jpeg', size: bytes.length }
  const content = { ...bare, url: `Binary/${blobId}`, hash: sha1 }
  return [
    { ...bare, resourceType: 'Binary', id: blobId, securityContext: subject, sha1, sha256 },
    { ...named('Media', mediaId), status: 'completed', subject, content },
  ]
}

/** The beginning of a resource as the records room makes one. */
export const named = (resourceType: string, id: string) => ({
  resourceType,
  id,
  identifier: [{ system: 'urn:cutis:lid', value: id }],
})

export const patientOf = (id: string, family: string, rest: object = {}) => ({
  ...named('Patient', id),
  name: [{ family, given: ['Ana'] }],
  gender: 'female',
  birthDate: '1980-05-17',
  ...rest,
})

export const observationOf = (id: string, patientId: string, value: string) => ({
  ...named('Observation', id),
  status: 'final',
  code: { text: 'remark' },
  subject: { reference: `Patient/${patientId}` },
  valueString: value,
})
