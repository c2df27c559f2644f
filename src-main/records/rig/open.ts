import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SessionId, UserId } from '../../../src-shared/ids.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { openVault } from '../../vault/index.ts'
import { openRecords } from '../index.ts'
import { recordStore } from '../store.ts'
import { witnessStore } from './witness.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread with this room's store and a plain list of who did what. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { recordStore } from ${moduleAt('../store.ts')}
    import { witnessStore } from ${moduleAt('./witness.ts')}
    serveVault({ stores: [witnessStore, recordStore], witness: { store: 'witness', call: 'append' }, adopters: [] })`)}`,
)

export const doctor: Caller = {
  userId: '7b0c5b8e-3f0e-4b6e-9d3a-6f1f7f6d2a10' as UserId,
  sessionId: '0b5f1a3c-58a1-4b7c-8a52-7f0a4d0c9e11' as SessionId,
  name: 'Dr. Rig',
  role: 'dermatologist',
}

/** The room over a real vault in a folder of its own. */
export async function openRig(now: () => Date = () => new Date('2026-11-24T09:00:00Z')) {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-records-'))
  const stale: string[][] = []
  const vault = openVault({
    folder,
    thread,
    now,
    changed: tags => stale.push([...tags]),
    log: () => undefined,
    kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 },
    ballastBytes: 0,
  })
  await vault.create({ ...doctor, role: 'dermatologist' }, 'correct horse battery staple')
  const records = openRecords({ vault, now })
  const shown: string[] = []
  const asking: Asking = { who: () => doctor, about: patientId => void shown.push(patientId) }
  return {
    vault,
    records,
    calls: records.service,
    store: vault.store(recordStore),
    asking,
    /** Patients that answers said they were about. */
    shown,
    stale,
    witnessed: () => vault.store(witnessStore).all(),
    close: async () => {
      await vault.lock()
      await vault.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Rig = Awaited<ReturnType<typeof openRig>>
