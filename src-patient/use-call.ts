import { type RefObject, useEffect, useRef, useState } from 'react'
import {
  type Call,
  type CallState,
  type Granted,
  guestIdentity,
  type Line,
  lineBetween,
  openCall,
  openSocketLine,
  openThirdCall,
  sendingOf,
} from '../src-call/index.ts'
import type { Beside, Guest, Heard, Presence, RelayTrouble, Sending } from '../src-shared/visit/index.ts'
import { ice, keyOf, type Seat } from './clinic.ts'

export interface Chatted {
  readonly from: 'clinician' | 'patient' | 'guest'
  readonly text: string
  readonly at: string
}

/** The call as the page shows it. */
export interface PatientCall {
  readonly call: CallState | undefined
  /** The connection with the third: a guest for the patient, the patient for a guest. */
  readonly third: CallState | undefined
  readonly admitted: boolean
  /** Whether the third is there now. */
  readonly isThirdHere: boolean
  readonly guest: Guest | undefined
  /** What the clinician shows beside the face. */
  readonly beside: Beside
  /** The relay gives the clinician no way through. */
  readonly otherRelay: RelayTrouble | undefined
  readonly chat: readonly Chatted[]
  readonly kept: readonly string[]
  readonly say: Line['say']
}

/** Sits down in the room and stays until the end. */
export function useCall(seat: Seat, granted: Granted, over: (why: 'over' | 'elsewhere') => void): PatientCall {
  const [call, setCall] = useState<CallState>()
  const [third, setThird] = useState<CallState>()
  const [room, setRoom] = useState<Presence>({ present: [], admitted: false })
  const [shown, setShown] = useState<Sending>()
  const [chat, setChat] = useState<readonly Chatted[]>([])
  const [kept, setKept] = useState<readonly string[]>([])
  const line = useRef<Line>(undefined)
  const end = useRef(over)
  useEffect(() => {
    end.current = over
  }, [over])
  const relay = useSaidRelay(line, granted, call?.relay)
  useEffect(() => {
    // The room says that it is over and closes the line: whichever is heard first counts, and nothing after it.
    let hasLeft = false
    const leave = (why: 'over' | 'elsewhere'): void => {
      if (hasLeft) return
      hasLeft = true
      end.current(why)
    }
    const opened = openSeatLine(seat, leave)
    line.current = opened
    const hear = (heard: Heard): void => {
      if (heard.kind === 'room') {
        setRoom(heard)
        // Whoever has come must know at once what there will be to see and to hear.
        opened.say(sendsOf(granted, relay.current))
      }
      if (heard.kind === 'state' && (heard.from ?? 'clinician') === 'clinician') setShown(heard)
      if (heard.kind === 'chat') setChat(before => [...before, heard])
      if (heard.kind === 'photo' && heard.kept) setKept(before => [...before, heard.photoId])
      if (heard.kind === 'ended') leave('over')
    }
    const stop = opened.listen(hear)
    const running = openCalls(seat, granted, { line: opened, changed: setCall, thirdChanged: setThird })
    return () => {
      stop()
      for (const one of running) one.close()
      opened.close()
    }
  }, [seat, granted, relay])
  const own = seat.guest ? 'guest' : 'patient'
  const isGuestIn = room.guest?.admitted === true
  return {
    call,
    third,
    guest: room.guest,
    admitted: seat.guest ? isGuestIn : room.admitted,
    isThirdHere: isGuestIn && room.present.includes(own === 'guest' ? 'patient' : 'guest'),
    beside: shown?.beside ?? 'nothing',
    otherRelay: shown?.relay,
    chat,
    kept,
    say: said => line.current?.say(said),
  }
}

/** Tells the clinician of a relay that gives no way through: they would only see that nothing happens. Answers what is so now. */
function useSaidRelay(
  line: RefObject<Line | undefined>,
  granted: Granted,
  relay: RelayTrouble | undefined,
): RefObject<RelayTrouble | undefined> {
  const said = useRef<RelayTrouble>(undefined)
  useEffect(() => {
    if (said.current !== relay) line.current?.say(sendsOf(granted, relay))
    said.current = relay
  }, [line, granted, relay])
  return said
}

interface Showing {
  readonly line: Line
  readonly changed: (state: CallState) => void
  readonly thirdChanged: (state: CallState | undefined) => void
}

/** With the clinician, and with the third. A guest only answers, so both their calls may wait from the beginning. */
const openCalls = (seat: Seat, granted: Granted, { line, changed, thirdChanged }: Showing): readonly Call[] => {
  const { visitId, identity, clinician, guest } = seat
  const common = {
    visitId,
    sending: sendingOf(granted, false),
    ice: () => ice(seat),
    relayOnly: new URLSearchParams(location.search).has('relay'),
  }
  if (guest === undefined)
    return [
      openThirdCall({ ...common, seat: 'patient', line, identity: 'patient', changed: thirdChanged }),
      openCall({
        ...common,
        seat: 'patient',
        line: lineBetween(line, 'patient', 'clinician'),
        identities: { patient: identity, clinician },
        keyOf: keyId => keyOf(seat, keyId),
        changed,
      }),
    ]
  return (['clinician', 'patient'] as const).map(other =>
    openCall({
      ...common,
      seat: 'guest',
      other,
      line: lineBetween(line, 'guest', other),
      identities: { clinician, patient: 'patient', guest: guestIdentity(guest.id) },
      ...(other === 'clinician' && { keyOf: (keyId: string) => keyOf(seat, keyId) }),
      changed: other === 'clinician' ? changed : thirdChanged,
    }),
  )
}

/** What this side sends, as the other is told. */
export const sendsOf = ({ camera, microphone }: Granted, relay?: RelayTrouble) =>
  ({
    kind: 'state',
    camera: camera?.enabled === true,
    microphone: microphone?.enabled === true,
    beside: 'nothing',
    ...(relay && { relay }),
  }) as const

const openSeatLine = (seat: Seat, leave: (why: 'over' | 'elsewhere') => void): Line => {
  const address = `${location.origin.replace(/^http/, 'ws')}/visit/line`
  return openSocketLine({
    address,
    protocols: ['cutis-visit.v1', `seat.${seat.token}`],
    allowLoopback: location.hostname === '127.0.0.1',
    changed: state => {
      if (state === 'over') leave('over')
      if (state === 'refused') leave('elsewhere')
    },
  })
}
