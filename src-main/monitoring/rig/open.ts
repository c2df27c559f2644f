import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PatientId, SessionId, UserId } from '../../../src-shared/ids.ts'
import { contourDriver } from '../../devices/drivers/contour/index.ts'
import { omronDriver } from '../../devices/drivers/omron/index.ts'
import { type Driver, type Finder, openDevices } from '../../devices/index.ts'
import { type Bench, openBench } from '../../devices/rig/in-process.ts'
import type { PlugIn } from '../../devices/rig/model.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { openRecords } from '../../records/index.ts'
import { witnessStore } from '../../records/rig/witness.ts'
import { recordStore } from '../../records/store.ts'
import { openVault, type VaultNeeds } from '../../vault/index.ts'
import { openMonitoring } from '../index.ts'
import { readingStore } from '../store.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread with the stores this room needs; the rig's audit is a plain list. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { recordStore } from ${moduleAt('../../records/store.ts')}
    import { witnessStore } from ${moduleAt('../../records/rig/witness.ts')}
    import { readingStore } from ${moduleAt('../store.ts')}
    serveVault({
      stores: [witnessStore, recordStore, readingStore],
      witness: { store: 'witness', call: 'append' },
      adopters: [{ store: 'reading', call: 'adopt' }],
    })`)}`,
)

export const nurse: Caller = {
  userId: '7b0c5b8e-3f0e-4b6e-9d3a-6f1f7f6d2a10' as UserId,
  sessionId: '0b5f1a3c-58a1-4b7c-8a52-7f0a4d0c9e11' as SessionId,
  name: 'Nurse Rig',
  role: 'nurse',
}
const password = 'correct horse battery staple'

/** What is plugged in: a model, and how the system sees it. */
export interface Plugged {
  readonly plugIn: PlugIn
  readonly vendorId: number
  readonly productId: number
  readonly port?: string
  readonly serial?: string
}

export interface RigNeeds {
  readonly folder?: string
  readonly zone?: string
  readonly drivers?: readonly Driver[]
  readonly now?: string
}

/** The devices room with one finder, behind which a model lives in virtual time. */
function openPlug(drivers: readonly Driver[], now: () => Date) {
  let plugged: Plugged | undefined
  let bench: Bench | undefined
  const counts = { opened: 0, closed: 0 }
  const finder: Finder = {
    transport: 'hid',
    list: async () => {
      if (!plugged) return []
      const { vendorId, productId, port = 'hid-1', serial } = plugged
      return [{ transport: 'hid', port, vendorId, productId, ...(serial !== undefined && { serial }) }]
    },
    open: async () => {
      counts.opened += 1
      bench = openBench(plugged!.plugIn)
      const close = async (): Promise<void> => {
        counts.closed += 1
      }
      return { ...bench.hid, close }
    },
  }
  const none = () => Promise.reject(new Error('none in this rig'))
  const log = (): void => {}
  const finders = { usb: none, serial: none, folder: none, hid: async () => finder }
  const devices = openDevices({ now, log, changed: log, drivers, finders })
  const plug = (one: Plugged | undefined): void => {
    plugged = one
  }
  return { devices, counts, plug, pause: (ms: number) => bench?.pause(ms) ?? Promise.resolve() }
}

/** A vault in a folder, made where there is none. */
async function opened(needs: Pick<VaultNeeds, 'folder' | 'now' | 'changed' | 'log'>) {
  const vault = openVault({ ...needs, thread, kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 }, ballastBytes: 0 })
  if (vault.state() === 'absent') await vault.create({ ...nurse, role: 'nurse' }, password)
  else await vault.unlock(nurse.userId, password)
  return vault
}

/** The room over a real vault in a folder, opened as after a start. `clock.at` and `place.zone` may be moved. */
export async function openRig({
  folder = mkdtempSync(join(tmpdir(), 'cutis-monitoring-')),
  zone = 'Europe/Berlin',
  drivers = [omronDriver, contourDriver],
  now: start = '2026-03-01T11:00:00Z',
}: RigNeeds = {}) {
  const clock = { at: Date.parse(start) }
  const place = { zone }
  const now = () => new Date(clock.at)
  const log: string[] = []
  const changes: string[] = []
  const changed = (tags: readonly string[]): void => void changes.push(...tags)
  const vault = await opened({ folder, now, changed, log: line => log.push(line) })
  const records = openRecords({ vault, now })
  const { devices, counts, plug, pause } = openPlug(drivers, now)
  const needs = { vault, records, devices, now, changed, log: (line: string) => void log.push(line) }
  const monitoring = openMonitoring({ ...needs, zone: () => place.zone, pause })
  const asking: Asking = { who: () => nurse, about: () => {} }
  return {
    folder,
    clock,
    place,
    log,
    changes,
    counts,
    plug,
    vault,
    records,
    devices,
    monitoring,
    calls: monitoring.service,
    asking,
    store: vault.store(readingStore),
    rows: vault.store(recordStore),
    witnessed: async () => (await vault.store(witnessStore).all()).map(({ act }) => act),
    close: async () => {
      await monitoring.close()
      await devices.close()
      await vault.close()
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export type Rig = Awaited<ReturnType<typeof openRig>>

/** A patient with a number on the wristband. */
export async function admitted(rig: Rig, mrn: string, family = 'Rig'): Promise<PatientId> {
  const born = { birthDate: '1980-05-17', sex: 'other' } as const
  const { patientId } = await rig.records.service.addPatient({ family, given: 'Pat', mrn, ...born }, rig.asking)
  return patientId as PatientId
}

/** Starts an import of what is plugged in and waits until it is over. */
export async function imported(rig: Rig, patientId: PatientId, { code, zone }: { code: string; zone?: string }) {
  const [face] = await rig.devices.attached()
  const deviceKey = face?.deviceKey ?? 'none'
  const binding = { by: 'barcode', code } as const
  const { importId } = await rig.calls.startImport(
    { patientId, deviceKey, binding, ...(zone !== undefined && { zone }) },
    rig.asking,
  )
  const look = async () => rig.calls.import({ importId }, rig.asking)
  let state = await look()
  while (state.step === 'reading') {
    await new Promise(resolve => setTimeout(resolve, 1))
    state = await look()
  }
  return state
}

/** Keeps all of an import. */
export const keptAll = (rig: Rig, importId: string, yes: { confirmed?: boolean; user?: string } = {}) =>
  rig.calls.keepImport({ importId, leaveOut: [], confirmed: false, ...yes }, rig.asking)
