import type { Listener, Sample } from '../../driver.ts'
import { type Frame, type FrameReader, frameOf, openFrameReader, wideFrameOf } from './frames.ts'
import { type NoninPacket, openPacketReader, wordsOf } from './packet.ts'

/** Format 8 has no checksum: so many well-formed packets in a row must come before one is believed. */
const sureAfter = 4

interface Ear {
  readonly hear: (bytes: Uint8Array) => readonly Sample[]
  /** True once the bytes have proved to be of this format. */
  readonly isSure: () => boolean
}

const numbersOf = (packet: NoninPacket | undefined): Sample => ({
  flags: [],
  ...(packet?.spo2 === undefined || packet.spo2 > 100 ? {} : { spo2: packet.spo2 }),
  ...(packet?.hr === undefined || packet.hr === 0 ? {} : { pulsePerMinute: packet.hr }),
})

/** Formats 2 and 7: 75 points of the wave and three packets a second. */
function openFrameEar(reader: FrameReader, highest: number): Ear {
  const packets = openPacketReader()
  let last: NoninPacket | undefined
  let sure = false
  const take = (frame: Frame): Sample => {
    const step = packets.take(frame)
    if (typeof step === 'object') {
      last = step.packet
      sure = true
    }
    const flags = [...wordsOf(frame.status), ...(last?.lowBattery ? ['low-battery'] : [])]
    return { ...numbersOf(last), pleth: frame.pleth / highest, flags }
  }
  return {
    isSure: () => sure,
    hear: bytes =>
      reader.hear(bytes).flatMap(({ frame }) => {
        if (frame) return [take(frame)]
        packets.damaged()
        return []
      }),
  }
}

/** Words of format 8: which byte, which bit. */
const eighthWords: readonly (readonly [byte: number, bit: number, word: string])[] = [
  [0, 0x20, 'out-of-track'],
  [0, 0x04, 'artifact'],
  [3, 0x08, 'sensor-fault'],
  [3, 0x01, 'low-battery'],
]

/** Four bytes of format 8, once a second; undefined where they are none. */
export function eighthOf(bytes: readonly number[]): Sample | undefined {
  if (bytes.length !== 4 || bytes.some((byte, at) => (byte & 0x80) !== (at === 0 ? 0x80 : 0))) return undefined
  const [status, low, spo2] = bytes as [number, number, number, number]
  const pulse = ((status & 3) << 7) | low
  return {
    flags: eighthWords.flatMap(([byte, bit, word]) => (((bytes[byte] ?? 0) & bit) === 0 ? [] : [word])),
    ...(spo2 <= 100 && { spo2 }),
    ...(pulse > 0 && pulse < 511 && { pulsePerMinute: pulse }),
  }
}

function openEighthEar(): Ear {
  let held: number[] = []
  let inRow = 0
  return {
    isSure: () => inRow >= sureAfter,
    hear: bytes =>
      [...bytes].flatMap(byte => {
        if ((byte & 0x80) !== 0) {
          if (held.length > 0) inRow = 0
          held = [byte]
          return []
        }
        if (held.length === 0) {
          inRow = 0
          return []
        }
        held.push(byte)
        if (held.length < 4) return []
        const sample = eighthOf(held)
        held = []
        inRow += 1
        return sample && inRow >= sureAfter ? [sample] : []
      }),
  }
}

/** Understands formats 2, 7 and 8 and finds out which of them is spoken: an OEM module cannot be told to change. */
export function listenNonin(): Listener {
  const ears = [
    openFrameEar(openFrameReader(frameOf), 255),
    openFrameEar(openFrameReader(wideFrameOf), 65_535),
    openEighthEar(),
  ]
  let chosen: Ear | undefined
  return {
    hear: bytes => {
      if (chosen) return chosen.hear(bytes)
      const heard = ears.map(ear => ear.hear(bytes))
      const at = ears.findIndex(ear => ear.isSure())
      chosen = ears[at]
      return heard[at] ?? []
    },
  }
}
