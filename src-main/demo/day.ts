import type { ConsultContent } from '../../src-shared/contract/consults.ts'
import type { OrderContent } from '../../src-shared/contract/orders.ts'
import type { CaseId, LesionId, PatientId, RecordId } from '../../src-shared/ids.ts'
import type { Capture } from '../capture/index.ts'
import type { Consults } from '../consults/index.ts'
import type { Messages } from '../messages/index.ts'
import type { Orders } from '../orders/index.ts'
import type { Records } from '../records/index.ts'
import type { openSchedule } from '../schedule/index.ts'
import type { Person } from './cast.ts'
import type { Painter } from './painter.ts'
import { askingAs, demoPeople } from './people.ts'

/** The rooms whose work waits on the demo clinic's day. */
export interface DayRooms {
  readonly consults: Consults['service']
  readonly orders: Orders['service']
  readonly messages: Messages['service']
  readonly schedule: ReturnType<typeof openSchedule>['service']
}

interface Needs extends DayRooms {
  readonly records: Records['service']
  readonly capture: Capture
  readonly painter: Painter
  readonly now: () => Date
}

const [derm, gp, nurse] = [askingAs(demoPeople[0]), askingAs(demoPeople[1]), askingAs(demoPeople[2])]
const hourMs = 3600_000

/** What the practice asks: no, but for what is said. */
interface Question {
  readonly question: string
  readonly months: number
  readonly course: 'stable' | 'slowly-changing' | 'worsening'
  readonly yes: readonly ('itch' | 'bleeding' | 'changeSize' | 'changeColour')[]
  /** What the practice saw on the lesion itself. */
  readonly seen?: ConsultContent['findings']['lesions'][number]
  /** What the dermatologist has done with it already. */
  readonly since?: 'retake' | 'answer'
}

const questions: readonly Question[] = [
  {
    question: 'Bleeds since a week, may it stay?',
    months: 2,
    course: 'worsening',
    yes: ['bleeding', 'changeSize'],
    seen: { number: 1, facts: ['pigmented', 'change-in-size'], diameterMm: '7.5' },
  },
  { question: 'New to me at a skin check. Follow or leave?', months: 6, course: 'stable', yes: [] },
  {
    question: 'Darker than last year, says the patient.',
    months: 12,
    course: 'slowly-changing',
    yes: ['changeColour'],
  },
  {
    question: 'Itches under the belt. Is it only rubbed?',
    months: 3,
    course: 'stable',
    yes: ['itch'],
    since: 'retake',
  },
  { question: 'Patient is worried; I am not. Agree?', months: 24, course: 'stable', yes: [], since: 'answer' },
]

const contentOf = (
  { question, months, course, yes, seen }: Question,
  told: { site: Site; on: string },
): ConsultContent => {
  const says = (name: string): boolean => yes.some(one => one === name)
  return {
    history: {
      reason: 'diagnosis',
      question,
      duration: { value: months, unit: 'months' },
      sites: [told.site],
      itch: says('itch'),
      pain: false,
      bleeding: says('bleeding'),
      oozing: false,
      discharge: false,
      changeSize: says('changeSize'),
      changeShape: false,
      changeColour: says('changeColour'),
      changeElevation: false,
      course,
      treatments: [],
      medicines: [],
      allergies: [],
      immune: [],
      skinCancer: [],
      familyMelanoma: false,
      fitzpatrick: 'II',
    },
    findings: { facts: [], conditions: [], lesions: seen ? [seen] : [] },
    organisation: 'Harbour Street Practice',
    callback: '555 0142',
    consent: { consult: true, photography: true, method: 'spoken', on: told.on },
    affected: [],
    unaffected: [],
    prescribing: false,
  }
}

interface Site {
  readonly code: string
  readonly laterality?: 'left' | 'right'
}

