import { deviceTimeOf } from '../oximetry.ts'

/** The eight bytes of a command or an answer: start, command, four bytes, `A3` to the device or `A5` from it, and their sum. */
export interface TaidocFrame {
  readonly command: number
  readonly data: readonly [number, number, number, number]
}

export const commands = {
  enter: 0x22,
  clock: 0x23,
  model: 0x24,
  recordTime: 0x25,
  recordValue: 0x26,
  serialLow: 0x27,
  serialHigh: 0x28,
  count: 0x2b,
  setClock: 0x33,
} as const

const sumOf = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum + byte, 0) & 0xff

/** A command as bytes. */
export function taidocBytes(command: number, data: readonly number[] = []): Uint8Array {
  const body = [0x51, command, data[0] ?? 0, data[1] ?? 0, data[2] ?? 0, data[3] ?? 0, 0xa3]
  return Uint8Array.from([...body, sumOf(body)])
}

/** Cuts a stream into answers; what is none is skipped byte by byte. Our own commands, on a line with echo, end in another byte. */
export function openTaidocFramer(): (bytes: Uint8Array) => readonly TaidocFrame[] {
  let held: number[] = []
  return bytes => {
    const frames: TaidocFrame[] = []
    held.push(...bytes)
    while (held.length >= 8) {
      const frame = held.slice(0, 8)
      const isFrame = frame[0] === 0x51 && frame[6] === 0xa5 && sumOf(frame.slice(0, 7)) === frame[7]
      if (isFrame) {
        const [, command = 0, ...data] = frame.slice(0, 6)
        frames.push({ command, data: data as unknown as TaidocFrame['data'] })
      }
      held = held.slice(isFrame ? 8 : 1)
    }
    return frames
  }
}

/** Date in 16 bits (year from 2000, month, day), then minute and hour; the upper bits of both are flags. Undefined where it is no time. */
export function taidocTimeOf([low, high, minute, hour]: TaidocFrame['data']): string | undefined {
  const date = low | (high << 8)
  return deviceTimeOf([2000 + (date >> 9), (date >> 5) & 15, date & 31, hour & 31, minute & 63, 0])
}

/** A time as the device takes it; it keeps no seconds. */
export function taidocTimeBytes(at: string): readonly number[] {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = at.split(/\D/).map(Number)
  const date = ((year - 2000) << 9) | (month << 5) | day
  return [date & 0xff, date >> 8, minute, hour]
}
