import { type RefObject, useEffect, useRef, useState } from 'react'
import {
  blackTrack,
  type Call,
  type CallState,
  type Granted,
  type Line,
  lineBetween,
  openCall,
  openThirdCall,
  sendingOf,
} from '../../src-call/index.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import type { Visit } from '../../src-shared/contract/visits.ts'
import type { CaseId } from '../../src-shared/ids.ts'
import type { Beside, Guest, Heard, RelayTrouble, Seat, Sending, Vouch } from '../../src-shared/visit/index.ts'
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
  /** The relay gives the patient no way through. */
  readonly relay?: RelayTrouble
}

/** What this side brings into the room. */
interface Bringing {
  readonly granted: Granted
  readonly relayOnly: boolean
}

/** A visit's room as the screen shows it. */
export interface VisitCall {
  readonly call: CallState | undefined
  /** The connection with the guest, while there is one. */
  readonly third: CallState | undefined
  readonly isPatientHere: boolean
  readonly isAdmitted: boolean
  /** The third whom the clinic knows of, and whether they are there now. */
  readonly guest: Guest | undefined
  readonly isGuestHere: boolean
  /** What the patient's side says that it sends; undefined until it says so. */
  readonly sends: Sends | undefined
  readonly chat: readonly Chatted[]
  readonly photos: readonly Sent[]
  readonly say: Line['say']
  /** Puts what stands beside the face in its place; black for nothing. */
  readonly show: (beside: Beside, track?: MediaStreamTrack) => void
  readonly dropPhoto: (photoId: string) => void
}

const sending = (beside: Beside, relay: RelayTrouble | undefined): Sending => ({
  kind: 'state',
  camera: true,
  microphone: true,
  beside,
  ...(relay && { relay }),
})

interface Here {
  readonly isPatientHere: boolean
  readonly isAdmitted: boolean
  readonly guest: Guest | undefined
  readonly isGuestHere: boolean
}

const nobody: Here = { isPatientHere: false, isAdmitted: false, guest: undefined, isGuestHere: false }

const roomOf = ({ present, admitted, guest }: Extract<Heard, { kind: 'room' }>): Here => ({
  isPatientHere: present.includes('patient'),
  isAdmitted: admitted,
  guest,
  isGuestHere: present.includes('guest'),
})

const vouchingFor =
  ({ visits }: CutisClient, caseId: CaseId) =>
  async (session: string, fingerprint: string): Promise<Vouch | undefined> =>
    (await visits.vouch({ caseId, session, fingerprint })).vouch

interface Held {
  readonly line: Line
  readonly running: readonly Call[]
}

/** Tells the patient of a relay that gives this side no way through: they would only see that nothing happens. Answers what is so now. */
function useSaidRelay(
  held: RefObject<Held | undefined>,
  showing: RefObject<Beside>,
  relay: RelayTrouble | undefined,
): RefObject<RelayTrouble | undefined> {
  const said = useRef<RelayTrouble>(undefined)
  useEffect(() => {
    if (said.current !== relay) held.current?.line.say(sending(showing.current, relay))
    said.current = relay
  }, [held, showing, relay])
  return said
}

/** Sits in the room of a visit as long as its screen is shown. */
export function useVisitCall({ caseId, identities }: Visit, { granted, relayOnly }: Bringing): VisitCall {
  // The client itself stays the same; a room read off it is another object each time.
  const client = useClient()
  const [call, setCall] = useState<CallState>()
  const [third, setThird] = useState<CallState>()
  const [room, setRoom] = useState(nobody)
  const [sends, setSends] = useState<Sends>()
  const [chat, setChat] = useState<readonly Chatted[]>([])
  const [photos, setPhotos] = useState<readonly Sent[]>([])
  const held = useRef<Held>(undefined)
  const showing = useRef<Beside>('nothing')
  const [names] = useState(identities)
  const relay = useSaidRelay(held, showing, call?.relay)
  useEffect(() => {
    const { visits } = client
    const line = openEngineLine(visits, caseId)
    const stop = line.listen((heard: Heard) => {
      if (heard.kind === 'room') {
        // Whoever has come, or has come back, must know at once what there is to see.
        line.say(sending(showing.current, relay.current))
        setRoom(roomOf(heard))
      }
      if (heard.kind === 'state' && heard.from !== 'guest') setSends(heard)
      if (heard.kind === 'chat') setChat(before => [...before, heard])
      if (heard.kind === 'photo') setPhotos(before => [...before, heard])
    })
    const sent = sendingOf(granted, true)
    const seat = { visitId: caseId, seat: 'clinician', vouch: vouchingFor(client, caseId) } as const
    const common = { ...seat, sending: sent, ice: () => visits.ice(), relayOnly }
    const running = [
      openThirdCall({ ...common, line, identity: names.clinician, changed: setThird }),
      openCall({ ...common, line: lineBetween(line, 'clinician', 'patient'), identities: names, changed: setCall }),
    ]
    held.current = { line, running }
    return () => {
      stop()
      for (const one of running) one.close()
      line.close()
    }
  }, [client, caseId, names, granted, relayOnly, relay])
  const say: Line['say'] = said => held.current?.line.say(said)
  return {
    call,
    third,
    ...room,
    sends,
    chat,
    photos,
    say,
    show: (beside, track) => {
      showing.current = beside
      const next = track ?? blackTrack()
      for (const one of held.current?.running ?? []) one.replace('scope', next)
      say(sending(showing.current, relay.current))
    },
    dropPhoto: photoId => setPhotos(before => before.filter(photo => photo.photoId !== photoId)),
  }
}
