import { chanceOf } from './chance.ts'
import type { PlugIn, Stage } from './model.ts'

/** What may go wrong with any model on a serial line. */
export interface SerialFaults {
  readonly silent?: boolean
  readonly echo?: boolean
  /** What becomes of the bytes on their way. */
  readonly damage?: (bytes: Uint8Array) => Uint8Array
  /** Pulls its own plug after so many messages. */
  readonly unplugAfter?: number
}

/** A model that says something for what it hears, with the faults of a line between. */
export const answering =
  (
    faults: SerialFaults,
    life: (stage: Stage, say: (bytes: Uint8Array) => void) => (bytes: Uint8Array) => void,
  ): PlugIn =>
  stage => {
    let said = 0
    const hear = life(stage, bytes => {
      if (faults.silent) return
      said += 1
      if (faults.unplugAfter !== undefined && said > faults.unplugAfter) return stage.unplug()
      stage.say(faults.damage?.(bytes) ?? bytes)
    })
    return {
      hear: bytes => {
        if (faults.echo) stage.say(bytes)
        hear(bytes)
      },
    }
  }

const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))

export interface ScaleMake extends SerialFaults {
  /** What stands on the display, line by line, for so many lines each. */
  readonly shown: readonly (readonly [line: string, times: number])[]
  /** Speaks only when it is asked. */
  readonly onRequest?: boolean
}

/** A scale that sends its display again and again, or when asked; the lines are given, as a capture would. */
export const scaleModel = (make: ScaleMake): PlugIn =>
  answering(make, (stage, say) => {
    const lines = make.shown.flatMap(([line, times]) => Array.from({ length: times }, () => line))
    const next = (): void => {
      const line = lines.shift()
      if (line !== undefined) say(ascii(line))
    }
    const run = (): void => {
      next()
      if (lines.length > 0) stage.after(120, run)
    }
    if (!make.onRequest) stage.after(50, run)
    return bytes => {
      if (make.onRequest && Buffer.from(bytes).includes('W')) stage.after(20, next)
    }
  })

export interface TaidocMake extends SerialFaults {
  /** BCD, as TD-4277 is 0x4277. */
  readonly model: number
  /** Four bytes of time and four of value each. */
  readonly records: readonly { readonly time: readonly number[]; readonly value: readonly number[] }[]
  /** The first command only wakes it. */
  readonly asleep?: boolean
}

const low = (value: number): number => value & 0xff
const high = (value: number): number => (value >> 8) & 0xff

/** A TaiDoc meter, from the published tables of its protocol. */
export const taidocModel = (make: TaidocMake): PlugIn =>
  answering(make, (stage, say) => {
    let asleep = make.asleep === true
    const answers: Readonly<Record<number, (record: number) => readonly number[]>> = {
      0x22: () => [0, 0, 0, 0],
      0x23: () => [0x61, 0x34, 0, 12],
      0x24: () => [low(make.model), high(make.model), 0, 0],
      0x25: record => make.records[record]?.time ?? [0, 0, 0, 0],
      0x26: record => make.records[record]?.value ?? [0, 0, 0, 0],
      0x27: () => [0x78, 0x56, 0x34, 0x12],
      0x28: () => [0, 0, 0x42, 0x42],
      0x2b: () => [low(make.records.length), high(make.records.length), 0, 0],
      0x33: () => [0, 0, 0, 0],
    }
    return bytes => {
      if (bytes.length !== 8 || bytes[6] !== 0xa3) return
      if (asleep) {
        asleep = false
        return
      }
      const [, command = 0, first = 0, second = 0] = bytes
      const data = answers[command]?.(first + second * 256)
      if (!data) return
      const body = [0x51, command, ...data, 0xa5]
      stage.after(15, () => say(Uint8Array.from([...body, low(body.reduce((sum, byte) => sum + byte, 0))])))
    }
  })

export interface UltraMake extends SerialFaults {
  readonly serial: string
  readonly records: readonly string[]
}

const summed = (text: string): Uint8Array => {
  const sum = ascii(text).reduce((total, letter) => total + letter, 0) & 0xffff
  return ascii(`${text} ${sum.toString(16).padStart(4, '0').toUpperCase()}\r\n`)
}

