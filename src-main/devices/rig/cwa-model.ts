import { DeviceError } from '../errors.ts'
import type { FolderWire } from '../wire.ts'

export interface CwaMake {
  /** Device time of the first sample. */
  readonly from: string
  readonly seconds: number
  /** g at a second since `from`. */
  readonly at: (second: number) => readonly [number, number, number]
  readonly wide?: boolean
  /** Sectors whose checksum is wrong. */
  readonly damaged?: readonly number[]
}

const rateHz = 100

const packedTime = (date: Date): number =>
  (((date.getUTCFullYear() - 2000) << 26) |
    ((date.getUTCMonth() + 1) << 22) |
    (date.getUTCDate() << 17) |
    (date.getUTCHours() << 12) |
    (date.getUTCMinutes() << 6) |
    date.getUTCSeconds()) >>>
  0

function sectorOf(make: CwaMake, sequence: number): Uint8Array {
  const perSector = make.wide ? 80 : 120
  const view = new DataView(new ArrayBuffer(512))
  const start = (sequence * perSector) / rateHz
  const whole = Math.floor(start)
  view.setUint16(0, 0x5841, true)
  view.setUint16(2, 508, true)
  view.setUint16(4, 4711, true)
  view.setUint32(10, sequence, true)
  view.setUint32(14, packedTime(new Date(Date.parse(`${make.from}Z`) + whole * 1000)), true)
  view.setUint8(24, 0x4a)
  view.setUint8(25, make.wide ? 0x32 : 0x30)
  view.setInt16(26, -Math.round((start - whole) * rateHz), true)
  view.setUint16(28, perSector, true)
  for (let at = 0; at < perSector; at += 1) {
    const axes = make.at(start + at / rateHz).map(g => Math.round(g * 256))
    if (make.wide) axes.forEach((value, axis) => view.setInt16(30 + at * 6 + axis * 2, value, true))
    else
      view.setUint32(
        30 + at * 4,
        axes.reduce((word, value, axis) => word | ((value & 1023) << (axis * 10)), 0),
        true,
      )
  }
  let sum = 0
  for (let at = 0; at < 510; at += 2) sum += view.getUint16(at, true)
  view.setUint16(510, -sum & 0xffff, true)
  if (make.damaged?.includes(sequence)) view.setUint8(40, view.getUint8(40) ^ 4)
  return new Uint8Array(view.buffer)
}

/** The file an AX3 would have written. */
export function cwaFile(make: CwaMake): Uint8Array {
  const sectors = Math.ceil((make.seconds * rateHz) / (make.wide ? 80 : 120))
  const file = new Uint8Array(1024 + sectors * 512).fill(0xff, 0, 1024)
  file.set([0x4d, 0x44, 0xfc, 0x03])
  const view = new DataView(file.buffer)
  view.setUint16(5, 4711, true)
  view.setUint32(7, 1, true)
  view.setUint8(36, 0x4a)
  for (let at = 0; at < sectors; at += 1) file.set(sectorOf(make, at), 1024 + at * 512)
  return file
}

/** A volume with one recording, pulled out after so many reads. */
export function cwaVolume(file: Uint8Array, unplugAfter = Infinity): FolderWire {
  let steps = 0
  const step = (name: string): void => {
    steps += 1
    if (steps > unplugAfter) throw new DeviceError('devices.gone', name)
  }
  return {
    kind: 'folder',
    files: async () => {
      step('files')
      return [{ path: 'CWA-DATA.CWA', sizeBytes: file.length, modifiedAt: '2026-03-01T08:00:00Z' }]
    },
    read: async (_path, { start, endExclusive }) => {
      step('read')
      return file.slice(start, endExclusive)
    },
    close: async () => {},
  }
}
