import { createHash } from 'node:crypto'
import type { Context, Decoded } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Entry, Tape } from '../../tape.ts'
import type { SerialWire } from '../../wire.ts'
import { openInbox } from '../inbox.ts'
import { lowestOfMinutes, type Second } from '../oximetry.ts'
import { storedPointOf } from './old.ts'

const ask = Uint8Array.from([0xf5, 0xf5])
const stop = Uint8Array.from([0xf6, 0xf6, 0xf6])
const headers = [0xf2, 0x80, 0x00, 0xf2, 0x80, 0x00, 0xf2, 0x80, 0x00]
/** The memory of the family is a day. */
const longestBytes = 3 * 86_400

interface Recording {
  readonly bytes: Uint8Array
  readonly whole: boolean
}

/**
 * Finds one recording in what came after it was asked for: three headers, its length, its points. The live stream may still run
 * before it. Undefined while the length is not there.
 */
export function recordingOf(bytes: Uint8Array): Recording | undefined {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(Uint8Array.from(headers))
  if (at < 0 || bytes.length < at + 12) return undefined
  const [a = 0, b = 0, c = 0] = bytes.subarray(at + 9, at + 12)
  const length = (((a & 0x7f) << 14) | ((b & 0x7f) << 7) | (c & 0x7f)) + 1
  const points = bytes.subarray(at + 12, at + 12 + length)
  return { bytes: points, whole: points.length === length && length <= longestBytes }
}

const joined = (pieces: readonly Uint8Array[]): Uint8Array => Buffer.concat(pieces)

/** One transfer, from the question to the last point. */
async function transfer(wire: SerialWire, context: Context): Promise<Recording | undefined> {
  const pieces: Uint8Array[] = []
  let size = 0
  const inbox = openInbox(wire, context, bytes => [bytes])
  await inbox.send(ask)
  for (let recording: Recording | undefined; size < 2 * longestBytes; recording = recordingOf(joined(pieces))) {
    if (recording?.whole) return recording
    // Points come only behind the headers: until these are there, whatever comes is the live stream or noise.
    if (recording) inbox.heard()
    const piece = await inbox.next(1200)
    if (!piece) return recording
    pieces.push(piece)
    size += piece.length
    context.progress({ done: size, unit: 'bytes' })
  }
  throw new DeviceError('devices.protocol', 'babble')
}

/** Asks for the recording until two transfers in a row are the same: the protocol has no checksum. */
export async function fetchOldStored(wire: SerialWire, context: Context): Promise<void> {
  let before: Recording | undefined
  for (let turn = 0; turn < 4; turn += 1) {
    const now = await transfer(wire, context)
    await wire.write(stop, { timeoutMs: 1000, signal: context.signal })
    if (!now && turn > 0 && !before) throw new DeviceError('devices.noAnswer', 'recording')
    if (before?.whole && now?.whole && Buffer.compare(before.bytes, now.bytes) === 0) return
    before = now
    await context.pause(200)
  }
  throw new DeviceError('devices.checksum', 'recording')
}

/** What came in between one question and the next, and when the last of it came. */
function transfersOf(tape: Tape): readonly { readonly recording: Recording | undefined; readonly endUs: number }[] {
  const runs: Entry[][] = []
  for (const entry of tape.entries) {
    if (entry.way === 'out') {
      if (entry.bytes[0] === ask[0]) runs.push([])
    } else runs.at(-1)?.push(entry)
  }
  return runs.map(run => ({
    recording: recordingOf(joined(run.map(({ bytes }) => bytes))),
    endUs: run.at(-1)?.atUs ?? 0,
  }))
}

function secondsOf(bytes: Uint8Array): { readonly seconds: readonly Second[]; readonly wrong: number } {
  let wrong = 0
  const seconds: Second[] = []
  for (let at = 0; at + 3 <= bytes.length; at += 3) {
    const point = storedPointOf(bytes.subarray(at, at + 3))
    if ('error' in point) wrong += 1
    seconds.push(
      'error' in point || point.spo2 === 0 || point.spo2 > 100
        ? {}
        : { spo2: point.spo2, ...(point.pulse === 0 ? {} : { pulse: point.pulse }) },
    )
  }
  return { seconds, wrong }
}

/**
 * The recording as readings. It holds no time: its last second is taken for the moment of the transfer, and says so; what tells
 * its readings apart at the next import is the recording itself.
 */
export function decodeOldStored(tape: Tape): Decoded {
  const device = { maker: 'Contec', model: 'CMS50' }
  const [before, last] = transfersOf(tape).slice(-2)
  const same =
    before?.recording?.whole &&
    last?.recording?.whole &&
    Buffer.compare(before.recording.bytes, last.recording.bytes) === 0
  if (!same || !last.recording) return { device, readings: [], dropped: { checksum: 1 } }
  const { seconds, wrong } = secondsOf(last.recording.bytes)
  const recording = createHash('sha256').update(last.recording.bytes).digest('hex').slice(0, 16)
  const ago = (second: number): number => Math.round(last.endUs - (seconds.length - 1 - second) * 1_000_000)
  const readings = lowestOfMinutes(seconds, second => ({ atUs: ago(second) })).map((reading, at) => ({
    ...reading,
    flags: [...reading.flags, 'estimated-start'],
    mark: `${recording}/${at}`,
  }))
  return { device, readings, dropped: wrong > 0 ? { protocol: wrong } : {} }
}
