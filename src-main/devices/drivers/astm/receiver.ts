import { DeviceError } from '../../errors.ts'
import { ACK, ENQ, EOT, type Frame, LF, mostText, NAK, readFrame, STX } from './frames.ts'

export type LinkEvent =
  | { readonly kind: 'began' }
  | { readonly kind: 'text'; readonly text: string; readonly last: boolean }
  /** `complete` is false when the sender stopped in the middle of a record or fell silent. */
  | { readonly kind: 'ended'; readonly complete: boolean }
  | { readonly kind: 'refused'; readonly why: 'checksum' | 'protocol' | 'number' }

export interface Heard {
  /** What must be sent back, in this order. */
  readonly reply: Uint8Array
  readonly events: readonly LinkEvent[]
}

export interface AstmReceiver {
  hear(bytes: Uint8Array): Heard
  /** To be called when nothing came for 30 s (LIS1-A §6.5.2.4): the message is given up. */
  silence(): readonly LinkEvent[]
}

const whyOf = (error: unknown): 'checksum' | 'protocol' =>
  error instanceof DeviceError && error.code === 'devices.checksum' ? 'checksum' : 'protocol'

interface Link {
  isOpen(): boolean
  begin(number: number): void
  end(complete: boolean): void
  take(frame: Frame): void
  refuse(why: 'checksum' | 'protocol' | 'number'): void
}

/** Which frame comes next, and what a frame, a beginning and an end say. */
function openLink(note: (event: LinkEvent) => void, answer: (byte: number) => void): Link {
  let open = false
  let expected = 1
  let taken = -1
  let inRecord = false
  const refuse: Link['refuse'] = why => {
    note({ kind: 'refused', why })
    answer(NAK)
  }
  const end: Link['end'] = complete => {
    if (open) note({ kind: 'ended', complete: complete && !inRecord })
    open = false
  }
  return {
    isOpen: () => open,
    refuse,
    end,
    begin: number => {
      end(false)
      open = true
      expected = number
      taken = -1
      inRecord = false
      note({ kind: 'began' })
    },
    take: ({ number, text, last }) => {
      // A frame that is here already comes again when the sender did not hear our ACK.
      if (number !== expected && number !== taken) return refuse('number')
      if (number === expected) {
        taken = number
        expected = (number + 1) % 8
        inRecord = !last
        note({ kind: 'text', text, last })
      }
      answer(ACK)
    },
  }
}

/**
 * The receiving half of the link (LIS1-A §6), for a meter over HID and an analyser over a line or socket alike. With
 * `tolerant`, frames are also taken where no ENQ came before: some meters begin in the middle.
 */
export function openAstmReceiver({ tolerant = false } = {}): AstmReceiver {
  let frame: number[] | undefined
  let reply: number[] = []
  let events: LinkEvent[] = []
  const note = (event: LinkEvent): unknown => events.push(event)
  const link = openLink(note, byte => reply.push(byte))
  const judge = (bytes: readonly number[]): void => {
    try {
      const read = readFrame(Uint8Array.from(bytes))
      if (!link.isOpen()) link.begin(read.number)
      link.take(read)
    } catch (error) {
      link.refuse(whyOf(error))
    }
  }
  const hearOutside = (byte: number): void => {
    if (byte === ENQ) {
      link.begin(1)
      reply.push(ACK)
    } else if (byte === STX && (link.isOpen() || tolerant)) frame = [STX]
    else if (byte === EOT) link.end(true)
  }
  const hearInside = (byte: number, inside: number[]): void => {
    // None of these may stand in a frame: it was cut off.
    if (byte === STX || byte === ENQ || byte === EOT) {
      frame = undefined
      note({ kind: 'refused', why: 'protocol' })
      return hearOutside(byte)
    }
    inside.push(byte)
    if (byte !== LF && inside.length <= mostText + 7) return
    frame = undefined
    judge(inside)
  }
  return {
    hear: bytes => {
      reply = []
      events = []
      for (const byte of bytes) {
        if (frame) hearInside(byte, frame)
        else hearOutside(byte)
      }
      return { reply: Uint8Array.from(reply), events }
    },
    silence: () => {
      events = []
      frame = undefined
      link.end(false)
      return events
    },
  }
}
