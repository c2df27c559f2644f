import { type Frame, isFirst } from './frames.ts'

/** Three times a second: 25 frames, the first marked (data formats 2 and 7, Nonin 6470-000 and OEM III). Absent: the device does not know. */
export interface NoninPacket {
  readonly hr?: number
  readonly hrD?: number
  readonly eHr?: number
  readonly eHrD?: number
  readonly spo2?: number
  readonly spo2D?: number
  readonly eSpo2?: number
  readonly eSpo2D?: number
  readonly spo2BB?: number
  readonly spo2Fast?: number
  readonly firmwareRevision: number
  readonly lowBattery: boolean
  readonly smartPoint: boolean
}

export const framesInPacket = 25
/** All nine bits set: no pulse; all seven: no saturation. */
const noPulse = 511
const noSaturation = 127

/** What 25 frames say. Byte `n` of the document is the float of frame `n`, counted from 1. */
export function packetOf(frames: readonly Frame[]): NoninPacket {
  const float = (number: number): number => frames[number - 1]?.float ?? 0
  const pulse = (high: number): number | undefined => {
    const value = ((float(high) & 3) << 7) | (float(high + 1) & 0x7f)
    return value === noPulse ? undefined : value
  }
  const saturation = (number: number): number | undefined => {
    const value = float(number) & 0x7f
    return value === noSaturation ? undefined : value
  }
  const numbers = {
    hr: pulse(1),
    hrD: pulse(20),
    eHr: pulse(14),
    eHrD: pulse(22),
    spo2: saturation(3),
    spo2D: saturation(9),
    eSpo2: saturation(16),
    eSpo2D: saturation(17),
    spo2BB: saturation(11),
    spo2Fast: saturation(10),
  }
  return {
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
    firmwareRevision: float(4),
    lowBattery: (float(8) & 1) === 1,
    smartPoint: (float(8) & 0x20) !== 0,
  }
}

/** `lost` where a mark came too early, or none where one was due; `waiting` between packets. */
export type PacketStep = { readonly packet: NoninPacket } | 'lost' | 'waiting'

export interface PacketReader {
  take(frame: Frame): PacketStep
  /** A frame was damaged: what was collected is no packet. */
  damaged(): void
}

export function openPacketReader(): PacketReader {
  let frames: Frame[] = []
  return {
    damaged: () => {
      frames = []
    },
    take: frame => {
      if (isFirst(frame)) {
        const early = frames.length > 0
        frames = [frame]
        return early ? 'lost' : 'waiting'
      }
      if (frames.length === 0) return 'lost'
      frames.push(frame)
      if (frames.length < framesInPacket) return 'waiting'
      const packet = packetOf(frames)
      frames = []
      return { packet }
    },
  }
}

/** Words of a status byte; the 9560 and the OEM III differ only in what no clinician sees. */
export const wordsOf = (status: number): readonly string[] => [
  ...((status & 0x40) === 0 ? [] : ['probe-off']),
  ...((status & 0x20) === 0 ? [] : ['artifact']),
  ...((status & 0x10) === 0 ? [] : ['out-of-track']),
  ...((status & 0x08) === 0 ? [] : ['sensor-fault']),
]

const perfusions = ['none', 'green', 'red', 'yellow'] as const
/** How well the sensor sees blood move: bits 2 and 1. */
export const perfusionOf = (status: number): (typeof perfusions)[number] => perfusions[(status >> 1) & 3] ?? 'none'
