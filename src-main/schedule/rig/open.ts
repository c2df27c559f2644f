import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LesionId, PatientId, RecordId, SessionId, UserId } from '../../../src-shared/ids.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { openRecords } from '../../records/index.ts'
import { witnessStore } from '../../records/rig/witness.ts'
import { openVault } from '../../vault/index.ts'
import { openSchedule } from '../index.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread with the stores this room needs; the rig's audit is a plain list. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { recordStore } from ${moduleAt('../../records/store.ts')}
    import { witnessStore } from ${moduleAt('../../records/rig/witness.ts')}
    import { scheduleStore } from ${moduleAt('../store.ts')}
    serveVault({ stores: [witnessStore, recordStore, scheduleStore], witness: { store: 'witness', call: 'append' }, adopters: [] })`)}`,
)

/** Says anew whenever asked: a name for an appointment or a resource. */
export const fresh = (): RecordId => randomUUID() as RecordId

/** The schedule over a real vault in a folder of its own, with a clinician, two rooms and a dermatoscope. */
export async function openRig() {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-schedule-'))
  const clock = { at: Date.parse('2026-11-02T08:00:00Z') }
  const now = () => new Date(clock.at)
  const kdf = { memoryKib: 19 * 1024, passes: 1, lanes: 1 }
  const quiet = { changed: () => undefined, log: () => undefined, kdf, ballastBytes: 0 }
  const vault = openVault({ ...quiet, folder, thread, now })
  const ids = { userId: randomUUID() as UserId, sessionId: randomUUID() as SessionId }
  const derm: Caller = { ...ids, name: 'Dr. Skin', role: 'dermatologist' }
  await vault.create({ ...derm, role: 'dermatologist' }, 'correct horse battery staple')
  const records = openRecords({ vault, now })
  const asking: Asking = { who: () => derm, about: () => undefined }
  const ticks: (() => void)[] = []
  const every = (run: () => void) => {
    ticks.push(run)
    return () => void ticks.splice(ticks.indexOf(run), 1)
  }
  const { service, resume, forget } = openSchedule({ vault, records, now, log: () => undefined, every })
  const bookable = async (kind: 'clinician' | 'room' | 'device', name: string) =>
    (await service.putResource({ resourceId: fresh(), kind, name }, asking)).resourceId as RecordId
  return {
    vault,
    records,
    service,
    asking,
    clinician: await bookable('clinician', 'Dr. Skin'),
    room: await bookable('room', 'Room 1'),
    otherRoom: await bookable('room', 'Room 2'),
    device: await bookable('device', 'Dermatoscope 1'),
    resume,
    forget,
    /** The engine's own timer has come round; false where none runs. */
    tick: () => {
      for (const run of ticks) run()
      return ticks.length > 0
    },
    /** As it is held, without looking at the schedule. */
    stateOf: async (id: string) => (await records.read('Appointment', id))?.status,
    pass: (minutes: number) => {
      clock.at += minutes * 60_000
    },
    patient: async (family: string) => {
      const one = { family, given: 'Ada', birthDate: '1970-05-17', sex: 'female' as const }
      const patientId = (await records.service.addPatient(one, asking)).patientId as PatientId
      const spot = { patientId, label: 'L1', siteCode: '36141000', laterality: 'left' as const }
      const { lesionId } = await records.service.addLesion(spot, asking)
      return { patientId, lesionId: lesionId as LesionId }
    },
    acts: () => vault.store(witnessStore).all(),
    close: async () => {
      await vault.lock()
      await vault.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Rig = Awaited<ReturnType<typeof openRig>>
