/**
 * The file of an Axivity AX3 or AX6 (openmovement's description of CWA): a header of 1024 bytes that begins with `MD`,
 * then sectors of 512 bytes that begin with `AX` and whose 256 words sum to 0.
 */
export const headerBytes = 1024
export const sectorBytes = 512

export interface CwaHeader {
  readonly deviceId: number
  readonly session: number
  readonly rateHz: number
}

export interface Sector {
  readonly sequence: number
  readonly deviceId: number
  readonly session: number
  readonly rateHz: number
  readonly rangeG: number
  /** Seconds since 1970 as the device's clock shows them, without a zone: of the first sample, and after the last. */
  readonly startS: number
  readonly endS: number
  /** x, y, z of each sample in g. */
  readonly samples: Float32Array
}

export type SectorFault = 'truncated' | 'checksum' | 'unknown-object' | 'unknown-format' | 'no-time'

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
/** The low half of the rate byte is a power of two below 3200 Hz, the top two bits halve a range of 16 g. */
const rateOf = (rate: number): number => 3200 / 2 ** (15 - (rate & 15))

/** The header of a file, or nothing where it is no CWA file. */
export function readCwaHeader(bytes: Uint8Array): CwaHeader | undefined {
  if (bytes.length < headerBytes || bytes[0] !== 0x4d || bytes[1] !== 0x44) return undefined
  const view = viewOf(bytes)
  return {
    deviceId: view.getUint16(5, true),
    session: view.getUint32(7, true),
    rateHz: rateOf(view.getUint8(36)),
  }
}

/** Six, four and five bits of year, month, day, then five, six and six of the time (§ packed time). */
function secondsOf(packed: number): number | undefined {
  const month = (packed >>> 22) & 15
  const day = (packed >>> 17) & 31
  const [hour, minute, second] = [(packed >>> 12) & 31, (packed >>> 6) & 63, packed & 63]
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined
  const date = new Date(Date.UTC(2000 + (packed >>> 26), month - 1, day, hour, minute, second))
  return date.getUTCDate() === day ? date.getTime() / 1000 : undefined
}

/** The time of the first sample. The sector's time is that of the sample `offset`; newer devices add 1/65536 s. */
function startOf(view: DataView, rateHz: number): number | undefined {
  const seconds = secondsOf(view.getUint32(14, true))
  if (seconds === undefined) return undefined
  const word = view.getUint16(4, true)
  const fraction = word & 0x8000 ? (word & 0x7fff) << 1 : 0
  // Such devices have moved the offset by the same fraction, so that older readers see the whole second.
  const offset = view.getInt16(26, true) + ((fraction * Math.trunc(rateHz)) >> 16)
  return seconds + fraction / 65536 - offset / rateHz
}

/** 10 bits each of x, y, z and a common exponent, 1/256 g. */
function packedOf(view: DataView, count: number): Float32Array {
  const samples = new Float32Array(count * 3)
  for (let at = 0; at < count; at += 1) {
    const word = view.getUint32(30 + at * 4, true)
    const scale = 2 ** (word >>> 30) / 256
    for (let axis = 0; axis < 3; axis += 1) samples[at * 3 + axis] = ((word << (22 - axis * 10)) >> 22) * scale
  }
  return samples
}

/** 16 bits an axis. Of six axes the first three are the gyroscope; bits 10 to 12 of the light word scale the others. */
function wideOf(view: DataView, count: number, axes: number): Float32Array {
  const samples = new Float32Array(count * 3)
  const scale = 1 / 2 ** (8 + ((view.getUint16(18, true) >> 10) & 7))
  for (let at = 0; at < count; at += 1) {
    const from = 30 + at * axes * 2 + (axes === 6 ? 6 : 0)
    for (let axis = 0; axis < 3; axis += 1) samples[at * 3 + axis] = view.getInt16(from + axis * 2, true) * scale
  }
  return samples
}

function samplesOf(view: DataView): Float32Array | undefined {
  const format = view.getUint8(25)
  const count = view.getUint16(28, true)
  const axes = format >> 4
  const isPacked = format === 0x30
  const isWide = format === 0x32 || format === 0x62
  if (!isPacked && !isWide) return undefined
  if (count * (isPacked ? 4 : axes * 2) > 480) return undefined
  return isPacked ? packedOf(view, count) : wideOf(view, count, axes)
}

/** Reads one sector. A sector whose words do not sum to 0 gives nothing. */
export function readSector(bytes: Uint8Array): Sector | SectorFault {
  if (bytes.length !== sectorBytes) return 'truncated'
  const view = viewOf(bytes)
  let sum = 0
  for (let at = 0; at < sectorBytes; at += 2) sum = (sum + view.getUint16(at, true)) & 0xffff
  if (sum !== 0) return 'checksum'
  if (view.getUint16(0, true) !== 0x5841) return 'unknown-object'
  const samples = samplesOf(view)
  if (!samples) return 'unknown-format'
  const rate = view.getUint8(24)
  const rateHz = rateOf(rate)
  const startS = startOf(view, rateHz)
  if (startS === undefined) return 'no-time'
  const word = view.getUint16(4, true)
  return {
    sequence: view.getUint32(10, true),
    deviceId: word & 0x8000 ? 0 : word,
    session: view.getUint32(6, true),
    rateHz,
    rangeG: 16 >> (rate >> 6),
    startS,
    endS: startS + samples.length / 3 / rateHz,
    samples,
  }
}
