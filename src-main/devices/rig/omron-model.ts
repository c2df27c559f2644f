import type { PlugIn } from './model.ts'

export interface OmronMake {
  /** Thirteen bytes each, index 0 the newest: YY MM DD hh mm ss 00 00 SYS DIA PULSE 00 00. */
  readonly readings: readonly (readonly number[])[]
  /** Answers `NO` to every n-th command first. */
  readonly noEvery?: number
  /** Damages one byte of the n-th answer. */
  readonly damageAt?: number
  readonly damageAlways?: boolean
  /** Pulls its own plug after so many reports were said. */
  readonly unplugAfter?: number
  readonly silent?: boolean
}

const lengths: Readonly<Record<string, number>> = { VER: 5, PRF: 5, SRL: 5, GDC: 8, GME: 8, GMA: 9, GEA: 9, END: 5 }
const text = (value: string): number[] => [...Buffer.from(value, 'latin1')]
const sealed = (data: readonly number[]): number[] => [
  0x4f,
  0x4b,
  0,
  ...data,
  data.reduce((sum, byte) => sum ^ byte, 0),
]

/** A monitor of the HEM-790IT family, from the captures: handshakes, residue behind the count, `NO` at times. */
export const omronModel =
  (make: OmronMake): PlugIn =>
  stage => {
    let heard: number[] = []
    let zeros = 0
    let answers = 0
    let said = 0
    let residue = [0, 0, 0, 0, 0, 0, 0]
    const sayBytes = (bytes: readonly number[]): void => {
      for (let at = 0, turn = 1; at < bytes.length; at += 7, turn += 1) {
        const piece = bytes.slice(at, at + 7)
        residue = [...piece, ...residue.slice(piece.length)]
        const report = Uint8Array.from([piece.length, ...residue])
        stage.after(turn * 15, () => {
          said += 1
          if (make.unplugAfter !== undefined && said > make.unplugAfter) stage.unplug()
          else stage.say(report)
        })
      }
    }
    const answerOf = (name: string, args: readonly number[]): number[] | undefined => {
      if (name === 'VER') return sealed(text('M7080IT 207'))
      if (name === 'PRF') return sealed(text('0010100000'))
      if (name === 'SRL') return sealed([6, 0, 0, 0, 0, 0, 1])
      if (name === 'GDC') return sealed([0, 20, 0, make.readings.length])
      if (name === 'END') return text('OK')
      const reading = name === 'GME' ? make.readings[args[3] ?? 0] : [0x80, 0, 0, 0, 0, 0, 0]
      return reading && sealed(reading)
    }
    const answer = (bytes: readonly number[]): void => {
      answers += 1
      if (make.noEvery && answers % make.noEvery === 0) return sayBytes(text('NO'))
      const reply = answerOf(String.fromCharCode(...bytes.slice(0, 3)), bytes.slice(3))
      if (!reply) return sayBytes(text('NO'))
      const damaged = make.damageAlways || answers === make.damageAt
      sayBytes(damaged ? reply.map((byte, at) => (at === 3 ? byte ^ 0x10 : byte)) : reply)
    }
    const shake = (bytes: readonly number[]): void => {
      zeros = bytes.length === 7 ? zeros + 1 : 0
      if (bytes.length === 2) sayBytes(text('OK'))
    }
    return {
      hear: (report, channel) => {
        if (make.silent || channel === 1) return
        const bytes = [...report.subarray(2, 2 + (report[1] ?? 0))]
        if (heard.length === 0 && bytes.every(byte => byte === 0)) return shake(bytes)
        heard.push(...bytes)
        const length = lengths[String.fromCharCode(...heard.slice(0, 3))]
        if (length === undefined || heard.length > length) heard = []
        else if (heard.length === length) {
          answer(heard)
          heard = []
        }
      },
    }
  }
