import type { WebSocket } from 'ws'
import {
  type Guest,
  type Heard,
  mayMeet,
  offersTo,
  type Presence,
  type Said,
  type Seat,
  type Signal,
  seats,
  usualOther,
} from '../../src-shared/visit/index.ts'

/** Of each pair the newest offer and what came after it from the same side: told again to whoever comes back. */
export type Replay = Map<string, Signal[]>

interface Room {
  readonly seats: ReadonlyMap<Seat, WebSocket>
  readonly replay: Replay
  readonly guest: Guest | undefined
  readonly admitted: boolean
}

const mostReplayed = 120
const slowestBytes = 1024 * 1024

/** Says something to a line that keeps up. */
export const send = (socket: WebSocket | undefined, heard: Heard): void => {
  if (socket !== undefined && socket.bufferedAmount < slowestBytes) socket.send(JSON.stringify(heard))
}

/** Who is there, as far as a seat may know: a guest who has not been let in learns of nobody. */
export const presenceFor = ({ seats: taken, admitted, guest }: Room, seat: Seat): Presence => {
  if (seat === 'guest' && !guest?.admitted) return { present: ['guest'], admitted: false, ...(guest && { guest }) }
  return { present: [...taken.keys()], admitted, ...(guest && { guest }) }
}

/** Whether what one writes and shows reaches another: clinician and patient always, a guest once let in. */
const mayTell = ({ guest }: Room, one: Seat, other: Seat): boolean =>
  (one !== 'guest' && other !== 'guest') || guest?.admitted === true

/** Of two, the earlier seat offers and the later one answers; candidates come from both. Only a clinician vouches, and is told what was found. */
const isInOrder = ({ data }: Signal, from: Seat, to: Seat): boolean => {
  if (data.type === 'vouch') return from === 'clinician'
  if (data.type === 'verdict') return to === 'clinician'
  return data.type === 'candidate' || (data.type === 'offer') === offersTo(from, to)
}

const pass = (room: Room, from: Seat, { to = usualOther(from), ...signal }: Signal): void => {
  const presence = presenceFor(room, 'clinician')
  if (!mayMeet({ ...presence, present: seats }, from, to) || !isInOrder(signal, from, to)) return
  const passed: Signal = { ...signal, from }
  keepForReplay(room.replay, `${from}>${to}`, passed)
  send(room.seats.get(to), passed)
}

/** Hands on what one seat says, to those for whom it is. */
export const relay = (room: Room, [seat, said]: readonly [Seat, Said], clock: () => number): void => {
  if (said.kind === 'signal') return pass(room, seat, said)
  for (const [other, socket] of room.seats) {
    if (!mayTell(room, seat, other)) continue
    if (said.kind === 'chat') send(socket, { ...said, from: seat, at: new Date(clock()).toISOString() })
    if (said.kind === 'state' && other !== seat) send(socket, { ...said, from: seat })
  }
}

function keepForReplay(replay: Replay, pair: string, signal: Signal): void {
  const kept = replay.get(pair)
  if (signal.data.type === 'offer') replay.set(pair, [signal])
  else if (kept?.[0]?.session === signal.session && kept.length < mostReplayed) kept.push(signal)
}

/** What a seat that comes back has missed: the newest offer of everybody who offers to it. */
export const replayed = (room: Room, seat: Seat): readonly Signal[] => {
  const presence = { ...presenceFor(room, 'clinician'), present: seats }
  const offering = seats.filter(other => offersTo(other, seat) && mayMeet(presence, other, seat))
  return offering.flatMap(other => room.replay.get(`${other}>${seat}`) ?? [])
}
