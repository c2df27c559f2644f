import { randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import { type Heard, longestFrame, type Said, type Seat, type Signal, saidIn } from '../../src-shared/visit/index.ts'
import { openRateLimit } from '../http/rate-limit.ts'

/** A photograph on its way: held here until the workstation has it in its vault. */
export interface Photo {
  readonly bytes: Buffer
  readonly mediaType: string
}

interface Room {
  readonly seats: Map<Seat, WebSocket>
  readonly photos: Map<string, Photo>
  /** The clinician's newest offer and what came after it: told again to a patient who comes back. */
  replay: Signal[]
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
}

const mostPhotos = 20
const mostReplayed = 120
const slowestBytes = 1024 * 1024
/** A connection's candidates come in a burst; a page gone wild does not stop. */
const pace = { perSecond: 30, burst: 200 }

const send = (socket: WebSocket | undefined, heard: Heard): void => {
  if (socket !== undefined && socket.bufferedAmount < slowestBytes) socket.send(JSON.stringify(heard))
}

interface Needs {
  readonly clock: () => number
  readonly allowLoopback: boolean
  /** Told when the clinician ends a visit. */
  readonly ended: (visitId: string) => void
}
type Known = Map<string, Room>

const emptyRoom = (): Room => ({
  seats: new Map(),
  photos: new Map(),
  replay: [],
  admitted: false,
  waitingSince: undefined,
})

const roomIn = (rooms: Known, visitId: string): Room => {
  const room = rooms.get(visitId) ?? emptyRoom()
  rooms.set(visitId, room)
  return room
}

const tellAll = (room: Room): void => {
  const state: Heard = { kind: 'room', present: [...room.seats.keys()], admitted: room.admitted }
  for (const socket of room.seats.values()) send(socket, state)
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

/** What one side says to the other. */
const relay = (room: Room, [seat, said]: readonly [Seat, Said], clock: Needs['clock']): void => {
  const other = room.seats.get(seat === 'clinician' ? 'patient' : 'clinician')
  if (said.kind === 'chat') {
    const chat: Heard = { ...said, from: seat, at: new Date(clock()).toISOString() }
    for (const socket of room.seats.values()) send(socket, chat)
  } else if (said.kind === 'state') send(other, said)
  else if (said.kind === 'signal' && room.admitted) {
    if (seat === 'clinician') keepForReplay(room, said)
    send(other, said)
  }
}

/** What one side says to the room: only the clinician lets in. */
const hear = (room: Room, [seat, said]: readonly [Seat, Said], clock: Needs['clock']) => {
  if (said.kind === 'ping') return send(room.seats.get(seat), { kind: 'pong' })
  if (said.kind !== 'admit') return relay(room, [seat, said], clock)
  if (seat !== 'clinician') return undefined
  room.admitted = true
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

/** The rooms of visits: two seats each, and nobody unseen. `ended` is told when the clinician ends one. */
export const openRooms = (needs: Needs) => {
  const rooms: Known = new Map()
  const hurry = openRateLimit(pace, needs.clock)
  const end = (visitId: string): void => endIn(rooms, needs, visitId)
  const take = (visitId: string, seat: Seat, socket: WebSocket): void => {
    const room = roomIn(rooms, visitId)
    sit(room, seat, { socket, clock: needs.clock })
    socket.on('message', (data, isBinary) => {
      const said = isBinary ? undefined : saidIn(String(data as Buffer), needs.allowLoopback)
      if (hurry(`${visitId}/${seat}`) > 0) return socket.close(1008, 'too many messages')
      if (said === undefined) return send(socket, { kind: 'refused' })
      if (room.seats.get(seat) === socket) hear(room, [seat, said], needs.clock)
    })
    tellAll(room)
    if (seat === 'patient' && room.admitted) for (const signal of room.replay) send(socket, signal)
  }
  return {
    maxFrame: longestFrame,
    take,
    end,
    state: (visitId: string): RoomState | undefined => {
      const room = rooms.get(visitId)
      if (room === undefined) return undefined
      const { admitted, waitingSince } = room
      return { visitId, present: [...room.seats.keys()], admitted, ...(waitingSince !== undefined && { waitingSince }) }
    },
    ...photosOf(rooms),
    close: () => {
      for (const room of rooms.values())
        for (const socket of room.seats.values()) socket.close(1001, 'the clinic is closing')
      rooms.clear()
    },
  }
}

function keepForReplay(room: Room, signal: Signal): void {
  if (signal.data.type === 'offer') room.replay = [signal]
  else if (room.replay[0]?.session === signal.session && room.replay.length < mostReplayed) room.replay.push(signal)
}