/** A OneTouch Ultra2, from the published description of its lines. */
export const ultraModel = (make: UltraMake): PlugIn =>
  answering(make, (stage, say) => {
    const dump = (): void => {
      say(summed(`P ${String(make.records.length).padStart(3, '0')},"${make.serial}","MG/DL "`))
      for (const record of make.records) say(summed(record))
    }
    return bytes => {
      const text = Buffer.from(bytes).toString('latin1')
      if (text.endsWith('DM@')) stage.after(20, () => say(summed(`@ "${make.serial}"`)))
      if (text.endsWith('DMP')) stage.after(20, dump)
    }
  })

export interface EasyMake extends SerialFaults {
  readonly serial: string
  /** Seconds since 1970 by its clock, and mg/dL. */
  readonly records: readonly (readonly [seconds: number, value: number])[]
}

/** CRC by long division, bit by bit: not the codec's own loop. */
function remainder(bytes: readonly number[]): number {
  let register = 0xffff
  for (const byte of bytes)
    for (let bit = 7; bit >= 0; bit -= 1) {
      const top = ((register >> 15) & 1) ^ ((byte >> bit) & 1)
      register = (register * 2) & 0xffff
      if (top === 1) register ^= 0x1021
    }
  return register
}

const little = (value: number): readonly number[] => [0, 8, 16, 24].map(shift => (value >>> shift) & 0xff)

/** A OneTouch UltraEasy, from the published description of its packets. */
export const easyModel = (make: EasyMake): PlugIn =>
  answering(make, (stage, say) => {
    const send = (linkBits: number, data: readonly number[]): void => {
      const body = [2, data.length + 6, linkBits, ...data, 3]
      const crc = remainder(body)
      say(Uint8Array.from([...body, low(crc), high(crc)]))
    }
    const answerTo = (data: readonly number[]): readonly number[] => {
      const record = (data[2] ?? 0) + (data[3] ?? 0) * 256
      if (data[1] === 0x0b) return [5, 6, ...ascii(make.serial)]
      if (data[1] === 0x20) return [5, 6, ...little(Date.UTC(2026, 2, 1, 12, 0, 5) / 1000)]
      if (record === 0x1f5) return [5, 0x0f, low(make.records.length), high(make.records.length)]
      const [seconds = 0, value = 0] = make.records[record] ?? []
      return [5, 6, ...little(seconds), ...little(value)]
    }
    return bytes => {
      const [start, length = 0, linkBits = 0] = bytes
      if (
        start !== 2 ||
        bytes.length !== length ||
        remainder([...bytes.subarray(0, length - 2)]) !== (bytes[length - 2] ?? 0) + (bytes[length - 1] ?? 0) * 256
      )
        return
      if ((linkBits & 8) !== 0) return send(0x0c, [])
      if ((linkBits & 4) !== 0) return
      const data = [...bytes.subarray(3, length - 3)]
      stage.after(10, () => {
        send(linkBits | 4, [])
        send(linkBits, answerTo(data))
      })
    }
  })

export interface FreestyleMake extends SerialFaults {
  readonly records: readonly string[]
}

/** A FreeStyle Optium: its whole memory as text, whenever it is asked. */
export const freestyleModel = (make: FreestyleMake): PlugIn =>
  answering(make, (stage, say) => {
    const lines = ['Clock:\tMar  01 2026\t12:00:00', '', ...make.records, '0x1234  END']
    return bytes => {
      if (Buffer.from(bytes).includes('$xmem')) stage.after(20, () => lines.forEach(line => say(ascii(`${line}\r\n`))))
    }
  })

/** Bytes of any kind without an end, as a device of another family on the same cable would send. */
export const babbler =
  (seed: number): PlugIn =>
  stage => {
    const chance = chanceOf(seed)
    const babble = (): void => {
      stage.say(Uint8Array.from({ length: 64 }, () => Math.floor(chance() * 256)))
      stage.after(6, babble)
    }
    stage.after(1, babble)
    return { hear: () => {} }
  }
