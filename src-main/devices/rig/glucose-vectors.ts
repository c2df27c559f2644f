import { readFileSync } from 'node:fs'
import { clockLineOf } from '../drivers/freestyle/index.ts'
import { lineSumOf, ultraLineOf, ultraSerialOf } from '../drivers/onetouch/lines.ts'
import { easyBytes, openEasyFramer, packetCrcOf } from '../drivers/onetouch/packets.ts'
import { kernFrameOf } from '../drivers/scales/lines.ts'
import { openLines } from '../drivers/serial-text.ts'
import { type TaidocFrame, taidocBytes, taidocTimeOf } from '../drivers/taidoc/frames.ts'
import type { Checked } from './astm-vectors.ts'
import { vectorFiles } from './vectors.ts'

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const read = <T>(pattern: RegExp): readonly T[] =>
  vectorFiles('glucose', pattern).map(file => JSON.parse(readFileSync(file, 'utf8')) as T)

/** TaiDoc packets and times beside what others expect. */
export function taidocChecks(): readonly Checked[] {
  type File = {
    packets: readonly { command: number; hex: string }[]
    dateTimes: readonly { hex: string; time: string }[]
  }
  return read<File>(/^taidoc.*\.json$/).flatMap(({ packets, dateTimes }) => [
    ...packets.map(({ command, hex }) => ({ name: `packet ${hex}`, got: hexOf(taidocBytes(command)), want: hex })),
    ...dateTimes.map(({ hex, time }) => ({
      name: `time ${hex}`,
      got: taidocTimeOf([...bytesOf(hex)] as unknown as TaidocFrame['data'])?.slice(0, 16),
      want: time,
    })),
  ])
}

/** A line is refused by its sum, or because it is no answer to what was asked. */
const isRefused = (line: string): boolean => {
  const answer = ultraLineOf(line.replace(/\r$/, ''))
  return 'wrong' in answer || ultraSerialOf(answer.text) === undefined
}

/** OneTouch sums, lines, checksums and packets beside what others expect. */
export function onetouchChecks(): readonly Checked[] {
  type File = {
    ultra2_checksum16: readonly { text: string; sum: string }[]
    ultra2_invalid: readonly { line: string; error: string }[]
    ultraEasy_crcCcitt: readonly { hex: string; crc: string }[]
    ultraEasy_packets: readonly { what: string; hex: string }[]
  }
  return read<File>(/^onetouch.*\.json$/).flatMap(file => [
    ...file.ultra2_checksum16.map(({ text, sum }) => ({
      name: `sum of ${text}`,
      got: lineSumOf(text).toString(16).padStart(4, '0'),
      want: sum.toLowerCase(),
    })),
    ...file.ultra2_invalid.map(({ line, error }) => ({ name: `refused, ${error}`, got: isRefused(line), want: true })),
    ...file.ultraEasy_crcCcitt.map(({ hex, crc }) => ({
      name: `CRC of ${hex}`,
      got: packetCrcOf(bytesOf(hex)).toString(16).padStart(4, '0'),
      want: crc.toLowerCase(),
    })),
    ...file.ultraEasy_packets.map(({ what, hex }) => ({
      name: `packet ${what}`,
      got: openEasyFramer()(bytesOf(hex)).map(packet => hexOf(easyBytes(packet))),
      want: [hex],
    })),
  ])
}

/** FreeStyle clocks beside what others expect. */
export function freestyleChecks(): readonly Checked[] {
  type File = { clock: readonly { line: string; time: string }[]; invalid: readonly string[] }
  return read<File>(/^freestyle.*\.json$/).flatMap(({ clock, invalid }) => [
    ...clock.map(({ line, time }) => ({ name: `clock ${line}`, got: clockLineOf(line), want: time })),
    ...invalid.map(line => ({ name: `no clock ${line}`, got: clockLineOf(line), want: undefined })),
  ])
}

interface KernCapture {
  readonly capture: string
  readonly hex: string
  readonly frames: readonly {
    readonly value: number
    readonly unit: string
    readonly limit: string
    readonly status: string
  }[]
}

/** Every frame of the captures of a KERN scale beside its value, unit and status. */
export const kernChecks = (): readonly Checked[] =>
  vectorFiles('kern', /\.json$/).flatMap(file => {
    const { captures } = JSON.parse(readFileSync(file, 'utf8')) as { captures: readonly KernCapture[] }
    return captures.map(({ capture, hex, frames }) => ({
      name: capture,
      got: openLines()(bytesOf(hex))
        .flatMap(line => kernFrameOf(line) ?? [])
        .map(({ value, unit, limit, status }) => ({ value: Number(value), unit, limit, status })),
      want: frames.map(({ value, unit, limit, status }) => ({ value, unit, limit, status })),
    }))
  })
