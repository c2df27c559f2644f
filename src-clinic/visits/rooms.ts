import { randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import { type Guest, type GuestFace, longestFrame, type Said, type Seat, saidIn } from '../../src-shared/visit/index.ts'
import { openRateLimit } from '../http/rate-limit.ts'
import { presenceFor, type Replay, relay, replayed, send } from './relay.ts'

/** A photograph on its way: held here until the workstation has it in its vault. */
export interface Photo {
  readonly bytes: Buffer
  readonly mediaType: string
}

interface Room {
  readonly seats: Map<Seat, WebSocket>
  readonly photos: Map<string, Photo>
  readonly replay: Replay
  guest: Guest | undefined
  admitted: boolean
  waitingSince: string | undefined
}

/** What the workstation is shown of a room. */
export interface RoomState {
  readonly visitId: string
  readonly present: readonly Seat[]
  readonly admitted: boolean
  readonly waitingSince?: string
  readonly consentAt?: string
  readonly guest?: Guest | undefined
}

const mostPhotos = 20
/** A connection's candidates come in a burst; a page gone wild does not stop. */
const pace = { perSecond: 30, burst: 200 }

interface Needs {
  readonly clock: () => number
  readonly allowLoopback: boolean
  /** Told when the clinician ends a visit. */
  readonly ended: (visitId: string) => void
  /** Told when a guest is sent out: their link and their seat must be worth nothing. */
  readonly guestOut: (visitId: string) => void
}
type Known = Map<string, Room>

const emptyRoom = (): Room => ({
  seats: new Map(),
  photos: new Map(),
  replay: new Map(),
  guest: undefined,
  admitted: false,
  waitingSince: undefined,
})

const roomIn = (rooms: Known, visitId: string): Room => {
  const room = rooms.get(visitId) ?? emptyRoom()
  rooms.set(visitId, room)
  return room
}

const tellAll = (room: Room): void => {
  for (const [seat, socket] of room.seats) send(socket, { kind: 'room', ...presenceFor(room, seat) })
}

/** Ends a visit for both sides. */
const endIn = (rooms: Known, { ended }: Needs, visitId: string): void => {
  const room = rooms.get(visitId)
  rooms.delete(visitId)
  ended(visitId)
  for (const socket of room?.seats.values() ?? []) {
    send(socket, { kind: 'ended' })
    socket.close(4410, 'the visit is over')
  }
}

/** Sends a guest out: what they are told is that the visit is over, as it is for them. */
const guestOutIn = (rooms: Known, { guestOut }: Needs, visitId: string): void => {
  guestOut(visitId)
  const room = rooms.get(visitId)
  if (room?.guest === undefined) return
  const socket = room.seats.get('guest')
  room.seats.delete('guest')
  room.guest = undefined
  send(socket, { kind: 'ended' })
  socket?.close(4410, 'the visit is over')
  tellAll(room)
}

/** Lets in whom the clinician names: the patient, or a guest to whom the patient has agreed. */
const admit = (room: Room, seat: 'guest' | undefined): void => {
  if (seat === undefined) room.admitted = true
  else if (room.guest?.agreed) room.guest = { ...room.guest, admitted: true }
  else return
  tellAll(room)
}

interface Hearing {
  readonly room: Room
  readonly seat: Seat
  readonly clock: Needs['clock']
  readonly sendGuestOut: () => void
}

/** What one side says to the room: only the clinician lets in, and only the patient agrees to a guest. */
const hear = ({ room, seat, clock, sendGuestOut }: Hearing, said: Said): void => {
  if (said.kind === 'ping') return send(room.seats.get(seat), { kind: 'pong' })
  if (said.kind === 'admit') return seat === 'clinician' ? admit(room, said.seat) : undefined
  if (said.kind !== 'agree') return relay(room, [seat, said], clock)
  if (seat !== 'patient' || room.guest?.id !== said.guest) return undefined
  if (!said.given) return sendGuestOut()
  room.guest = { ...room.guest, agreed: true }
  return tellAll(room)
}

/** Gives a seat to a line; whoever sat there before is told so. */
const sit = (room: Room, seat: Seat, { socket, clock }: { socket: WebSocket; clock: Needs['clock'] }): void => {
  const before = room.seats.get(seat)
  if (before) {
    room.seats.delete(seat)
    // Seen by the other side, so that it begins anew with whoever has come.
    tellAll(room)
    before.close(4409, 'the seat was taken elsewhere')
  }
  room.seats.set(seat, socket)
  if (seat === 'patient') room.waitingSince ??= new Date(clock()).toISOString()
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    if (room.seats.get(seat) !== socket) return
    room.seats.delete(seat)
    if (seat === 'patient') room.waitingSince = undefined
    tellAll(room)
  })
}

