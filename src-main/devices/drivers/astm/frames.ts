import { DeviceError } from '../../errors.ts'

/** Link characters (CLSI LIS1-A, once ASTM E1381). */
export const STX = 0x02
export const ETX = 0x03
export const EOT = 0x04
export const ENQ = 0x05
export const ACK = 0x06
export const LF = 0x0a
export const CR = 0x0d
export const NAK = 0x15
export const ETB = 0x17

/** LIS1-A allows this much text in one frame; E1381 once allowed 240, which is what we send. */
export const mostText = 63_993
const sentText = 240

export interface Frame {
  /** 0 to 7. The first of a message is 1. */
  readonly number: number
  readonly text: string
  /** False when the record goes on in the next frame (ETB). */
  readonly last: boolean
}

/** Two hexadecimal digits of the sum from the frame's number through ETX or ETB (LIS1-A §6.3). */
export function checksumOf(bytes: Uint8Array): string {
  const sum = bytes.reduce((total, byte) => (total + byte) & 255, 0)
  return sum.toString(16).toUpperCase().padStart(2, '0')
}

/** One frame as bytes: STX, number, text, ETX or ETB, checksum, CR, LF. */
export function frameOf({ number, text, last }: Frame): Uint8Array {
  const inner = Uint8Array.from([0x30 + number, ...Buffer.from(text, 'latin1'), last ? ETX : ETB])
  return Uint8Array.from([STX, ...inner, ...Buffer.from(checksumOf(inner), 'latin1'), CR, LF])
}

/** Text may not hold what steers the link, nor other control characters but CR (LIS1-A §6.6). */
const isText = (bytes: Uint8Array): boolean => bytes.every(byte => byte >= 0x20 || byte === CR || byte === 0x09)

const damaged = (): DeviceError => new DeviceError('devices.protocol', 'astm frame')

/** What stands between the outer marks, with the checksum that was sent for it. */
function innerOf(bytes: Uint8Array): { inner: Uint8Array; stated: string } {
  const { length } = bytes
  if (length < 7 || bytes[0] !== STX || bytes[length - 2] !== CR || bytes[length - 1] !== LF) throw damaged()
  const stated = Buffer.from(bytes.subarray(length - 4, length - 2)).toString('latin1')
  return { inner: bytes.subarray(1, length - 4), stated }
}

/** Reads one whole frame. Throws devices.checksum or devices.protocol. */
export function readFrame(bytes: Uint8Array): Frame {
  const { inner, stated } = innerOf(bytes)
  const end = inner.at(-1)
  const number = (inner[0] ?? 0) - 0x30
  if (end !== ETX && end !== ETB) throw damaged()
  if (checksumOf(inner) !== stated) throw new DeviceError('devices.checksum', 'astm frame')
  const text = inner.subarray(1, -1)
  if (number < 0 || number > 7 || text.length > mostText || !isText(text)) throw damaged()
  return { number, text: Buffer.from(text).toString('latin1'), last: end === ETX }
}

/** Records, each with its CR, as the frames that carry them: one record begins a frame, and long ones go on in the next. */
export function framesOf(records: readonly string[]): readonly Uint8Array[] {
  const frames: Uint8Array[] = []
  for (const record of records) {
    const text = `${record}\r`
    for (let at = 0; at < text.length; at += sentText) {
      const last = at + sentText >= text.length
      frames.push(frameOf({ number: (frames.length + 1) % 8, text: text.slice(at, at + sentText), last }))
    }
  }
  return frames
}
