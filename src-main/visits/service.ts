import type { visits } from '../../src-shared/contract/visits.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import { type Desk, openDesk, type VisitNeeds } from './desk.ts'
import { end, takePhoto } from './ending.ts'
import { admitGuest, inviteGuest, sendGuestOut } from './guests.ts'
import { askClinic, openRoomLine, saidFrom } from './reach.ts'
import { demandStarted, invite, start } from './starting.ts'
import { visitOf, waiting } from './view.ts'
import { vouch } from './vouching.ts'

export interface Visits {
  readonly service: Service<typeof visits>
  /** At a lock: leaves every room. */
  forget(): void
}

const stirEveryMs = 20_000

/** Sits in a room as long as the glass listens. */
async function* sit(desk: Desk, caseId: string, signal: AbortSignal | undefined) {
  await desk.demand(caseId)
  desk.lines.get(caseId)?.close()
  const line = await openRoomLine(desk.clinic, caseId, () => undefined)
  desk.lines.set(caseId, line)
  desk.stirred()
  const stirring = setInterval(desk.stirred, stirEveryMs)
  const leave = (): void => line.close()
  signal?.addEventListener('abort', leave)
  try {
    yield* line.frames()
  } finally {
    clearInterval(stirring)
    signal?.removeEventListener('abort', leave)
    line.close()
    if (desk.lines.get(caseId) === line) desk.lines.delete(caseId)
  }
}

/** Says something in the room; nobody is let in before the start is recorded. */
async function say(desk: Desk, { caseId, frame }: { caseId: string; frame: string }): Promise<{ said: boolean }> {
  const said = saidFrom(frame)
  // A guest is let in by a call of its own, which records them first.
  if (said === undefined || (said.kind === 'admit' && said.seat !== undefined)) throw new Fault('input.invalid')
  if (said.kind === 'admit') demandStarted(await desk.demand(caseId))
  return { said: desk.lines.get(caseId)?.say(said) ?? false }
}

const about = <Told>(asking: Asking, { patientId, ...rest }: Told & { patientId: string }) => {
  asking.about(patientId)
  return rest
}

export function openVisits(needs: VisitNeeds): Visits {
  const desk = openDesk(needs)
  return {
    forget: () => {
      for (const line of desk.lines.values()) line.close()
    },
    service: {
      waiting: async (_, asking) => {
        const list = await waiting(desk)
        if (list[0]) asking.about(list[0].patientId)
        return list
      },
      visit: async ({ caseId }, asking) => {
        const visit = await visitOf(desk, caseId)
        asking.about(visit.patientId)
        return visit
      },
      invite: (told, asking) =>
        desk.inTurn(async () => about(asking, await invite(desk, asking.who(), told)).invitation),
      inviteGuest: (told, asking) =>
        desk.inTurn(async () => about(asking, await inviteGuest(desk, asking.who(), told)).invitation),
      admitGuest: ({ caseId }, asking) =>
        desk.inTurn(async () => about(asking, await admitGuest(desk, asking.who(), caseId)).told),
      sendGuestOut: ({ caseId }, asking) =>
        desk.inTurn(async () => about(asking, await sendGuestOut(desk, asking.who(), caseId)).told),
      start: (told, asking) =>
        desk.inTurn(async () => {
          asking.about((await start(desk, asking.who(), told)).patientId)
          return visitOf(desk, told.caseId)
        }),
      line: ({ caseId }, { signal }) => sit(desk, caseId, signal),
      say: told => say(desk, told),
      vouch: (told, asking) => desk.inTurn(async () => about(asking, await vouch(desk, asking.who(), told)).told),
      ice: async () => {
        const answer = await askClinic(desk.clinic, { method: 'GET', path: '/ice' })
        return ((await answer.json()) as { iceServers: [] }).iceServers
      },
      takePhoto: async (told, asking) => about(asking, await takePhoto(desk, asking.who(), told)).waiting,
      photoKept: async ({ caseId, photoId }) => {
        const path = `/${caseId}/photos/${photoId}`
        const answer = await askClinic(desk.clinic, { method: 'DELETE', path }).catch(() => undefined)
        return { told: answer !== undefined }
      },
      end: (told, asking) => desk.inTurn(async () => about(asking, await end(desk, asking.who(), told)).summary),
    },
  }
}
