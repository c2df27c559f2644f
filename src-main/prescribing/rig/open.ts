import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PrescriptionDraft } from '../../../src-shared/clinical/prescribing/types.ts'
import type { PatientId, SessionId, UserId } from '../../../src-shared/ids.ts'
import type { Role } from '../../../src-shared/roles.ts'
import { openChart } from '../../chart/index.ts'
import type { Documents } from '../../documents/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { openPolicies, type Policies } from '../../policies/index.ts'
import { openRecords } from '../../records/index.ts'
import { witnessStore } from '../../records/rig/witness.ts'
import { openSigning } from '../../signing/index.ts'
import { secondStep } from '../../signing/rig/second-step.ts'
import { openVault } from '../../vault/index.ts'
import { openPrescribing } from '../index.ts'

export { rightCode } from '../../signing/rig/second-step.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread with the stores this room needs; the rig's audit is a plain list. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { recordStore } from ${moduleAt('../../records/store.ts')}
    import { policyStore } from ${moduleAt('../../policies/store.ts')}
    import { signingStore } from ${moduleAt('../../signing/store.ts')}
    import { witnessStore } from ${moduleAt('../../records/rig/witness.ts')}
    import { prescriptionStore } from ${moduleAt('../store.ts')}
    import { pharmacyStore } from ${moduleAt('../pharmacy-store.ts')}
    serveVault({ stores: [witnessStore, recordStore, signingStore, policyStore, prescriptionStore, pharmacyStore], witness: { store: 'witness', call: 'append' }, adopters: [] })`)}`,
)

const person = (name: string, role: Role): Caller => ({
  userId: randomUUID() as UserId,
  sessionId: randomUUID() as SessionId,
  name,
  role,
})

const staff = () => ({
  derm: person('Dr. Skin', 'dermatologist'),
  gp: person('Dr. Green', 'general-practitioner'),
  nurse: person('Nurse Rig', 'nurse'),
})

const quick = {
  changed: () => undefined,
  log: () => undefined,
  kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 },
  ballastBytes: 0,
}

/** A press that notes what it was given. */
const pressInto = (printed: unknown[]): Documents['render'] =>
  (async (_template: string, data: unknown) => {
    printed.push(data)
    const attachment = { sizeBytes: 3, sha1: 'c2hhMQ==' }
    return { bytes: Uint8Array.of(1, 2, 3), title: 'Prescription', pages: 1, contentHash: '', attachment, missing: [] }
  }) as unknown as Documents['render']

/** Sets a row from the rig's first day on, as the first edition. */
const setPolicyIn =
  ({ service }: Policies, asking: Asking) =>
  (row: string, values: Record<string, string>) =>
    service.decide(
      { edition: 0, from: '2026-11-25', owner: 'Dr. Skin', decisions: [{ row, open: false, values }] },
      asking,
    )

/** The prescribing room over a real vault in a folder of its own; the second step and the press are stand-ins. */
export async function openRig() {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-prescribing-'))
  const clock = { at: Date.parse('2026-11-25T09:00:00Z') }
  const now = () => new Date(clock.at)
  const vault = openVault({ folder, thread, now, ...quick })
  const people = staff()
  await vault.create({ ...people.derm, role: 'dermatologist' }, 'correct horse battery staple')
  const records = openRecords({ vault, now })
  const chart = openChart({ vault, records, now })
  const as = (by: Caller): Asking => ({ who: () => by, about: () => undefined })
  const printed: unknown[] = []
  const terminology = { look: async (_path: string, _withinMs: number): Promise<unknown> => undefined }
  const policies = openPolicies({ vault, records, now })
  const step = secondStep(records)
  const signing = openSigning({ vault, records, access: step, now })
  const { service } = openPrescribing({
    policies,
    vault,
    records,
    chart,
    now,
    documents: { render: pressInto(printed) },
    look: (path, withinMs) => terminology.look(path, withinMs),
    clinicName: async () => 'Rig Clinic',
    ...signing,
  })
  return {
    vault,
    records,
    chart: chart.service,
    people,
    as,
    service,
    /** As an administrator's new password: what is to be written with it is written. */
    recover: async (userId: UserId) =>
      vault.commit(people.derm, { name: 'rig.recover', action: 'U' }, await step.recover(userId)),
    /** The writes that go with a lost secret, which is not lost. */
    losing: step.losing,
    forget: step.forget,
    printed,
    terminology,
    pass: (days: number) => {
      clock.at += days * 86_400_000
    },
    setPolicy: setPolicyIn(policies, as({ ...people.nurse, role: 'administrator' })),
    acts: () => vault.store(witnessStore).all(),
    patient: async (family: string, more: { birthDate?: string; sex?: 'female' | 'male' } = {}) => {
      const told = { family, given: 'Ada', birthDate: '1990-05-17', sex: 'male' as const, ...more }
      const { patientId } = await records.service.addPatient(told, as(people.gp))
      return patientId as PatientId
    },
    close: async () => {
      await vault.lock()
      await vault.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Rig = Awaited<ReturnType<typeof openRig>>

/** A cream on the trunk twice a day for two weeks: nothing to say against it. */
export const cream = (more: Partial<PrescriptionDraft> = {}): PrescriptionDraft => ({
  id: randomUUID(),
  version: 1,
  drug: 'triamcinolone',
  strength: { amount: '0.1', unit: '%' },
  form: 'cream',
  sig: {
    steps: [{ dose: '1', unit: 'application', frequency: { kind: 'daily', times: 2 }, days: 14 }],
    route: 'topical',
    sites: ['22943007'],
  },
  quantity: '60',
  quantityUnit: 'g',
  refills: 1,
  substitution: true,
  writtenOn: '2026-11-25',
  ...more,
})

/** Capsules by mouth once a day. */
export const capsules = (drug: string, mg: string, more: Partial<PrescriptionDraft> = {}): PrescriptionDraft => ({
  ...cream(),
  drug,
  strength: { amount: mg, unit: 'mg' },
  form: 'capsule',
  sig: {
    steps: [{ dose: '1', unit: 'capsule', frequency: { kind: 'daily', times: 1 }, days: 28 }],
    route: 'oral',
    sites: [],
  },
  quantity: '28',
  quantityUnit: 'capsule',
  refills: 0,
  ...more,
})
