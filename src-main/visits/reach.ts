import { WebSocket } from 'ws'
import { Fault } from '../../src-shared/faults.ts'
import { heardIn, type Said, saidIn } from '../../src-shared/visit/index.ts'

/** Where the clinic answers and with which token; undefined while there is none. */
export type ClinicReach = () => Promise<{ readonly origin: string; readonly token: string } | undefined>

interface Asked {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: object
}

const timeoutMs = 15_000

/** Asks the clinic; Fault visits.noClinic where it does not do it. */
export async function askClinic(reach: ClinicReach, { method, path, body }: Asked): Promise<Response> {
  const at = await reach().catch(() => undefined)
  if (at === undefined) throw new Fault('visits.noClinic')
  const answer = await fetch(`${at.origin}/visits${path}`, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    headers: { authorization: `Bearer ${at.token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => undefined)
  if (!answer?.ok) throw new Fault('visits.noClinic')
  return answer
}

/** The clinician's seat in one room. */
export interface RoomLine {
  say(said: Said): boolean
  /** What comes, until the line ends. */
  frames(): AsyncGenerator<{ frame: string }, void, void>
  close(): void
}

const heartbeatMs = 10_000
const mostQueued = 1000

/** Sits down in a room; Fault visits.noClinic. */
export async function openRoomLine(reach: ClinicReach, caseId: string, closed: () => void): Promise<RoomLine> {
  const at = await reach().catch(() => undefined)
  if (at === undefined) throw new Fault('visits.noClinic')
  const socket = new WebSocket(`${at.origin.replace(/^http/, 'ws')}/visits/${caseId}/line`, {
    headers: { authorization: `Bearer ${at.token}` },
    handshakeTimeout: timeoutMs,
  })
  const queue: string[] = []
  let wake = (): void => {}
  let isOver = false
  const beat = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send('{"kind":"ping"}'), heartbeatMs)
  const over = (): void => {
    if (isOver) return
    isOver = true
    clearInterval(beat)
    wake()
    closed()
  }
  socket.on('message', data => {
    const heard = heardIn(String(data as Buffer), true)
    if (heard === undefined || heard.kind === 'pong' || queue.length >= mostQueued) return
    queue.push(JSON.stringify(heard))
    wake()
  })
  socket.on('close', over)
  socket.on('error', over)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('close', () => reject(new Fault('visits.noClinic')))
  })
  return {
    say: said => {
      if (socket.readyState !== WebSocket.OPEN) return false
      socket.send(JSON.stringify(said))
      return true
    },
    async *frames() {
      while (true) {
        const frame = queue.shift()
        if (frame !== undefined) yield { frame }
        else if (isOver) return
        else
          await new Promise<void>(resolve => {
            wake = resolve
          })
      }
    },
    close: () => socket.close(),
  }
}

/** What a frame of the glass says; undefined for anything that may not be said in a room. */
export const saidFrom = (frame: string): Said | undefined => saidIn(frame, true)
