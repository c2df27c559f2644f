import { Fault } from '../../src-shared/faults.ts'
import { DeviceError } from './errors.ts'
import type { Entry, Tape } from './tape.ts'

/**
 * The stored form of a tape, version 1. `CTAPE`, one byte of version, the beginning as length and UTF-8, the number of
 * entries, then each entry as microseconds since the one before (zigzag, clocks may step back), one byte that holds the
 * way in its lowest bit, its channel, its length and its bytes. Numbers are LEB128, seven bits a byte, lowest first.
 */
const magic = [0x43, 0x54, 0x41, 0x50, 0x45]
const version = 1

const damaged = (): DeviceError => new DeviceError('devices.protocol', 'tape')

function pushNumber(into: number[], value: number): void {
  let rest = value
  while (rest >= 128) {
    into.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  into.push(rest)
}

const zigzag = (value: number): number => (value < 0 ? -value * 2 - 1 : value * 2)
const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)

/** A tape as bytes that say what they are. Times are kept to the whole microsecond. */
export function encodeTape(tape: Tape): Uint8Array {
  const pieces: Uint8Array[] = []
  const started = new TextEncoder().encode(tape.startedAt)
  const head = [...magic, version]
  pushNumber(head, started.length)
  pieces.push(Uint8Array.from(head), started)
  const count: number[] = []
  pushNumber(count, tape.entries.length)
  pieces.push(Uint8Array.from(count))
  let before = 0
  for (const { atUs, way, channel, bytes } of tape.entries) {
    const at = Math.round(atUs)
    const front: number[] = []
    pushNumber(front, zigzag(at - before))
    front.push(way === 'out' ? 1 : 0)
    pushNumber(front, channel)
    pushNumber(front, bytes.length)
    pieces.push(Uint8Array.from(front), bytes)
    before = at
  }
  return joined(pieces)
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

interface Reader {
  number(): number
  byte(): number
  bytes(length: number): Uint8Array
  left(): number
}

function openReader(all: Uint8Array): Reader {
  let at = 0
  const byte = (): number => {
    const one = all[at]
    if (one === undefined) throw damaged()
    at += 1
    return one
  }
  return {
    byte,
    number: () => {
      let value = 0
      for (let weight = 1; weight <= 2 ** 49; weight *= 128) {
        const one = byte()
        value += (one % 128) * weight
        if (one < 128) {
          if (!Number.isSafeInteger(value)) throw damaged()
          return value
        }
      }
      throw damaged()
    },
    bytes: length => {
      if (length > all.length - at) throw damaged()
      const part = all.slice(at, at + length)
      at += length
      return part
    },
    left: () => all.length - at,
  }
}

/** The tape of `encodeTape`. Anything else, cut or longer, rejects devices.protocol: half a tape is no tape. */
export function decodeTape(all: Uint8Array): Tape {
  const reader = openReader(all)
  if (magic.some(one => reader.byte() !== one)) throw damaged()
  // A newer program wrote it: it is whole, only not for us.
  if (reader.byte() !== version) throw new Fault('vault.future')
  const startedAt = textOf(reader.bytes(reader.number()))
  const count = reader.number()
  // An entry takes four bytes at least: a count that cannot fit is not believed.
  if (count * 4 > reader.left()) throw damaged()
  const entries: Entry[] = []
  let before = 0
  for (let index = 0; index < count; index += 1) {
    before += unzigzag(reader.number())
    const way = reader.byte()
    if (way > 1) throw damaged()
    const channel = reader.number()
    entries.push({ atUs: before, way: way === 1 ? 'out' : 'in', channel, bytes: reader.bytes(reader.number()) })
  }
  if (reader.left() > 0) throw damaged()
  return { startedAt, entries }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    throw new DeviceError('devices.protocol', 'tape', { cause: error })
  }
}
