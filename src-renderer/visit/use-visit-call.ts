import { useEffect, useRef, useState } from 'react'
import {
  blackTrack,
  type Call,
  type CallState,
  type Granted,
  type Line,
  openCall,
  sendingOf,
} from '../../src-call/index.ts'
import type { Visit } from '../../src-shared/contract/visits.ts'
import type { Beside, Heard, Seat, Sending } from '../../src-shared/visit/index.ts'
import { useClient } from '../link/index.ts'
import { openEngineLine } from './line.ts'

export interface Chatted {
  readonly from: Seat
  readonly text: string
  readonly at: string
}
export interface Sent {
  readonly photoId: string
  readonly sizeBytes: number
}

interface Sends {
  readonly camera: boolean
  readonly microphone: boolean
}

/** What this side brings into the room. */
interface Bringing {
  readonly granted: Granted
  readonly relayOnly: boolean
}

/** A visit's room as the screen shows it. */
export interface VisitCall {
  readonly call: CallState | undefined
  readonly isPatientHere: boolean
  readonly isAdmitted: boolean
  /** What the patient's side says that it sends; undefined until it says so. */
  readonly sends: Sends | undefined
  readonly chat: readonly Chatted[]
  readonly photos: readonly Sent[]
  readonly say: Line['say']
  /** Puts what stands beside the face in its place; black for nothing. */
  readonly show: (beside: Beside, track?: MediaStreamTrack) => void
  readonly dropPhoto: (photoId: string) => void
}

const sending = (beside: Beside): Sending => ({ kind: 'state', camera: true, microphone: true, beside })

/** Sits in the room of a visit as long as its screen is shown. */
export function useVisitCall({ caseId, identities }: Visit, { granted, relayOnly }: Bringing): VisitCall {
  // The client itself stays the same; a room read off it is another object each time.
  const client = useClient()
  const [call, setCall] = useState<CallState>()
  const [room, setRoom] = useState({ isPatientHere: false, isAdmitted: false })
  const [sends, setSends] = useState<Sends>()
  const [chat, setChat] = useState<readonly Chatted[]>([])
  const [photos, setPhotos] = useState<readonly Sent[]>([])
  const held = useRef<{ line: Line; running: Call }>(undefined)
  const showing = useRef<Beside>('nothing')
  const [names] = useState(identities)
  useEffect(() => {
    const { visits } = client
    const line = openEngineLine(visits, caseId)
    const stop = line.listen((heard: Heard) => {
      if (heard.kind === 'room') {
        // Whoever has come, or has come back, must know at once what there is to see.
        line.say(sending(showing.current))
        setRoom({ isPatientHere: heard.present.includes('patient'), isAdmitted: heard.admitted })
      }
      if (heard.kind === 'state') setSends(heard)
      if (heard.kind === 'chat') setChat(before => [...before, heard])
      if (heard.kind === 'photo') setPhotos(before => [...before, heard])
    })
    const running = openCall({
      visitId: caseId,
      seat: 'clinician',
      identities: names,
      line,
      sending: sendingOf(granted, true),
      ice: () => visits.ice(),
      relayOnly,
      changed: setCall,
    })
    held.current = { line, running }
    return () => {
      stop()
      running.close()
      line.close()
    }
  }, [client, caseId, names, granted, relayOnly])
  const say: Line['say'] = said => held.current?.line.say(said)
  return {
    call,
    ...room,
    sends,
    chat,
    photos,
    say,
    show: (beside, track) => {
      showing.current = beside
      held.current?.running.replace('scope', track ?? blackTrack())
      say(sending(beside))
    },
    dropPhoto: photoId => setPhotos(before => before.filter(photo => photo.photoId !== photoId)),
  }
}
