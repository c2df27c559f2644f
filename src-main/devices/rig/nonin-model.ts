import type { PlugIn } from './model.ts'

export interface NoninMake {
  /** Stored spot checks, oldest first: when, pulse, saturation. */
  readonly spots: readonly {
    readonly at: readonly [number, number, number, number, number, number]
    readonly pulse: number
    readonly spo2: number
  }[]
  /** What the clock shows: year of two digits, month, day, hour, minute, second. */
  readonly clock?: readonly number[]
  readonly silent?: boolean
  readonly refusing?: boolean
  readonly damage?: (bytes: Uint8Array) => Uint8Array
  /** Sends each spot check again even where it was confirmed. */
  readonly repeats?: boolean
  readonly unplugAfter?: number
}

const bcd = (value: number): number => Math.floor(value / 10) * 16 + (value % 10)

/** A stored spot check, by Nonin's document 6470-000. */
function spotBytes({
  at: [year, month, day, hour, minute, second],
  pulse,
  spo2,
}: NoninMake['spots'][number]): Uint8Array {
  const time = [Math.floor(year / 100), year % 100, month, day, hour, minute, second].map(bcd)
  const data = [...time, 0, 0x02, 0x10, pulse >> 8, pulse & 0xff, 0, spo2]
  const sum = data.reduce((total, byte) => total + byte, 0)
  return Uint8Array.from([0, 2, 0, 0x0d, 0, data.length, ...data, sum & 0xff, 3])
}

/** Twenty-five frames of data format 2 or 7, a third of a second. */
export function packetBytes(format: 2 | 7, { pulse, spo2 }: { pulse: number; spo2: number }, phase = 0): Uint8Array {
  const floats = Array.from({ length: 25 }, () => 0)
  for (const at of [0, 13, 19, 21]) floats.splice(at, 2, (pulse >> 7) & 3, pulse & 0x7f)
  for (const at of [2, 8, 9, 10, 15, 16]) floats[at] = spo2
  floats[3] = 48
  const frames = floats.map((float, at) => {
    const pleth = Math.round(127 + 120 * Math.sin(phase + at / 12))
    const body =
      format === 2 ? [1, 0x80 + (at === 0 ? 1 : 0), pleth, float] : [0x80 + (at === 0 ? 1 : 0), pleth, 0, float]
    return [...body, body.reduce((sum, byte) => sum + byte, 0) & 0xff]
  })
  return Uint8Array.from(frames.flat())
}

/** A Nonin 9560, from its document: formats on request, spot checks that are sent again until they are confirmed. */
export const noninModel =
  (make: NoninMake): PlugIn =>
  stage => {
    let said = 0
    let next = 0
    let again: (() => void) | undefined
    let streaming = 0
    const say = (bytes: Uint8Array): void => {
      said += 1
      if (make.unplugAfter !== undefined && said > make.unplugAfter) return stage.unplug()
      stage.say(make.damage?.(bytes) ?? bytes)
    }
    const sendSpot = (): void => {
      again?.()
      const spot = make.spots[next]
      if (!spot) return
      say(spotBytes(spot))
      again = stage.after(700, sendSpot)
    }
    const stream = (format: 2 | 7 | 8): void => {
      if (streaming !== format) return
      if (format === 8) say(Uint8Array.from([0x80, 61, 98, 0]))
      else say(packetBytes(format, { pulse: 61, spo2: 98 }, stage.nowMs() / 200))
      stage.after(format === 8 ? 1000 : 1000 / 3, () => stream(format))
    }
    const choose = (format: number): void => {
      if (make.refusing) return say(Uint8Array.from([0x15]))
      say(Uint8Array.from([0x06]))
      streaming = format
      if (format === 13) stage.after(30, sendSpot)
      else if (format === 2 || format === 7 || format === 8) stream(format)
    }
    const confirmed = (): void => {
      const spot = make.spots[next]
      if (make.repeats && spot) say(spotBytes(spot))
      next += 1
      again?.()
      again = stage.after(30, sendSpot)
    }
    let clock: readonly number[] = make.clock ?? [26, 3, 1, 12, 0, 0]
    return {
      hear: bytes => {
        if (make.silent) return
        const hex = Buffer.from(bytes).toString('hex')
        if (hex === '06') confirmed()
        else if (hex.startsWith('027206') && !make.refusing) clock = [...bytes.subarray(3, 9)]
        else if (hex === '02720003') stage.after(10, () => say(Uint8Array.from([2, 0xf2, 6, ...clock, 3])))
        else if (hex.startsWith('0274'))
          stage.after(10, () => say(Uint8Array.from([2, 0xf4, 6, ...Buffer.from('N12345'), 3])))
        else if (hex.startsWith('02700202')) stage.after(10, () => choose(bytes[4] ?? 0))
      },
    }
  }
