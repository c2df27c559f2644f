import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Tape } from '../../tape.ts'
import type { SerialWire } from '../../wire.ts'
import { type Inbox, openInbox } from '../inbox.ts'
import { commandBytes, openV7Framer, type Packet } from './v7.ts'

export const codes = {
  startLive: 0xa1,
  stopLive: 0xa2,
  segmentCount: 0xa3,
  segmentLength: 0xa4,
  segmentStart: 0xa5,
  send: 0xa6,
  stopSending: 0xa7,
  identity: 0xaa,
  userCount: 0xad,
  connected: 0xaf,
  setTime: 0xb1,
  setDate: 0xb2,
} as const

/** What one command was answered. */
export interface Ask {
  readonly code: number
  readonly args: readonly number[]
  readonly packets: readonly Packet[]
}

/** The types of packets that answer a command; others are left over from something else. */
const answers: Readonly<Record<number, readonly number[]>> = {
  [codes.stopLive]: [0x0c],
  [codes.segmentCount]: [0x0a],
  [codes.segmentLength]: [0x08],
  [codes.segmentStart]: [0x07, 0x12],
  [codes.send]: [0x09, 0x0f],
  [codes.identity]: [0x04],
  [codes.userCount]: [0x10],
  [codes.setTime]: [0x0b],
  [codes.setDate]: [0x0b],
}

const most = 4
/** The document gives a device a second for its answer. */
const answerMs = 900

/**
 * The protocol has no checksum: what two asks in a row were answered alike is taken as said. Undefined where the last two of these
 * asks differ or there are no two.
 */
export function agreedOf(asks: readonly Ask[]): Ask | undefined {
  const [before, last] = asks.slice(-2)
  return before && last && last.packets.length > 0 && isDeepStrictEqual(before.packets, last.packets) ? last : undefined
}

export interface Question {
  readonly code: number
  readonly args?: readonly number[]
  /** How many answering packets make a whole. */
  readonly packets: number
}

export interface Talk {
  readonly inbox: Inbox<Packet>
  /** Asks until two answers in a row agree. Rejects devices.noAnswer, devices.checksum. */
  agreed(question: Question): Promise<Ask>
  /** One ask, whatever comes of it. */
  once(question: Question): Promise<Ask>
}

export function openTalk(wire: SerialWire, context: Context): Talk {
  const framer = openV7Framer()
  const inbox = openInbox(wire, context, framer.hear)
  const once = async ({ code, args = [], packets }: Question): Promise<Ask> => {
    await inbox.send(commandBytes(code, ...args))
    const got: Packet[] = []
    while (got.length < packets) {
      const packet = await inbox.next(answerMs)
      if (!packet) break
      if (answers[code]?.includes(packet.type)) {
        got.push(packet)
        // Two bytes are a packet by chance too often to be a sign of life.
        if (packet.data.length > 0) inbox.heard()
      }
      // The device says that it is at the end of what it has.
      else if (code === codes.send && packet.type === 0x0c) break
    }
    return { code, args, packets: got }
  }
  return {
    inbox,
    once,
    agreed: async question => {
      const asks: Ask[] = []
      let silent = 0
      for (let turn = 0; turn < most; turn += 1) {
        const ask = await once(question)
        if (ask.packets.length === 0) silent += 1
        if (silent >= 2) throw new DeviceError('devices.noAnswer', `command ${question.code.toString(16)}`)
        asks.push(ask)
        const agreed = agreedOf(asks)
        if (agreed) return agreed
      }
      throw new DeviceError('devices.checksum', `command ${question.code.toString(16)}`)
    },
  }
}

/** The asks on a tape, each with the packets that answered it. */
export function asksOf(tape: Tape): { readonly asks: readonly Ask[]; readonly skipped: number } {
  const [inward, outward] = [openV7Framer(), openV7Framer()]
  const asks: { code: number; args: number[]; packets: Packet[] }[] = []
  for (const { way, bytes } of tape.entries) {
    if (way === 'out') {
      for (const { data } of outward.hear(bytes))
        asks.push({ code: data[0] ?? 0, args: [...data.subarray(1)], packets: [] })
      continue
    }
    for (const packet of inward.hear(bytes)) {
      const last = asks.at(-1)
      if (last && answers[last.code]?.includes(packet.type)) last.packets.push(packet)
    }
  }
  return { asks, skipped: inward.skipped() }
}
