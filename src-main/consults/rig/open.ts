import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PatientId, SessionId, UserId } from '../../../src-shared/ids.ts'
import type { Role } from '../../../src-shared/roles.ts'
import type { Capture } from '../../capture/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import type { Asking } from '../../kernel/door.ts'
import { openPolicies } from '../../policies/index.ts'
import { openRecords, type Records } from '../../records/index.ts'
import { witnessStore } from '../../records/rig/witness.ts'
import { openSigning } from '../../signing/index.ts'
import { secondStep } from '../../signing/rig/second-step.ts'
import { openVault } from '../../vault/index.ts'
import { type ConsultNeeds, openConsults } from '../index.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread with the stores this room needs; the rig's audit is a plain list. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { recordStore } from ${moduleAt('../../records/store.ts')}
    import { signingStore } from ${moduleAt('../../signing/store.ts')}
    import { policyStore } from ${moduleAt('../../policies/store.ts')}
    import { witnessStore } from ${moduleAt('../../records/rig/witness.ts')}
    import { consultStore } from ${moduleAt('../store.ts')}
    serveVault({ stores: [witnessStore, recordStore, signingStore, policyStore, consultStore], witness: { store: 'witness', call: 'append' }, adopters: [] })`)}`,
)

export const person = (name: string, role: Role): Caller => ({
  userId: randomUUID() as UserId,
  sessionId: randomUUID() as SessionId,
  name,
  role,
})

export type Shot = NonNullable<Awaited<ReturnType<Capture['shot']>>>

/** The pictures of a lesion that a single-lesion consult needs, taken here. */
export const lesionViews = ['regional', 'close-up', 'oblique', 'dermoscopic'] as const

interface Picture {
  readonly caseId: string
  readonly patientId: string
  readonly lesionId: string
  readonly view: string
  readonly at: string
}

const shotOf = ({ caseId, patientId, lesionId, view, at }: Picture): Shot => ({
  blobId: randomUUID(),
  patientId,
  caseId,
  lesionId,
  siteCode: '36141000',
  siteName: 'Cheek, left',
  view,
  takenAt: at,
  takenBy: 'Nurse Rig',
  device: {
    label: 'Rig',
    source: 'camera',
    ...(view === 'dermoscopic' && { dermoscopic: 'contact-polarized' as const }),
  },
  mediaType: 'image/jpeg',
  widthPx: 2000,
  heightPx: 1500,
  sizeBytes: 1_000_000,
  sha256: '',
  levels: 'ready',
  state: 'kept',
  unsynced: false,
  quality: { verdict: 'good', version: 'rig', reasons: [], measures: {} },
})

type Rendered = Awaited<ReturnType<ConsultNeeds['documents']['render']>>

/** A press that prints what it was given as text: the real one has tests of its own. */
const press = (): ConsultNeeds['documents'] => ({
  render: async (template, data): Promise<Rendered> => ({
    bytes: Buffer.from(JSON.stringify(data)),
    title: template,
    pages: 1,
    contentHash: '',
    attachment: { sizeBytes: 1, sha1: '' },
    missing: [],
  }),
})

const visitsOf =
  ({ service }: Pick<Records, 'service'>, asking: Asking) =>
  async (family: string, presentation = 'single-lesion') => {
    const patient = { family, given: 'Ada', birthDate: '1970-05-17', sex: 'female' as const }
    const { patientId } = await service.addPatient(patient, asking)
    const visit = { patientId: patientId as PatientId, presentation, reason: 'Is this mole safe' }
    const { caseId } = await service.openCase(visit, asking)
    return { patientId, caseId }
  }

const peopleOf = () => ({
  gp: person('Dr. Green', 'general-practitioner'),
  nurse: person('Nurse Rig', 'nurse'),
  derm: person('Dr. Skin', 'dermatologist'),
  other: person('Dr. Other', 'dermatologist'),
})

/** Pictures of the rig's own on a paper: which, and that they are copies. */
const onPaper =
  (now: () => Date): ConsultNeeds['onPaper'] =>
  async ({ images }) => ({
    pictures: images.map(image => ({ image, caption: 'Marked-up copy', takenAt: now().toISOString() })),
    bytes: {},
    left: 0,
  })

const quick = {
  changed: () => undefined,
  log: () => undefined,
  kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 },
  ballastBytes: 0,
}

/** The consult room over a real vault in a folder of its own; pictures are rows of the rig's own. */
export async function openRig() {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-consults-'))
  const clock = { at: Date.parse('2026-11-24T09:00:00Z') }
  const now = () => new Date(clock.at)
  const vault = openVault({ folder, thread, now, ...quick })
  const people = peopleOf()
  await vault.create({ ...people.derm, role: 'dermatologist' }, 'correct horse battery staple')
  const records = openRecords({ vault, now })
  const shots: Shot[] = []
  const signed = new Set<string>()
  const shown: string[] = []
  const as = (by: Caller): Asking => ({ who: () => by, about: id => void shown.push(id) })
  const step = secondStep(records)
  const { atSeat, checker } = openSigning({ vault, records, access: step, now })
  const policies = openPolicies({ vault, records, now })
  const consults = openConsults({
    atSeat,
    checker,
    policies,
    vault,
    records,
    now,
    onPaper: onPaper(now),
    isSigned: async markId => signed.has(markId),
    clinicName: async () => 'Rig Clinic',
    documents: press(),
    capture: {
      shot: async blobId => shots.find(shot => shot.blobId === blobId),
      shotsOf: async caseId => shots.filter(shot => shot.caseId === caseId),
    },
  })
  return {
    vault,
    records,
    policies: policies.service,
    shots,
    signed,
    shown,
    people,
    as,
    service: consults.service,
    pass: (ms: number) => {
      clock.at += ms
    },
    acts: () => vault.store(witnessStore).all(),
    /** A patient with an open visit of a presentation. */
    visit: visitsOf(records, as(people.gp)),
    picture: (visit: { patientId: string; caseId: string }, view: string, lesionId: string): Shot => {
      const shot = shotOf({ ...visit, view, lesionId, at: now().toISOString() })
      shots.push(shot)
      return shot
    },
    close: async () => {
      await vault.lock()
      await vault.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Rig = Awaited<ReturnType<typeof openRig>>
