import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { VisitStart } from '../../../src-shared/contract/visits.ts'
import { Fault } from '../../../src-shared/faults.ts'
import type { CaseId, PatientId, RecordId, SessionId, UserId } from '../../../src-shared/ids.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { openRecords } from '../../records/index.ts'
import { witnessStore } from '../../records/rig/witness.ts'
import { openSigning, signingStore } from '../../signing/index.ts'
import { openVault, type Vault } from '../../vault/index.ts'
import { openVisits } from '../index.ts'
import { openRigClinic } from './clinic.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread with the stores this room needs; the rig's audit is a plain list. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { recordStore } from ${moduleAt('../../records/store.ts')}
    import { witnessStore } from ${moduleAt('../../records/rig/witness.ts')}
    import { visitStore } from ${moduleAt('../store.ts')}
    import { signingStore } from ${moduleAt('../../signing/store.ts')}
    serveVault({ stores: [witnessStore, recordStore, signingStore, visitStore], witness: { store: 'witness', call: 'append' }, adopters: [] })`)}`,
)

/** Says anew whenever asked: a name for a document or a task. */
export const fresh = (): RecordId => randomUUID() as RecordId

/** A start that lacks nothing, of a patient in California. */
export const wholeStart: VisitStart = {
  identity: { name: true, birthDate: true },
  place: { state: 'US-CA', address: '12 Hill Street, Fresno' },
  consent: { method: 'page', given: true },
  licence: { state: 'US-CA', number: 'A-12345', validUntil: '2026-11-02' },
  devices: { camera: true, microphone: true },
}

const bytes = Buffer.from('%PDF-1.7 of the rig')
/** What the press would hand back; setting type is proven where papers are. */
const printed = {
  bytes,
  title: 'Visit summary',
  pages: 1,
  contentHash: 'c',
  missing: [],
  attachment: { sizeBytes: bytes.length, sha1: createHash('sha1').update(bytes).digest('base64') },
}

/** Visits ask for no second step; who sits there is the rig's one person. */
const seatOf = (vault: Pick<Vault, 'ownSecret'>) => ({
  proveAgain: () => Promise.reject(new Fault('access.refused')),
  atSeat: async <T>(by: Caller, work: (own: Buffer | undefined) => Promise<T>) => work(vault.ownSecret(by.userId)),
  whenSecretLost: () => undefined,
})

const doctor = (): Caller => ({
  userId: randomUUID() as UserId,
  sessionId: randomUUID() as SessionId,
  name: 'Dr. Skin',
  role: 'dermatologist',
})

/** The room of visits over a real vault in a folder of its own and a clinic of the rig's. */
export async function openRig() {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-visits-'))
  const clinic = await openRigClinic()
  const now = () => new Date('2026-11-02T09:00:00Z')
  const quiet = { changed: () => undefined, log: () => undefined, ballastBytes: 0 }
  const vault = openVault({ ...quiet, folder, thread, now, kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 } })
  const by = doctor()
  const derm: Asking = { who: () => by, about: () => undefined }
  await vault.create({ ...by, role: 'dermatologist' }, 'correct horse battery staple')
  const records = openRecords({ vault, now })
  const press = { works: true, orders: [] as unknown[] }
  const visits = openVisits({
    vault,
    records,
    now,
    signing: openSigning({ vault, records, access: seatOf(vault), now }),
    capture: { upload: () => Promise.reject(new Fault('capture.notAnImage')) },
    documents: {
      render: async (_, data) => {
        press.orders.push(data)
        if (!press.works) throw new Fault('documents.failed')
        return printed as never
      },
    },
    clinicName: async () => 'Skin Clinic',
    clinic: async () => ({ origin: clinic.origin, token: 'workstation' }),
    stirred: () => undefined,
  })
  return {
    derm,
    by,
    clinic,
    press,
    /** As when somebody let themselves in by a slot without a secret of their own. */
    forgetOwn: () => vault.keepOwnSecretOf(undefined),
    records,
    visits,
    service: visits.service,
    keep: (resource: Parameters<typeof records.put>[0]) =>
      vault.commit(by, { name: 'rig.keep', action: 'C' } as never, [records.put(resource)]),
    /** The records of public keys. */
    keys: async () => (await vault.store(signingStore).records()).map(({ body }) => JSON.parse(body) as unknown),
    acts: async () => (await vault.store(witnessStore).all()).map(({ act }) => act.name),
    /** A patient with an open case. */
    case: async (family: string, birthDate = '1980-05-17') => {
      const one = { family, given: 'Ada', birthDate, sex: 'female' as const }
      const patientId = (await records.service.addPatient(one, derm)).patientId as PatientId
      const { caseId } = await records.service.openCase({ patientId, presentation: 'eruption', reason: 'Rash' }, derm)
      return { patientId, caseId: caseId as CaseId }
    },
    close: async () => {
      visits.forget()
      await clinic.close()
      await vault.lock()
      await vault.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Rig = Awaited<ReturnType<typeof openRig>>