/** Tells what waits today: consults of a practice, orders under way, messages, the day's appointments. Told again, nothing is twice. */
export function openDay(needs: Needs) {
  const { records, consults, now } = needs
  const idOf = async ({ mrn }: Person): Promise<PatientId | undefined> =>
    (await records.findPatients({ text: mrn, limit: 1 }, derm))[0]?.patientId as PatientId | undefined

  async function consult(person: Person, asked: Question): Promise<void> {
    const patientId = await idOf(person)
    if (!patientId || (await consults.ofPatient({ patientId }, gp)).length > 0) return
    const { lesions, cases } = await records.patient({ patientId }, gp)
    const [lesion] = lesions
    if (!lesion) return
    const visit = { patientId, presentation: 'single-lesion', reason: asked.question } as const
    // Where the telling was broken off, its visit is there already.
    const begun = cases.find(({ reason }) => reason === asked.question) ?? (await records.openCase(visit, gp))
    const caseId = begun.caseId as CaseId
    const side = lesion.laterality === 'left' || lesion.laterality === 'right' ? { laterality: lesion.laterality } : {}
    const site = { code: lesion.siteCode, ...side }
    await takePictures(needs, person, { caseId, lesionId: lesion.lesionId as LesionId, site })
    const { consultId } = await consults.begin({ caseId }, gp)
    const id = consultId as RecordId
    const content = contentOf(asked, { site, on: now().toISOString().slice(0, 10) })
    await consults.save({ consultId: id, content }, gp)
    await consults.send({ consultId: id }, gp)
    if (asked.since) await handle(id, { patientId, what: asked.since })
  }

  async function handle(consultId: RecordId, told: { patientId: PatientId; what: 'retake' | 'answer' }): Promise<void> {
    await consults.claim({ consultId }, derm)
    if (told.what === 'retake') {
      const note = 'Closer, please, and without the crease in front of it.'
      await consults.askRetake({ consultId, views: [{ viewId: 'close-up', why: ['too-far'] }], note }, derm)
      return
    }
    const { patientId } = told
    const link = await records.addTask({ patientId, text: 'Skin check in person, routine' }, derm)
    const links = [{ kind: 'appointment' as const, recordId: link.taskId as RecordId }]
    const words = {
      findings: 'Even colour and edge in every picture.',
      impression: 'Nothing in the pictures that hurries.',
      advice: 'To be seen at the next routine skin check; sooner if it changes.',
    }
    const rest = { education: [], images: [], procedure: false, links }
    await consults.answer({ consultId, answer: { outcome: 'ROUTINE_APPT', ...words, ...rest } }, derm)
  }

  return async (cast: readonly Person[]): Promise<void> => {
    for (const [at, asked] of questions.entries()) {
      const person = cast[at + 1]
      if (person) await consult(person, asked)
    }
    const others = await Promise.all(cast.slice(questions.length + 1, questions.length + 11).map(idOf))
    const people = others.flatMap(id => id ?? [])
    await orderTests(needs, people)
    await writeMessages(needs, people)
    await fillDay(needs, people)
  }
}

/** A name that a scene of the day always has, so that it is told once. */
const named = (number: number): RecordId =>
  `0d000000-0000-4000-8000-0000000001${String(number).padStart(2, '0')}` as RecordId

interface Sitting {
  readonly caseId: CaseId
  readonly lesionId: LesionId
  readonly site: Site
}

/** The views a practice sends of a lesion. */
async function takePictures(
  { capture, painter, now }: Needs,
  { seed, tone }: Person,
  { caseId, lesionId, site }: Sitting,
) {
  const device = { label: 'Practice camera', source: 'camera' } as const
  for (const [index, view] of (['regional', 'close-up', 'oblique'] as const).entries()) {
    const fieldMm = view === 'regional' ? 150 : 50
    const drawn = { seed: seed * 10, visit: 5 + index, tone, widthPx: 1280, heightPx: 960, fieldMm }
    const { uploadId } = await capture.upload(gp.who(), await painter.paint({ kind: 'regional', ...drawn }))
    const { code: siteCode, laterality } = site
    const place = { siteCode, ...(laterality && { laterality }), view, takenAt: now().toISOString() }
    await capture.service.keep({ uploadId, caseId, lesionId, ...place, device }, gp)
  }
}

