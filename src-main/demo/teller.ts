import type { CaseId, LesionId, PatientId, SessionId } from '../../src-shared/ids.ts'
import type { Capture } from '../capture/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Asking } from '../kernel/door.ts'
import type { Records } from '../records/index.ts'
import type { Person } from './cast.ts'
import type { Painter } from './painter.ts'
import { demoPeople } from './people.ts'
import { type Spot, storyOf, type Visit } from './story.ts'

interface Needs {
  readonly records: Records
  readonly capture: Capture
  readonly painter: Painter
  /** The hand on the records' clock: each visit is written at its own time. */
  readonly clock: { at: Date }
  readonly now: () => Date
}

interface Told {
  readonly patientId: PatientId
  readonly person: Person
  readonly lesions: readonly (readonly [Spot, LesionId])[]
}

const dayMs = 24 * 3600_000
const dermatologist = demoPeople[0]
const camera = { label: 'Cutis paper lens', source: 'camera', dermoscopic: 'contact-polarized' } as const

export interface Teller {
  isTold(person: Person): Promise<boolean>
  /** Patient, lesions, then visit by visit: case, pictures, note, task. A story broken off is taken up at the missing patient. */
  tell(person: Person): Promise<void>
}

/** Tells one person's story into the record, as the demo clinic's dermatologist. */
export function openTeller({ records, capture, painter, clock, now }: Needs): Teller {
  const by: Caller = {
    userId: dermatologist.userId,
    name: dermatologist.name,
    role: dermatologist.role,
    sessionId: '0d000000-0000-4000-8000-0000000000ff' as SessionId,
  }
  const asking: Asking = { who: () => by, about: () => {} }
  const { service } = records

  async function visit(told: Told, { daysAgo, reason, note, task, finished }: Visit, index: number): Promise<void> {
    clock.at = new Date(now().getTime() - daysAgo * dayMs - (told.person.seed % 7) * 3600_000)
    const { patientId } = told
    const presentation = told.lesions.length > 1 ? 'multiple-lesions' : 'single-lesion'
    const opened = await service.openCase({ patientId, presentation, reason }, asking)
    const caseId = opened.caseId as CaseId
    for (const [spot, lesionId] of told.lesions) await picture(told.person, { caseId, lesionId, spot, index })
    await service.writeNote({ caseId, text: note }, asking)
    if (task) {
      const dueOn = new Date(now().getTime() + task.inDays * dayMs).toISOString().slice(0, 10)
      await service.addTask({ patientId, text: task.text, dueOn }, asking)
    }
    if (finished) await service.closeCase({ caseId }, asking)
  }

  async function picture(person: Person, of: { caseId: CaseId; lesionId: LesionId; spot: Spot; index: number }) {
    const { spot, index, caseId, lesionId } = of
    const drawn = { seed: spot.seed, visit: index, tone: person.tone, widthPx: 1280, heightPx: 960, ring: true }
    const jpeg = await painter.paint({ ...drawn, hairs: spot.seed % 5, bubbles: spot.seed % 3 })
    const { uploadId } = await capture.upload(by, jpeg)
    const side = spot.laterality ? { laterality: spot.laterality } : {}
    const place = { siteCode: spot.siteCode, ...side, view: 'dermoscopic', takenAt: clock.at.toISOString() }
    await capture.service.keep({ uploadId, caseId, lesionId, ...place, device: camera }, asking)
  }

  return {
    isTold: async ({ mrn }) => (await service.findPatients({ text: mrn, limit: 1 }, asking)).length > 0,
    async tell(person) {
      const { spots, visits, problem } = storyOf(person)
      const { family, given, birthDate, sex, mrn } = person
      clock.at = new Date(now().getTime() - (visits[0]?.daysAgo ?? 0) * dayMs - dayMs)
      const added = await service.addPatient({ family, given, birthDate, sex, mrn }, asking)
      const patientId = added.patientId as PatientId
      if (problem) await service.addProblem({ patientId, text: problem }, asking)
      const lesions: (readonly [Spot, LesionId])[] = []
      for (const spot of spots) {
        const { seed: _seed, ...lesion } = spot
        const { lesionId } = await service.addLesion({ patientId, ...lesion }, asking)
        lesions.push([spot, lesionId as LesionId])
      }
      for (const [index, told] of visits.entries()) await visit({ patientId, person, lesions }, told, index)
    },
  }
}
