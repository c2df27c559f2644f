import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { Keep } from '../../../src-shared/contract/capture.ts'
import type { CaseId, LesionId, PatientId, SessionId, UserId } from '../../../src-shared/ids.ts'
import { DeviceError, type Devices } from '../../devices/index.ts'
import { forkDarkroom, openDarkroom } from '../../imaging/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { openRecords } from '../../records/index.ts'
import { witnessStore } from '../../records/rig/witness.ts'
import { openVault } from '../../vault/index.ts'
import { type Level, openCapture, shotStore } from '../index.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread as the house runs it, with the stores this room needs; the rig's audit is a plain list. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { recordStore } from ${moduleAt('../../records/store.ts')}
    import { witnessStore } from ${moduleAt('../../records/rig/witness.ts')}
    import { recordWriting } from ${moduleAt('../../records/writing.ts')}
    import { shotStoreWith } from ${moduleAt('../store.ts')}
    serveVault({
      stores: [witnessStore, recordStore, shotStoreWith(recordWriting)],
      witness: { store: 'witness', call: 'append' },
      adopters: [{ store: 'shot', call: 'adopt' }],
    })`)}`,
)

export const doctor: Caller = {
  userId: '7b0c5b8e-3f0e-4b6e-9d3a-6f1f7f6d2a10' as UserId,
  sessionId: '0b5f1a3c-58a1-4b7c-8a52-7f0a4d0c9e11' as SessionId,
  name: 'Dr. Rig',
  role: 'dermatologist',
}
export const nurse: Caller = {
  ...doctor,
  userId: '9d2f0e6a-52b7-4f0c-8f11-30c2b6a7d511' as UserId,
  name: 'Nurse',
  role: 'nurse',
}
export const password = 'correct horse battery staple'

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'cutis-capture-'))

const noDevices: Pick<Devices, 'openImages'> = {
  openImages: async () => Promise.reject(new DeviceError('devices.notKnown', 'open')),
}

/** The rooms over a vault in a folder, opened as after a start; `now` may be moved. */
export async function openRig(
  folder = newFolder(),
  clock = { at: Date.parse('2026-11-24T09:00:00Z') },
  devices: Pick<Devices, 'openImages'> = noDevices,
) {
  const now = () => new Date(clock.at)
  const log: string[] = []
  const vault = openVault({
    folder,
    thread,
    now,
    changed: () => undefined,
    log: line => log.push(line),
    kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 },
    ballastBytes: 0,
  })
  if (vault.state() === 'absent') await vault.create({ ...doctor, role: 'dermatologist' }, password)
  else await vault.unlock(doctor.userId, password)
  const records = openRecords({ vault, now })
  const entry = fileURLToPath(new URL('../../imaging/darkroom-process.ts', import.meta.url))
  const darkroom = openDarkroom({ start: () => forkDarkroom(entry), log: line => log.push(String(line)) })
  const capture = openCapture({ vault, records, darkroom, devices, now, log: line => log.push(line) })
  const shown: string[] = []
  const asking: Asking = { who: () => doctor, about: patientId => void shown.push(patientId) }
  return {
    folder,
    clock,
    log,
    vault,
    records,
    capture,
    calls: capture.service,
    asking,
    shown,
    store: vault.store(shotStore),
    ops: vault.ops(shotStore),
    witnessed: () => vault.store(witnessStore).all(),
    close: async () => {
      capture.close()
      darkroom.close()
      await vault.lock()
      await vault.close()
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export type Rig = Awaited<ReturnType<typeof openRig>>

/** A patient with an open visit and a lesion. */
export async function admitted(rig: Rig, family = 'Rig') {
  const { service } = rig.records
  const { patientId } = await service.addPatient({ family, given: 'Pat', sex: 'other' }, rig.asking)
  const id = { patientId: patientId as PatientId }
  const { caseId } = await service.openCase({ ...id, presentation: 'single-lesion', reason: '' }, rig.asking)
  const { lesionId } = await service.addLesion({ ...id, label: 'L1', siteCode: '36141000' }, rig.asking)
  return { ...id, caseId: caseId as CaseId, lesionId: lesionId as LesionId }
}

/** A JPEG with something in it, `widthPx` × `heightPx`; EXIF orientation where given. */
export const jpeg = async (widthPx = 640, heightPx = 480, orientation?: number): Promise<Uint8Array> => {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 }
  const picture = sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: '#c98', noise } }).jpeg()
  return new Uint8Array(await (orientation === undefined ? picture : picture.withMetadata({ orientation })).toBuffer())
}

const camera = { label: 'Test camera', source: 'camera' } as const
export const takenAt = '2026-11-24T10:00:00+01:00'

/** Who and where, as `admitted` answers. */
export type Where = Awaited<ReturnType<typeof admitted>>

/** What `keep` is asked with: a live picture of the cheek. */
export const keepOf = (uploadId: string, { caseId }: Where, more: Partial<Keep> = {}): Keep => ({
  uploadId,
  caseId,
  siteCode: '36141000',
  view: 'close-up',
  takenAt,
  device: camera,
  ...more,
})

/** Uploads and keeps. */
export const taken = async (
  rig: Rig,
  where: Where,
  { bytes, more = {} }: { bytes: Uint8Array; more?: Partial<Keep> },
) => {
  const { uploadId } = await rig.capture.upload(doctor, bytes.slice())
  return rig.calls.keep(keepOf(uploadId, where, more), rig.asking)
}

export const wholeOf = async (rig: Rig, blobId: string, level: Level = 'full') => {
  const opened = await rig.capture.bytesOf(blobId, level)
  return opened && { ...opened, bytes: await opened.read(0, opened.sizeBytes) }
}

/** Comparing hashes, because printing the difference of two pictures takes minutes. */
export const hashOf = (bytes: Uint8Array = new Uint8Array()): string => createHash('sha256').update(bytes).digest('hex')

/** Every file below a folder. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile())

/** Changes one bit in the middle of a sealed file. */
export function spoil({ folder }: Pick<Rig, 'folder'>, id: string): void {
  const path = filesIn(folder).find(name => name.endsWith(id)) ?? ''
  const bytes = readFileSync(path)
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}
