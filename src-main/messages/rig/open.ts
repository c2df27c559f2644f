import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlobId, PatientId, RecordId, SessionId, UserId } from '../../../src-shared/ids.ts'
import type { Role } from '../../../src-shared/roles.ts'
import type { Capture } from '../../capture/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { type Held, openRecords, recordWriting } from '../../records/index.ts'
import { witnessStore } from '../../records/rig/witness.ts'
import { openVault, type Vault } from '../../vault/index.ts'
import type { FetchFile } from '../arriving.ts'
import { type Messages, openMessages } from '../index.ts'
import { messageStoreWith } from '../store.ts'
import { crashStore } from './crash-store.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread with the stores this room needs; the rig's audit is a plain list. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { recordStore } from ${moduleAt('../../records/store.ts')}
    import { witnessStore } from ${moduleAt('../../records/rig/witness.ts')}
    import { recordWriting } from ${moduleAt('../../records/writing.ts')}
    import { messageStoreWith } from ${moduleAt('../store.ts')}
    import { crashStore } from ${moduleAt('./crash-store.ts')}
    serveVault({
      stores: [witnessStore, recordStore, messageStoreWith(recordWriting), crashStore],
      witness: { store: 'witness', call: 'append' },
      adopters: [{ store: 'message', call: 'adopt' }],
    })`)}`,
)

const person = (name: string, role: Role): Asking & { readonly by: Caller } => {
  const by: Caller = { userId: randomUUID() as UserId, sessionId: randomUUID() as SessionId, name, role }
  return { by, who: () => by, about: () => undefined }
}

type Shot = NonNullable<Awaited<ReturnType<Capture['shot']>>>

/** Says anew whenever asked: a name for a thread or a message. */
export const fresh = (): RecordId => randomUUID() as RecordId

type Arrive = (resource: Held) => Promise<void>

/** Consults of other places. */
const consultsOf = (patient: (family: string) => Promise<PatientId>, arrive: Arrive) => ({
  /** A consult of a new patient, as another place has sent it. */
  consult: async (question: string) => {
    const patientId = await patient(question)
    const consultId = fresh()
    await arrive({
      resourceType: 'Task',
      id: consultId,
      status: 'requested',
      intent: 'order',
      code: { coding: [{ code: 'consult' }] },
      description: question,
      for: { reference: `Patient/${patientId}` },
      encounter: { reference: `Encounter/${fresh()}` },
    })
    return { consultId, patientId }
  },
  /** What somebody else has written about it. */
  lineOf: ({ consultId, patientId }: { consultId: string; patientId: string }, text: string): Held => ({
    resourceType: 'Communication',
    id: fresh(),
    status: 'completed',
    about: [{ reference: `Task/${consultId}` }],
    subject: { reference: `Patient/${patientId}` },
    sender: { display: 'Dr. Far', identifier: { value: randomUUID() } },
    sent: '2026-11-01T10:00:00Z',
    payload: [{ contentString: text }],
  }),
})

const crashesOf = (vault: Vault, by: Caller) => ({
  /** As a crash leaves it before the transaction: the sealed files are there, their rows are not. */
  swallow: async (ids: readonly string[]) =>
    vault.commit(by, { name: 'rig.swallow', action: 'D' }, [vault.ops(crashStore).swallow(JSON.stringify(ids))]),
  /** The row of a fetched file is gone, as before its transaction. */
  forgetFile: async (fileId: string) =>
    vault.commit(by, { name: 'rig.swallow', action: 'D' }, [vault.ops(crashStore).forgetFile(fileId)]),
  /** As an older Cutis kept it. */
  oldTemplate: async (row: { templateId: string; title: string; text: string }) =>
    vault.commit(by, { name: 'rig.old', action: 'C' }, [vault.ops(crashStore).oldTemplate(row)]),
  /** What an opening does with a sealed file without a row. */
  adopt: async (blobId: string) => {
    const meta = (await vault.blob(blobId as BlobId))?.meta ?? {}
    await vault.commit(by, { name: 'rig.adopt', action: 'C' }, [
      vault.ops(messageStoreWith(recordWriting)).adopt(meta, blobId),
    ])
  },
})

/** A clinic that gives what a test lays out; nobody answers for anything else. */
const far = () => {
  const bytes = new Map<string, Awaited<ReturnType<FetchFile>>>()
  const asked: string[] = []
  const fetchFile: FetchFile = async id => {
    asked.push(id)
    return bytes.get(id) ?? { kind: 'offline' }
  }
  return { bytes, asked, fetchFile }
}

/** Fetches what is wanted, and ends. */
const fetchedBy = async ({ resume, settled, forget }: Pick<Messages, 'resume' | 'settled' | 'forget'>) => {
  resume()
  await settled()
  forget()
}

/** The message room over a real vault in a folder of its own; pictures are rows of the rig's own. */
export async function openRig() {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-messages-'))
  const clock = { at: Date.parse('2026-11-02T09:00:00Z') }
  const now = () => new Date((clock.at += 1000))
  const quiet = { changed: () => undefined, log: () => undefined, ballastBytes: 0 }
  const vault = openVault({ ...quiet, folder, thread, now, kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 } })
  const [derm, nurse] = [person('Dr. Skin', 'dermatologist'), person('Nurse Hand', 'nurse')]
  await vault.create({ ...derm.by, role: 'dermatologist' }, 'correct horse battery staple')
  const records = openRecords({ vault, now })
  const shots: Shot[] = []
  const clinic = far()
  const { service, attach, fileOf, ...messages } = openMessages({
    vault,
    records,
    now,
    log: () => undefined,
    fetchFile: clinic.fetchFile,
    capture: { shot: async blobId => shots.find(shot => shot.blobId === blobId) },
  })
  const patient = async (family: string): Promise<PatientId> => {
    const one = { family, given: 'Ada', birthDate: '1970-05-17', sex: 'female' as const }
    return (await records.service.addPatient(one, derm)).patientId as PatientId
  }
  /** As if the clinic had sent it. */
  const arrive = async (resource: Held) => {
    const act = { name: 'rig.arrive', action: 'C', entity: `${resource.resourceType}/${resource.id}` } as const
    await vault.commit(derm.by, act, [records.put(resource)])
  }
  return {
    derm,
    nurse,
    records,
    service,
    fileOf,
    clinic,
    clock,
    fetchAll: () => fetchedBy(messages),
    attach: (bytes: Uint8Array) => attach(derm.by, bytes),
    ...crashesOf(vault, derm.by),
    /** Another nurse, by any name. */
    person: (name: string) => person(name, 'nurse'),
    acts: () => vault.store(witnessStore).all(),
    patient,
    picture: (patientId: string, mediaType = 'image/jpeg') => {
      const shot = { patientId, blobId: randomUUID(), state: 'kept', mediaType } as unknown as Shot
      shots.push(shot)
      return shot.blobId
    },
    arrive,
    ...consultsOf(patient, arrive),
    close: async () => {
      await vault.lock()
      await vault.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Rig = Awaited<ReturnType<typeof openRig>>
