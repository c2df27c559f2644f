import type { Entry, Tape } from './tape.ts'
import type { FolderWire, HidWire, SerialWire, UsbWire, Wire } from './wire.ts'

export interface Recorder {
  readonly note: (way: Entry['way'], channel: number, bytes: Uint8Array) => void
  /** What has gone over the wire so far. */
  tape(): Tape
  /** Lets go of what was noted so far: a live measurement would fill the memory. */
  forget(): void
}

/** A tape that runs. `nowUs` is monotonic. */
export function openRecorder(now: () => Date, nowUs: () => number): Recorder {
  const entries: Entry[] = []
  const startedAt = now().toISOString()
  const startUs = nowUs()
  return {
    // A copy: drivers and native modules may use their buffers again.
    note: (way, channel, bytes) => entries.push({ atUs: nowUs() - startUs, way, channel, bytes: bytes.slice() }),
    tape: () => ({ startedAt, entries }),
    forget: () => {
      entries.length = 0
    },
  }
}

/** The same wire, with everything that passes noted: of a folder the pieces that are read, in the order they are read. */
export function taped<W extends Wire>(wire: W, recorder: Recorder): W {
  if (wire.kind === 'serial') return tapedSerial(wire, recorder) as unknown as W
  if (wire.kind === 'hid') return tapedHid(wire, recorder) as unknown as W
  if (wire.kind === 'usb') return tapedUsb(wire, recorder) as unknown as W
  return tapedFolder(wire, recorder) as unknown as W
}

const tapedFolder = (wire: FolderWire, { note }: Recorder): FolderWire => ({
  ...wire,
  read: async (path, range, wait) => {
    const bytes = await wire.read(path, range, wait)
    note('in', 0, bytes)
    return bytes
  },
})

const tapedSerial = (wire: SerialWire, { note }: Recorder): SerialWire => ({
  ...wire,
  read: async wait => {
    const bytes = await wire.read(wait)
    note('in', 0, bytes)
    return bytes
  },
  write: async (bytes, wait) => {
    note('out', 0, bytes)
    await wire.write(bytes, wait)
  },
})

const tapedHid = (wire: HidWire, { note }: Recorder): HidWire => ({
  ...wire,
  read: async wait => {
    const report = await wire.read(wait)
    note('in', 0, report)
    return report
  },
  write: async (report, wait) => {
    note('out', 0, report)
    await wire.write(report, wait)
  },
  feature: async (report, wait) => {
    note('out', 1, report)
    await wire.feature(report, wait)
  },
})

const tapedUsb = (wire: UsbWire, { note }: Recorder): UsbWire => ({
  ...wire,
  control: async (setup, data, wait) => {
    const { requestType, request, value, index } = setup
    const length = typeof data === 'number' ? data : data.length
    const head = [requestType, request, value & 255, value >> 8, index & 255, index >> 8, length & 255, length >> 8]
    note('out', 0, Uint8Array.from(typeof data === 'number' ? head : [...head, ...data]))
    const back = await wire.control(setup, data, wait)
    note('in', 0, back)
    return back
  },
  transferIn: async (endpoint, length, wait) => {
    const bytes = await wire.transferIn(endpoint, length, wait)
    note('in', endpoint, bytes)
    return bytes
  },
  transferOut: async (endpoint, bytes, wait) => {
    note('out', endpoint, bytes)
    await wire.transferOut(endpoint, bytes, wait)
  },
})
