import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NewMark } from '../../../src-shared/contract/review.ts'
import type { BlobId, LesionId, PatientId, SessionId, UserId } from '../../../src-shared/ids.ts'
import { type Capture, shotStore } from '../../capture/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { openRecords } from '../../records/index.ts'
import { witnessStore } from '../../records/rig/witness.ts'
import { openVault, type Vault } from '../../vault/index.ts'
import { openReview, type ReviewNeeds } from '../index.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread with the stores this room needs; the rig's audit is a plain list. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { recordStore } from ${moduleAt('../../records/store.ts')}
    import { witnessStore } from ${moduleAt('../../records/rig/witness.ts')}
    import { recordWriting } from ${moduleAt('../../records/writing.ts')}
    import { shotStoreWith } from ${moduleAt('../../capture/store.ts')}
    import { markStore } from ${moduleAt('../store.ts')}
    serveVault({ stores: [witnessStore, recordStore, shotStoreWith(recordWriting), markStore], witness: { store: 'witness', call: 'append' }, adopters: [] })`)}`,
)

export const doctor: Caller = {
  userId: '7b0c5b8e-3f0e-4b6e-9d3a-6f1f7f6d2a10' as UserId,
  sessionId: '0b5f1a3c-58a1-4b7c-8a52-7f0a4d0c9e11' as SessionId,
  name: 'Dr. Rig',
  role: 'dermatologist',
}

type Shot = NonNullable<Awaited<ReturnType<Capture['shot']>>>

const shotOf = (blobId: string, patientId: string): Shot => ({
  blobId,
  patientId,
  caseId: randomUUID(),
  siteCode: '36141000',
  siteName: 'Cheek',
  view: 'close-up',
  takenAt: '2026-11-24T09:00:00Z',
  takenBy: 'Dr. Rig',
  device: { label: 'Rig', source: 'file' },
  mediaType: 'image/jpeg',
  widthPx: 1000,
  heightPx: 800,
  sizeBytes: 1,
  sha256: '',
  levels: 'ready',
  state: 'kept',
  unsynced: false,
})

/** Pictures that the capture room would hold: their rows are real, their bytes lie here. */
function openPictures(vault: Pick<Vault, 'ops' | 'commit'>) {
  const shots = new Map<string, Shot>()
  const pictures = new Map<string, Uint8Array>()
  const capture: ReviewNeeds['capture'] = {
    shot: async blobId => shots.get(blobId),
    bytesOf: async blobId => {
      const bytes = pictures.get(blobId)
      if (!bytes) return undefined
      const read = async (start: number, end: number) => bytes.slice(start, end)
      return { mediaType: 'image/jpeg', sizeBytes: bytes.byteLength, patientId: '', read }
    },
  }
  const shotOps = vault.ops(shotStore)
  return {
    shots,
    capture,
    /** A dermoscopic picture of a lesion, in the shot table as a kept one. */
    add: async (patientId: PatientId, lesionId: LesionId, bytes: Uint8Array): Promise<BlobId> => {
      const blobId = randomUUID() as BlobId
      const device = { label: 'Rig', source: 'file', dermoscopic: 'contact-polarized' } as const
      const shot = { ...shotOf(blobId, patientId), lesionId, device }
      shots.set(blobId, shot)
      pictures.set(blobId, bytes)
      const { levels: _levels, state: _state, unsynced: _unsynced, siteName: _siteName, ...row } = shot
      const nulls = { purpose: 'case', laterality: null, quality: null } as const
      const act = { name: 'rig', action: 'C', patientId } as const
      await vault.commit(doctor, act, [shotOps.add({ ...row, ...nulls, device: JSON.stringify(device) })])
      return blobId
    },
    setState: (blobId: string, state: Shot['state']): void => {
      const shot = shots.get(blobId)
      if (shot) shots.set(blobId, { ...shot, state })
    },
  }
}

const asking = (by: Caller): Asking => ({ who: () => by, about: () => undefined }) as unknown as Asking

/** The review room over a real vault in a folder of its own, with two patients and a picture of each. */
export async function openRig(surveyor: ReviewNeeds['surveyor'] = { run: () => Promise.reject(new Error('none')) }) {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-review-'))
  const clock = { at: Date.parse('2026-11-24T09:00:00Z') }
  const now = () => new Date(clock.at)
  const vault = openVault({
    folder,
    thread,
    now,
    changed: () => undefined,
    log: () => undefined,
    kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 },
    ballastBytes: 0,
  })
  await vault.create({ ...doctor, role: 'dermatologist' }, 'correct horse battery staple')
  const records = openRecords({ vault, now })
  const room = openPictures(vault)
  const review = openReview({ vault, records, capture: room.capture, surveyor, now })
  const addPatient = async (family: string) => {
    const patient = { family, given: 'Ada', birthDate: '1980-05-17', sex: 'female' as const }
    const { patientId } = await records.service.addPatient(patient, asking(doctor))
    const blobId = randomUUID() as BlobId
    room.shots.set(blobId, shotOf(blobId, patientId))
    return { patientId: patientId as PatientId, blobId }
  }
  return {
    clock,
    records,
    vault,
    service: review.service,
    me: asking(doctor),
    as: (role: Caller['role']) => asking({ ...doctor, role }),
    addPatient,
    addLesion: async (patientId: PatientId): Promise<LesionId> => {
      const lesion = { patientId, label: 'Spot', siteCode: '36141000' }
      return (await records.service.addLesion(lesion, asking(doctor))).lesionId as LesionId
    },
    addPicture: room.add,
    setState: room.setState,
    acts: async () => (await vault.store(witnessStore).all()).map(({ act }) => act),
    close: async () => {
      await vault.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A length of 100 px drawn on a picture. */
export const lengthOn = (blobId: BlobId, patientId: PatientId): NewMark => ({
  markId: randomUUID(),
  patientId,
  blobId,
  body: {
    kind: 'measurement',
    tool: 'length',
    points: [
      [100, 100],
      [200, 100],
    ],
    figures: { length: { value: 100, unit: '{pixel}' } },
  },
})
