import type { schedule } from '../../src-shared/contract/schedule.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import { present } from '../records/index.ts'
import type { AppointmentRecord } from './body.ts'
import { answerOffer, book, move, step, wait } from './booking.ts'
import { type Desk, machine, openDesk, type ScheduleNeeds } from './desk.ts'
import { appointmentIn, resourceIn, scheduleOf } from './resources.ts'
import { passAll } from './waiting.ts'

export interface Schedule {
  readonly service: Service<typeof schedule>
  /** After an unlock: offers whose time is over go on to the next, now and from then on, whoever looks. */
  readonly resume: () => void
  /** At a lock. */
  readonly forget: () => void
}

/** How often offers are looked through, ms. */
const sweepMs = 30_000

const usualEvery = (run: () => void): (() => void) => {
  const timer = setInterval(run, sweepMs).unref()
  return () => clearInterval(timer)
}

/** Opens the schedule over the records. */
export function openSchedule(needs: ScheduleNeeds): Schedule {
  const desk = openDesk(needs)
  const { every = usualEvery, log } = needs
  const sweep = () => desk.inTurn(() => passAll(desk, machine))
  const sweepQuietly = () =>
    void sweep().catch((error: unknown) =>
      log(`schedule: offers wait (${error instanceof Error ? error.name : 'unknown'})`),
    )
  let stop: (() => void) | undefined
  /** A command: in turn, and answered with the appointment as it is then. */
  const command =
    <Told>(run: (desk: Desk, asking: Asking, told: Told) => Promise<AppointmentRecord>) =>
    (told: Told, asking: Asking) =>
      desk.inTurn(async () => {
        const { appointmentId, patientId } = await run(desk, asking, told)
        if (patientId !== undefined) asking.about(patientId)
        const [row] = await shown(desk, [await desk.demand(appointmentId)])
        return row as NonNullable<typeof row>
      })
  return {
    service: {
      view: async ({ from, to }) => {
        await sweep()
        return view(desk, from, to)
      },
      putResource: async (resource, asking) => {
        const act = { name: 'schedule.putResource', action: 'U', entity: `Schedule/${resource.resourceId}` } as const
        await desk.vault.commit(asking.who(), act, [desk.records.put(scheduleOf(resource))])
        return resource
      },
      book: command(book),
      move: command(move),
      step: command(step),
      wait: command(wait),
      answerOffer: command(answerOffer),
    },
    resume: () => {
      stop?.()
      sweepQuietly()
      stop = every(sweepQuietly)
    },
    forget: () => {
      stop?.()
      stop = undefined
    },
  }
}

const longestMs = 42 * 86_400_000

async function view(desk: Desk, from: string, to: string) {
  const start = new Date(from).toISOString()
  const end = new Date(Math.min(Date.parse(to), Date.parse(from) + longestMs)).toISOString()
  const [resources, rows, waiting, asked] = await Promise.all([
    desk.store.resources(),
    desk.store.between(start, end),
    desk.store.waiting(),
    desk.store.asked(),
  ])
  const [appointments, list] = await Promise.all([
    shown(desk, rows.map(appointmentIn)),
    shown(desk, [...waiting, ...asked].map(appointmentIn)),
  ])
  return {
    resources: resources.flatMap(({ body }) => resourceIn(body) ?? []).toSorted((a, b) => a.name.localeCompare(b.name)),
    // An offer that has run out since stands in nobody's way.
    appointments: appointments.filter(({ state, offerUntil }) => state !== 'pending' || (offerUntil ?? '') > desk.at()),
    waiting: list.toSorted((a, b) => a.since.localeCompare(b.since)),
  }
}

/** Appointments as the glass shows them. */
async function shown(desk: Desk, records: readonly AppointmentRecord[]) {
  const ids = [...new Set(records.flatMap(({ patientId }) => patientId ?? []))]
  const [faces, consents] = await Promise.all([desk.records.facesOf(ids), desk.store.consented(ids)])
  const patients = new Map(faces.map(face => [face.patientId as string, face]))
  const moved = await Promise.all(
    records.map(({ asked }) => Promise.resolve(asked?.moves === undefined ? undefined : desk.find(asked.moves))),
  )
  const consented = new Set(consents.map(({ patientId }) => patientId))
  return records.map((record, place) => {
    const { body, appointmentId, patientId, state, start, end, unsynced, asked } = record
    const old = moved[place]
    const face = patients.get(patientId ?? '')
    // A wish for another time is one for the same kind of appointment, with the same people and rooms.
    const meant = old ?? record
    const taken = meant.resources.map(({ resourceId }) => resourceId)
    return present({
      appointmentId,
      patientId,
      patient: face && present({ family: face.family, given: face.given, birthDate: face.birthDate, mrn: face.mrn }),
      state,
      kind: meant.kind,
      start,
      end,
      minutes: meant.body.minutes,
      resourceIds: taken.length > 0 ? taken : meant.body.wanted,
      note: body.note,
      lesionId: body.lesionId,
      caseId: body.caseId,
      followUp: body.followUp,
      since: body.since,
      offerUntil: body.offerUntil,
      consent: consented.has(patientId ?? ''),
      unsynced,
      asked:
        asked &&
        present({
          from: asked.from,
          to: asked.to,
          insteadOf: old ? old.start : undefined,
          moves: asked.moves !== undefined,
        }),
    })
  })
}
