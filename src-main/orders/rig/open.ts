import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CaseId, LesionId, PatientId, RecordId, SessionId, UserId } from '../../../src-shared/ids.ts'
import type { Role } from '../../../src-shared/roles.ts'
import type { Capture } from '../../capture/index.ts'
import { openChart } from '../../chart/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { type Held, openRecords } from '../../records/index.ts'
import { witnessStore } from '../../records/rig/witness.ts'
import { openSigning } from '../../signing/index.ts'
import { secondStep } from '../../signing/rig/second-step.ts'
import { openVault } from '../../vault/index.ts'
import { openOrders } from '../index.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread with the stores this room needs; the rig's audit is a plain list. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { recordStore } from ${moduleAt('../../records/store.ts')}
    import { signingStore } from ${moduleAt('../../signing/store.ts')}
    import { witnessStore } from ${moduleAt('../../records/rig/witness.ts')}
    import { orderStore } from ${moduleAt('../store.ts')}
    serveVault({ stores: [witnessStore, recordStore, signingStore, orderStore], witness: { store: 'witness', call: 'append' }, adopters: [] })`)}`,
)

const person = (name: string, role: Role): Caller => ({
  userId: randomUUID() as UserId,
  sessionId: randomUUID() as SessionId,
  name,
  role,
})

type Shot = NonNullable<Awaited<ReturnType<Capture['shot']>>>

/** Keys that are quick to make, and nobody to tell. */
const quiet = {
  changed: () => undefined,
  log: () => undefined,
  kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 },
  ballastBytes: 0,
} as const

/** Says anew whenever asked: a name for a step or a record. */
export const fresh = (): RecordId => randomUUID() as RecordId

/** A patient with an open visit and a lesion. */
const visitsOf =
  ({ service }: Pick<ReturnType<typeof openRecords>, 'service'>, derm: Asking) =>
  async (family: string) => {
    const one = { family, given: 'Ada', birthDate: '1970-05-17', sex: 'female' as const }
    const { patientId } = await service.addPatient(one, derm)
    const about = { patientId: patientId as PatientId, presentation: 'single-lesion', reason: 'Mole' }
    const { caseId } = await service.openCase(about, derm)
    const spot = { patientId: patientId as PatientId, label: 'L1', siteCode: '36141000', laterality: 'left' as const }
    const { lesionId } = await service.addLesion(spot, derm)
    return { patientId: patientId as PatientId, caseId: caseId as CaseId, lesionId: lesionId as LesionId }
  }

/** The order room over a real vault in a folder of its own; pictures are rows of the rig's own. */
export async function openRig() {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-orders-'))
  const clock = { at: Date.parse('2026-11-02T09:00:00Z') }
  const now = () => new Date(clock.at)
  const vault = openVault({ ...quiet, folder, thread, now })
  const people = { gp: person('Dr. Green', 'general-practitioner'), derm: person('Dr. Skin', 'dermatologist') }
  await vault.create({ ...people.derm, role: 'dermatologist' }, 'correct horse battery staple')
  const records = openRecords({ vault, now })
  const chart = openChart({ vault, records, now })
  const shots: Shot[] = []
  const pairs = new Set<string>()
  const as = (by: Caller): Asking => ({ who: () => by, about: () => undefined })
  const step = secondStep(records)
  const { atSeat, checker } = openSigning({ vault, records, access: step, now })
  const orders = openOrders({
    atSeat,
    checker,
    vault,
    records,
    chart,
    now,
    isPair: async markId => pairs.has(markId),
    capture: {
      shot: async blobId => shots.find(shot => shot.blobId === blobId),
      shotsOf: async caseId => shots.filter(shot => shot.caseId === caseId),
    },
  })
  const derm = as(people.derm)
  return {
    vault,
    records,
    chart,
    pairs,
    people,
    as,
    service: orders.service,
    passDays: (days: number) => {
      clock.at += days * 86_400_000
    },
    acts: () => vault.store(witnessStore).all(),
    visit: visitsOf(records, derm),
    picture: (about: { patientId: string; caseId: string; lesionId: string }, view: string): string => {
      const shot = { ...about, blobId: randomUUID(), view, state: 'kept' } as unknown as Shot
      shots.push(shot)
      return shot.blobId
    },
    /** As if the laboratory link had brought it. */
    arrive: async (resource: Held) => {
      const act = { name: 'rig.arrive', action: 'C', entity: `${resource.resourceType}/${resource.id}` } as const
      await vault.commit(people.derm, act, [records.put(resource)])
    },
    close: async () => {
      await vault.lock()
      await vault.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Rig = Awaited<ReturnType<typeof openRig>>
