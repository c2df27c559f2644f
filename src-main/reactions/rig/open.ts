import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PatientId, SessionId, UserId } from '../../../src-shared/ids.ts'
import type { Role } from '../../../src-shared/roles.ts'
import { openChart } from '../../chart/index.ts'
import type { Documents } from '../../documents/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { openRecords } from '../../records/index.ts'
import { openSigning } from '../../signing/index.ts'
import { secondStep } from '../../signing/rig/second-step.ts'
import { openVault } from '../../vault/index.ts'
import { openReactions } from '../index.ts'

export { rightCode } from '../../signing/rig/second-step.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread with the stores this room needs; the rig's audit is a plain list. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { recordStore } from ${moduleAt('../../records/store.ts')}
    import { signingStore } from ${moduleAt('../../signing/store.ts')}
    import { witnessStore } from ${moduleAt('../../records/rig/witness.ts')}
    import { reactionStore } from ${moduleAt('../store.ts')}
    serveVault({ stores: [witnessStore, recordStore, signingStore, reactionStore], witness: { store: 'witness', call: 'append' }, adopters: [] })`)}`,
)

const person = (name: string, role: Role): Caller => ({
  userId: randomUUID() as UserId,
  sessionId: randomUUID() as SessionId,
  name,
  role,
})

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
  const step = secondStep(records)
  const signing = openSigning({ vault, records, access: step, now })
  const { service } = openReactions({
    vault,
    records,
    chart,
    now,
    documents: { render },
    clinicName: async () => 'Rig Clinic',
    ...signing,
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
