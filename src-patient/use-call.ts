import { useEffect, useRef, useState } from 'react'
import { type CallState, type Granted, type Line, openCall, openSocketLine, sendingOf } from '../src-call/index.ts'
import type { Beside, Heard } from '../src-shared/visit/index.ts'
import { ice, type Seat } from './clinic.ts'

export interface Chatted {
  readonly from: 'clinician' | 'patient'
  readonly text: string
  readonly at: string
}

/** The call as the page shows it. */
export interface PatientCall {
  readonly call: CallState | undefined
  readonly admitted: boolean
  /** What the clinician shows beside the face. */
  readonly beside: Beside
  readonly chat: readonly Chatted[]
  readonly kept: readonly string[]
  readonly say: Line['say']
}

/** Sits down in the room and stays until the end. */
export function useCall(seat: Seat, granted: Granted, over: (why: 'over' | 'elsewhere') => void): PatientCall {
  const [call, setCall] = useState<CallState>()
  const [admitted, setAdmitted] = useState(false)
  const [beside, setBeside] = useState<Beside>('nothing')
  const [chat, setChat] = useState<readonly Chatted[]>([])
  const [kept, setKept] = useState<readonly string[]>([])
  const line = useRef<Line>(undefined)
  const end = useRef(over)
  useEffect(() => {
    end.current = over
  }, [over])
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
        setAdmitted(heard.admitted)
        // Whoever has come must know at once what there will be to see and to hear.
        opened.say(sendsOf(granted))
      }
      if (heard.kind === 'state') setBeside(heard.beside)
      if (heard.kind === 'chat') setChat(before => [...before, heard])
      if (heard.kind === 'photo' && heard.kept) setKept(before => [...before, heard.photoId])
      if (heard.kind === 'ended') leave('over')
    }
    const stop = opened.listen(hear)
    const { visitId, identity, clinician } = seat
    const running = openCall({
      visitId,
      seat: 'patient',
      identities: { patient: identity, clinician },
      line: opened,
      sending: sendingOf(granted, false),
      ice: () => ice(seat),
      relayOnly: new URLSearchParams(location.search).has('relay'),
      changed: setCall,
    })
    return () => {
      stop()
      running.close()
      opened.close()
    }
  }, [seat, granted])
  return { call, admitted, beside, chat, kept, say: said => line.current?.say(said) }
}

/** What this side sends, as the other is told. */
export const sendsOf = ({ camera, microphone }: Granted) =>
  ({
    kind: 'state',
    camera: camera?.enabled === true,
    microphone: microphone?.enabled === true,
    beside: 'nothing',
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
