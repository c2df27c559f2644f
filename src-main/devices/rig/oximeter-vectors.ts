import { readFileSync } from 'node:fs'
import { oldLiveOf, storedPointOf } from '../drivers/contec/old.ts'
import { liveOf, openV7Framer, packetBytes } from '../drivers/contec/v7.ts'
import { frameOf, openFrameReader } from '../drivers/nonin/frames.ts'
import { openPacketReader, perfusionOf } from '../drivers/nonin/packet.ts'
import { askClock, clockBytes, formatBytes, openMessages } from '../drivers/nonin/spot.ts'
import type { Checked } from './astm-vectors.ts'
import { vectorFiles } from './vectors.ts'

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Of what we found, only what the vector speaks of. */
const asked = (got: object, want: object): object =>
  Object.fromEntries(Object.keys(want).map(key => [key, (got as Record<string, unknown>)[key]]))

interface NoninVector {
  readonly name: string
  readonly hex: string
  readonly expected: Readonly<Record<string, unknown>>
}

/** Frames, packets, losses and errors of one stream, in the words of the vectors. */
function heardOf(hex: string) {
  const reader = openFrameReader(frameOf)
  const packets = openPacketReader()
  const found: object[] = []
  const [losses, complete, errors] = [[] as number[], [] as number[], [] as { at: number; why: string }[]]
  const frames: string[] = []
  let waiting: number | undefined
  for (const { frame, wrong } of reader.hear(bytesOf(hex))) {
    if (wrong) errors.push(wrong)
    if (!frame) continue
    const at = frames.length
    const { status, pleth, float } = frame
    frames.push(hexOf(Uint8Array.from([1, status, pleth, float, (1 + status + pleth + float) & 255])))
    const step = packets.take(frame)
    if (step === 'lost') losses.push(at)
    if (step === 'waiting') waiting = at
    if (typeof step === 'object') {
      found.push(step.packet)
      complete.push(at)
    }
  }
  return { packets: found, losses, complete, waiting, errors, frames, skipped: reader.skipped() }
}

/** One frame per five bytes, whatever its checksum: the status vector was made for the layer above. */
const statusesOf = (hex: string): readonly number[] =>
  [...bytesOf(hex)].flatMap((byte, at) => (at % 5 === 1 ? [byte] : []))

function statusFacts(hex: string): object {
  const statuses = statusesOf(hex)
  const frameWith = (bit: number): number => statuses.findIndex(status => (status & 0x80) !== 0 && (status & bit) !== 0)
  return {
    perfusion: statuses.slice(0, 4).map(perfusionOf),
    sensorAlarmFrame: frameWith(0x08),
    outOfTrackFrame: frameWith(0x10),
    artifactFrame: frameWith(0x20),
    sensorDisconnectFrame: frameWith(0x40),
    bit7ClearFrame: statuses.findIndex(status => (status & 0x80) === 0),
  }
}

function noninGot({ hex, expected }: NoninVector): unknown {
  if ('perfusion' in expected) return statusFacts(hex)
  if ('ok' in expected) {
    const frame = frameOf(bytesOf(hex))
    return typeof frame === 'string' ? { ok: false, why: frame } : { ok: true, first: (frame.status & 1) === 1 }
  }
  const { packets, losses, complete, waiting, errors, frames, skipped } = heardOf(hex)
  const [first] = packets
  const wanted = (expected['packets'] as readonly object[] | undefined) ?? [expected]
  return asked(
    {
      ...first,
      packets: packets.map((packet, at) => asked(packet, wanted[at] ?? {})),
      frameLossAtFrames: losses,
      frameLossAtFrame: losses[0],
      packetCompleteAtFrame: complete[0],
      waitingAtFrame: waiting,
      framesFound: frames,
      skippedBytes: skipped,
      errorAtByte: errors[0]?.at,
      why: errors[0]?.why,
    },
    expected,
  )
}