/** Photographs of the rooms, each held until the workstation has it. */
const photosOf = (rooms: Known) => ({
  /** Takes a photograph while there is place; undefined where there is none. */
  addPhoto: (visitId: string, photo: Photo): string | undefined => {
    const room = rooms.get(visitId)
    if (room === undefined || room.photos.size >= mostPhotos) return undefined
    const photoId = randomUUID()
    room.photos.set(photoId, photo)
    send(room.seats.get('clinician'), { kind: 'photo', photoId, sizeBytes: photo.bytes.length, kept: false })
    return photoId
  },
  photo: (visitId: string, photoId: string): Photo | undefined => rooms.get(visitId)?.photos.get(photoId),
  /** The workstation has it in its vault: only now is the patient told so. */
  photoKept: (visitId: string, photoId: string): void => {
    const room = rooms.get(visitId)
    const photo = room?.photos.get(photoId)
    room?.photos.delete(photoId)
    if (photo) send(room?.seats.get('patient'), { kind: 'photo', photoId, sizeBytes: photo.bytes.length, kept: true })
  },
})

/** The rooms of visits: two seats each and one for a guest, and nobody unseen. `ended` is told when the clinician ends one. */
export const openRooms = (needs: Needs) => {
  const rooms: Known = new Map()
  const hurry = openRateLimit(pace, needs.clock)
  const end = (visitId: string): void => endIn(rooms, needs, visitId)
  const sendGuestOut = (visitId: string): void => guestOutIn(rooms, needs, visitId)
  const take = (visitId: string, seat: Seat, socket: WebSocket): void => {
    const room = roomIn(rooms, visitId)
    sit(room, seat, { socket, clock: needs.clock })
    socket.on('message', (data, isBinary) => {
      const said = isBinary ? undefined : saidIn(String(data as Buffer), needs.allowLoopback)
      if (hurry(`${visitId}/${seat}`) > 0) return socket.close(1008, 'too many messages')
      if (said === undefined) return send(socket, { kind: 'refused' })
      if (room.seats.get(seat) !== socket) return undefined
      return hear({ room, seat, clock: needs.clock, sendGuestOut: () => sendGuestOut(visitId) }, said)
    })
    tellAll(room)
    for (const signal of replayed(room, seat)) send(socket, signal)
  }
  /** A guest's seat; another guest than the one before has to be agreed to and let in anew. */
  const takeGuest = (visitId: string, face: GuestFace, socket: WebSocket): void => {
    const room = roomIn(rooms, visitId)
    if (room.guest?.id !== face.id) {
      room.guest = { ...face, agreed: false, admitted: false }
      for (const offering of ['clinician', 'patient']) room.replay.delete(`${offering}>guest`)
    }
    take(visitId, 'guest', socket)
  }
  return {
    maxFrame: longestFrame,
    take,
    takeGuest,
    sendGuestOut,
    end,
    state: (visitId: string): RoomState | undefined => {
      const room = rooms.get(visitId)
      if (room === undefined) return undefined
      const { waitingSince } = room
      return { visitId, ...presenceFor(room, 'clinician'), ...(waitingSince !== undefined && { waitingSince }) }
    },
    ...photosOf(rooms),
    close: () => {
      for (const room of rooms.values())
        for (const socket of room.seats.values()) socket.close(1001, 'the clinic is closing')
      rooms.clear()
    },
  }
}
