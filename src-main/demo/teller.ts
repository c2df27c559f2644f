import type { CaseId, LesionId, PatientId } from '../../src-shared/ids.ts'
import type { Capture } from '../capture/index.ts'
import type { Chart } from '../chart/index.ts'
import type { Records } from '../records/index.ts'
import type { Person } from './cast.ts'
import { chartStoryOf } from './chart-story.ts'
import { tellChart } from './chart-teller.ts'
import type { Painter } from './painter.ts'
import type { Wanted } from './painter-process.ts'
import { askingAs, demoPeople } from './people.ts'
import { type Spot, storyOf, type Visit } from './story.ts'

interface Needs {
  readonly records: Records
  readonly chart: Chart['service']
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
  /** The pictures of this visit. */
  readonly begun: ReadonlyMap<Spot, readonly Begun[]> | undefined
}

interface Sitting {
  readonly caseId: CaseId
  readonly lesionId: LesionId
  readonly spot: Spot
}

const dayMs = 24 * 3600_000
const dermatoscope = { label: 'Demo dermatoscope', source: 'camera', dermoscopic: 'contact-polarized' } as const
const overviewCamera = { label: 'Demo camera', source: 'camera' } as const

export interface Teller {
  isTold(person: Person): Promise<boolean>
  /** Patient, lesions, then visit by visit: case, pictures, note, task. A story broken off is taken up at the missing patient. */
  tell(person: Person): Promise<void>
}

const asking = askingAs(demoPeople[0])

/** Tells one person's story into the record, as the demo clinic's dermatologist. */
export function openTeller({ records, chart, capture, painter, clock, now }: Needs): Teller {
  const { service } = records
  const keep = openPictures({ capture, clock })
  const begin = beginWith(painter)

  async function visit(told: Told, { daysAgo, reason, note, task, finished }: Visit): Promise<void> {
    clock.at = new Date(now().getTime() - daysAgo * dayMs - (told.person.seed % 7) * 3600_000)
    const { patientId } = told
    const presentation = told.lesions.length > 1 ? 'multiple-lesions' : 'single-lesion'
    const opened = await service.openCase({ patientId, presentation, reason }, asking)
    const caseId = opened.caseId as CaseId
    for (const [spot, lesionId] of told.lesions)
      for (const picture of told.begun?.get(spot) ?? []) await keep(picture, { caseId, lesionId, spot })
    await service.writeNote({ caseId, text: note }, asking)
    if (task) {
      const dueOn = new Date(now().getTime() + task.inDays * dayMs).toISOString().slice(0, 10)
      await service.addTask({ patientId, text: task.text, dueOn }, asking)
    }
    if (finished) await service.closeCase({ caseId }, asking)
  }

  async function portrait(patientId: PatientId, { seed, tone, birthDate, sex }: Person): Promise<void> {
    const age = now().getUTCFullYear() - Number(birthDate.slice(0, 4))
    const hair = sex === 'female' ? 'long' : age > 60 && seed % 2 === 0 ? 'none' : 'short'
    const jpeg = await painter.paint({ kind: 'portrait', seed, tone, sizePx: 512, age, hair })
    const { uploadId } = await capture.upload(asking.who(), jpeg)
    await capture.service.setPatientPhoto({ patientId, uploadId }, asking)
  }

  return {
    isTold: async ({ mrn }) => (await service.findPatients({ text: mrn, limit: 1 }, asking)).length > 0,
    async tell(person) {
      const { spots, visits, problem } = storyOf(person)
      const { family, given, birthDate, sex, mrn } = person
      clock.at = new Date(now().getTime() - (visits[0]?.daysAgo ?? 0) * dayMs - dayMs)
      const added = await service.addPatient({ family, given, birthDate, sex, mrn }, asking)
      const patientId = added.patientId as PatientId
      const face = portrait(patientId, person)
      const begun = visits.map(
        (_, index) => new Map(spots.map(spot => [spot, wantedOf(person, spot, index).map(begin)] as const)),
      )
      await face
      if (problem) await service.addProblem({ patientId, text: problem }, asking)
      // The first has the longest story.
      await tellChart(patientId, chartStoryOf(person, person.visits > 3), { chart, now, asking })
      const lesions: (readonly [Spot, LesionId])[] = []
      for (const spot of spots) {
        const { seed: _seed, ...lesion } = spot
        const { lesionId } = await service.addLesion({ patientId, ...lesion }, asking)
        lesions.push([spot, lesionId as LesionId])
      }
      for (const [index, told] of visits.entries())
        await visit({ patientId, person, lesions, begun: begun[index] }, told)
    },
  }
}

/** A regional picture at the first visit, to find the place again; a dermoscopic one at every visit. */
const wantedOf = ({ tone }: Person, spot: Spot, index: number): readonly Wanted[] => {
  const drawn = { seed: spot.seed, visit: index, tone, widthPx: 1280, heightPx: 960 }
  const rest = { ring: true, hairs: spot.seed % 5, bubbles: spot.seed % 3 }
  const regional: readonly Wanted[] = index === 0 ? [{ kind: 'regional', ...drawn, fieldMm: 150 }] : []
  return [...regional, { kind: 'dermoscopic', ...drawn, ...rest }]
}

/** A picture that is being painted, in good time before it is kept. */
interface Begun {
  readonly wanted: Wanted
  readonly jpeg: Promise<Uint8Array>
}

const beginWith =
  (painter: Painter) =>
  (wanted: Wanted): Begun => {
    const jpeg = painter.paint(wanted)
    // Where the telling stops before it is kept, nobody is there to hear that it was not painted.
    jpeg.catch(() => undefined)
    return { wanted, jpeg }
  }

function openPictures({ capture, clock }: Pick<Needs, 'capture' | 'clock'>) {
  return async ({ wanted, jpeg }: Begun, { caseId, lesionId, spot }: Sitting): Promise<void> => {
    const { uploadId } = await capture.upload(asking.who(), await jpeg)
    const side = spot.laterality ? { laterality: spot.laterality } : {}
    const dermoscopic = wanted.kind === 'dermoscopic'
    const place = { siteCode: spot.siteCode, ...side, view: wanted.kind, takenAt: clock.at.toISOString() }
    const device = dermoscopic ? dermatoscope : overviewCamera
    await capture.service.keep({ uploadId, caseId, lesionId, ...place, device }, asking)
  }
}
