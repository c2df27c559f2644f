import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Fault } from '../../../src-shared/faults.ts'
import type { PatientId, SessionId, UserId } from '../../../src-shared/ids.ts'
import type { Role } from '../../../src-shared/roles.ts'
import { openChart } from '../../chart/index.ts'
import type { Documents } from '../../documents/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { openRecords } from '../../records/index.ts'
import { openVault } from '../../vault/index.ts'
import { openReactions } from '../index.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread with the stores this room needs; the rig's audit is a plain list. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { recordStore } from ${moduleAt('../../records/store.ts')}
    import { witnessStore } from ${moduleAt('../../records/rig/witness.ts')}
    import { reactionStore } from ${moduleAt('../store.ts')}
    serveVault({ stores: [witnessStore, recordStore, reactionStore], witness: { store: 'witness', call: 'append' }, adopters: [] })`)}`,
)

const person = (name: string, role: Role): Caller => ({
  userId: randomUUID() as UserId,
  sessionId: randomUUID() as SessionId,
  name,
  role,
})

/** The code that this rig's second step takes. */
export const rightCode = '123456'

const quick = {
  changed: () => undefined,
  log: () => undefined,
  kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 },
  ballastBytes: 0,
}

/** A press that prints nothing. */
const render = (async () => {
  const attachment = { sizeBytes: 3, sha1: 'c2hhMQ==' }
  return {
    bytes: Uint8Array.of(1, 2, 3),
    title: 'Adverse reaction report',
    pages: 2,
    contentHash: '',
    attachment,
    missing: [],
  }
}) as unknown as Documents['render']

/** The reaction room over a real vault in a folder of its own; the second step and the press are stand-ins. */
export async function openRig() {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-reactions-'))
  const now = () => new Date('2026-11-25T09:00:00Z')
  const vault = openVault({ folder, thread, now, ...quick })
  const people = {
    derm: person('Dr. Skin', 'dermatologist'),
    gp: person('Dr. Green', 'general-practitioner'),
    nurse: person('Nurse Rig', 'nurse'),
  }
  await vault.create({ ...people.derm, role: 'dermatologist' }, 'correct horse battery staple')
  const records = openRecords({ vault, now })
  const chart = openChart({ vault, records, now })
  const as = (by: Caller): Asking => ({ who: () => by, about: () => undefined })
  const { service } = openReactions({
    vault,
    records,
    chart,
    now,
    documents: { render },
    clinicName: async () => 'Rig Clinic',
    proveAgain: async (_by, code, sign) => {
      if (code !== rightCode) throw new Fault('access.refused')
      return sign({
        spend: records.put({ resourceType: 'Task', id: randomUUID(), status: 'draft', intent: 'order' }),
        factor: 'totp',
      })
    },
  })
  const patient = async (family: string): Promise<PatientId> => {
    const told = { family, given: 'Ada', birthDate: '1990-05-17', sex: 'male' as const }
    return (await records.service.addPatient(told, as(people.gp))).patientId as PatientId
  }
  const close = async () => {
    await vault.lock()
    await vault.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { vault, records, chart, people, as, service, patient, close }
}
export type Rig = Awaited<ReturnType<typeof openRig>>
