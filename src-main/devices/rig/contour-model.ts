import type { PlugIn } from './model.ts'

export interface ContourMake {
  /** Result records as the meter words them. */
  readonly results: readonly string[]
  readonly header?: string
  /** Damages every n-th frame the first time it is sent. */
  readonly damageEvery?: number
  readonly damageAlways?: boolean
  readonly unplugAfter?: number
  readonly silent?: boolean
}

const header = 'H|\\^&||x1|Bayer7390^01.24\\01.04\\09.02.20^7390-1234567^7403-|A=1^U=0^V=10600|3||||||1|202603011200'
const bytesOf = (text: string): number[] => [...Buffer.from(text, 'latin1')]

/** A meter of the Contour family in its data mode: a lead-in with its header, then one record a frame, each sent again at NAK. */
export const contourModel =
  (make: ContourMake): PlugIn =>
  stage => {
    const records = [make.header ?? header, 'P|1', ...make.results, 'L|1||N']
    let at = -1
    let said = 0
    const damaged = new Set<number>()
    const sayBytes = (bytes: readonly number[]): void => {
      for (let from = 0, turn = 1; from < bytes.length; from += 60, turn += 1) {
        const piece = bytes.slice(from, from + 60)
        const report = new Uint8Array(64)
        report.set([0x41, 0x42, 0x43, piece.length, ...piece])
        stage.after(turn * 2, () => {
          said += 1
          if (make.unplugAfter !== undefined && said > make.unplugAfter) stage.unplug()
          else stage.say(report)
        })
      }
    }
    const frame = (number: number): number[] => {
      const text = [0x30 + ((number + 1) % 8), ...bytesOf(records[number] ?? ''), 13, 0x17]
      const sum = text.reduce((total, byte) => total + byte, 0) % 256
      const hex = sum.toString(16).toUpperCase().padStart(2, '0')
      const hurt = make.damageAlways || (make.damageEvery && number % make.damageEvery === 1 && !damaged.has(number))
      damaged.add(number)
      return [2, ...text.map((byte, place) => (hurt && place === 2 ? byte ^ 1 : byte)), ...bytesOf(hex), 13, 10]
    }
    const hearByte = (byte: number): void => {
      if (byte === 4) {
        at = -1
        // The lead-in: the end of what was, the header, and the wish to speak.
        sayBytes([4, ...frame(0), 5])
      } else if (byte === 5) sayBytes([6])
      else if (byte === 21 && at >= 0) sayBytes(frame(at))
      else if (byte === 6) {
        at += 1
        sayBytes(at < records.length ? frame(at) : [4])
      }
    }
    return {
      hear: report => {
        if (make.silent) return
        for (const byte of report.subarray(5, 5 + (report[4] ?? 0))) hearByte(byte)
      },
    }
  }