/** A laboratory order and a referral that are under way. */
async function orderTests({ orders }: Needs, [first, second]: readonly PatientId[]): Promise<void> {
  const asked: readonly (readonly [PatientId | undefined, OrderContent])[] = [
    [first, { kind: 'laboratory', urgency: 'routine', reason: 'Before systemic treatment', tests: ['1742-6'] }],
    [
      second,
      {
        kind: 'referral',
        place: 'other-specialty',
        to: 'Plastic surgery',
        urgency: 'soon',
        reason: 'Lesion at the lid margin',
        question: 'Can this be removed with the lid kept closed?',
        images: [],
      },
    ],
  ]
  for (const [at, [patientId, content]] of asked.entries()) {
    if (!patientId || (await orders.ofPatient({ patientId }, derm)).length > 0) continue
    await orders.draft({ orderId: named(at), patientId, content }, derm)
    await orders.send({ orderId: named(at), eventId: named(10 + at) }, derm)
  }
}

async function writeMessages({ messages }: Needs, [, , third, fourth]: readonly PatientId[]): Promise<void> {
  if (!(third && fourth)) return
  const plain = { images: [], files: [] }
  await messages.begin(
    { threadId: named(20), patientId: third, kind: 'patient', topic: 'Wound after the biopsy' },
    derm,
  )
  const toPatient =
    'Keep the dressing dry for a day. A little blood on it is no reason to worry; call us if it soaks through.'
  await messages.send(
    { threadId: named(20), messageId: named(21), audience: 'patient', text: toPatient, ...plain },
    derm,
  )
  const toStaff = 'Lives alone; please telephone on Monday.'
  await messages.send({ threadId: named(20), messageId: named(22), audience: 'staff', text: toStaff, ...plain }, nurse)
  await messages.begin({ threadId: named(23), patientId: fourth, kind: 'internal', topic: 'Pictures from home' }, nurse)
  const toTeam = 'The pictures sent from home are too dark. Shall I ask for new ones or book a visit?'
  await messages.send({ threadId: named(23), messageId: named(24), audience: 'staff', text: toTeam, ...plain }, nurse)
}

/** Who and what can be booked, and today's visits from nine o'clock. */
async function fillDay({ schedule, now }: Needs, people: readonly PatientId[]): Promise<void> {
  const [clinician, room, scope] = [named(30), named(31), named(32)]
  const from = new Date(now())
  from.setHours(0, 0, 0, 0)
  const until = new Date(from.getTime() + 24 * hourMs)
  const held = await schedule.view({ from: from.toISOString(), to: until.toISOString() }, nurse)
  if (held.resources.length > 0) return
  await schedule.putResource({ resourceId: clinician, kind: 'clinician', name: demoPeople[0].name }, nurse)
  await schedule.putResource({ resourceId: room, kind: 'room', name: 'Room 1' }, nurse)
  await schedule.putResource({ resourceId: scope, kind: 'device', name: 'Dermatoscope 1' }, nurse)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const booked = [
    { hour: 9, kind: 'in-person', minutes: 20, resourceIds: [clinician, room, scope] },
    { hour: 9.5, kind: 'in-person', minutes: 20, resourceIds: [clinician, room] },
    { hour: 10.5, kind: 'video', minutes: 15, resourceIds: [clinician] },
    { hour: 11.5, kind: 'biopsy', minutes: 30, resourceIds: [clinician, room] },
  ] as const
  for (const [at, { hour, ...rest }] of booked.entries()) {
    const patientId = people[at + 4]
    if (!patientId) continue
    const start = new Date(from)
    start.setMinutes(hour * 60)
    const time = { start: start.toISOString(), zone }
    await schedule.book(
      { appointmentId: named(40 + at), patientId, ...time, ...rest, resourceIds: [...rest.resourceIds] },
      nurse,
    )
  }
  const review = new Date(from)
  review.setHours(13)
  const block = { kind: 'review', minutes: 60, resourceIds: [clinician] } as const
  await schedule.book(
    { appointmentId: named(50), start: review.toISOString(), zone, ...block, resourceIds: [...block.resourceIds] },
    nurse,
  )
  const [waits] = people.slice(8)
  const wish = { kind: 'in-person', minutes: 20, resourceIds: [clinician, room], note: 'Any morning' } as const
  if (waits)
    await schedule.wait(
      { appointmentId: named(51), patientId: waits, ...wish, resourceIds: [...wish.resourceIds] },
      nurse,
    )
}