/** The commands of the maker's document, made by us. */
function commandFor(what: string): string {
  if (what.startsWith('set')) return hexOf(clockBytes('2050-12-31T14:30:15'))
  if (what.startsWith('get')) return hexOf(askClock)
  const format = /\d+$/.exec(what)?.[0]
  if (format) return hexOf(formatBytes(Number(format)))
  const [message] = openMessages()(bytesOf(what === 'ACK' ? '06' : '15'))
  return message?.kind === what.toLowerCase() ? (what === 'ACK' ? '06' : '15') : 'none'
}

/** What our Nonin codec makes of frames, packets and commands, beside what others expect. */
export function noninChecks(): readonly Checked[] {
  return vectorFiles('nonin', /\.json$/).flatMap(file => {
    const { vectors = [], examples = [] } = JSON.parse(readFileSync(file, 'utf8')) as {
      vectors?: readonly NoninVector[]
      examples?: readonly { what: string; hex: string }[]
    }
    return [
      ...vectors.map(vector => ({ name: vector.name, got: noninGot(vector), want: vector.expected })),
      ...examples.map(({ what, hex }) => ({ name: what, got: commandFor(what), want: hex })),
    ]
  })
}

interface ContecFile {
  readonly old19200: { readonly vectors: readonly { live?: string; recorded?: string; expected: object }[] }
  readonly v7_115200: {
    readonly vectors: readonly { type: number; payload: string; packet: string }[]
    readonly documentExample: {
      readonly length: number
      readonly bytesLE: string
      readonly lengthsByType: Record<string, number>
    }
  }
  readonly v7_realtime_capture_excerpt: { readonly hex: string; readonly expected: readonly ContecLive[] }
}

interface ContecLive {
  readonly signal: number
  readonly pleth: number
  readonly bar: number
  readonly pulse: number
  readonly spo2: number
  readonly pi: number | null
}

function v7Checks({ vectors, documentExample }: ContecFile['v7_115200']): readonly Checked[] {
  const packets = vectors.flatMap(({ type, payload, packet }) => {
    const [found] = openV7Framer().hear(bytesOf(packet))
    return [
      { name: `packet ${packet} made`, got: hexOf(packetBytes({ type, data: bytesOf(payload) })), want: packet },
      { name: `packet ${packet} read`, got: found && [found.type, hexOf(found.data)], want: [type, payload] },
    ]
  })
  // A packet of each type is whole at exactly its length: one byte less gives none.
  const lengths = Object.entries(documentExample.lengthsByType).map(([type, length]) => {
    const packet = packetBytes({ type: Number.parseInt(type, 16), data: new Uint8Array(length - 2) })
    const got = [openV7Framer().hear(packet.subarray(0, -1)).length, openV7Framer().hear(packet).length, packet.length]
    return { name: `length of type ${type}`, got, want: [0, 1, length] }
  })
  const { length, bytesLE } = documentExample
  return [
    ...packets,
    ...lengths,
    {
      name: 'length in the document',
      got: bytesOf(bytesLE).reduceRight((sum, byte) => sum * 256 + byte, 0),
      want: length,
    },
  ]
}

/** What our Contec codecs make of packets and of a recording, beside what others expect. */
export function contecChecks(): readonly Checked[] {
  return vectorFiles('contec', /\.json$/).flatMap(file => {
    const {
      old19200,
      v7_115200: v7,
      v7_realtime_capture_excerpt: excerpt,
    } = JSON.parse(readFileSync(file, 'utf8')) as ContecFile
    const old = old19200.vectors.map(({ live, recorded = '', expected }) => {
      const got = live === undefined ? storedPointOf(bytesOf(recorded)) : oldLiveOf(bytesOf(live))
      return { name: `first protocol ${live ?? recorded}`, got: asked(got, expected), want: expected }
    })
    const lives = openV7Framer().hear(bytesOf(excerpt.hex)).map(liveOf)
    const recording = excerpt.expected.map(({ signal, pleth, bar, pulse, spo2, pi }, at) => {
      const live = lives[at]
      const got = live && { ...asked(live, { signal, pleth, bar, pulse, spo2 }), pi: live.perfusionHundredths ?? null }
      return { name: `recording ${at}`, got, want: { signal, pleth, bar, pulse, spo2, pi } }
    })
    return [...old, ...v7Checks(v7), ...recording]
  })
}
