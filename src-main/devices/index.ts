/**
 * Devices: what is plugged in, and one session with one of them.
 * Owns every handle of a USB, HID or serial device and of a watched folder, the wires over them and the drivers that speak over wires.
 * Needs a clock, a log, and whom to tell that the list changed. Never stores, never knows a patient, never erases a device, never
 * opens a camera that the browser uses.
 */
import type { Attached, devices as calls, Transport } from '../../src-shared/contract/devices.ts'
import type { Service } from '../kernel/service.ts'
import { type ButtonFace, snapshotButtons } from './buttons/index.ts'
import type { Driver } from './driver.ts'
import { type LightNeeds, openLight } from './drivers/dinolite/index.ts'
import { drivers as allDrivers } from './drivers.ts'
import type { Finder } from './finder.ts'
import { Hub, type Session, type TransportState } from './hub.ts'
import { imagesOf } from './image-session.ts'
import type { ImageSource } from './images.ts'
import { pressSteps } from './pedal-stream.ts'
import { type Rules, rulesState } from './rules.ts'
import { openWatching, type Watched } from './watching.ts'
import { openFolderFinder } from './wires/folder-list.ts'
import { openHidFinder } from './wires/hid-list.ts'
import { openSerialFinder } from './wires/serial-list.ts'
import { openUsbFinder } from './wires/usb-list.ts'

export type {
  Context,
  Decoded,
  DeviceIdentity,
  Driver,
  Figure,
  Listener,
  Manifest,
  MeasureKind,
  Part,
  Progress,
  Reading,
  Sample,
} from './driver.ts'
export { type CsvReading, type CsvResult, readingsOfCsv } from './drivers/csv/index.ts'
export { DeviceError, type DeviceFault } from './errors.ts'
export type { Finder, Found } from './finder.ts'
export type { Session, TransportState } from './hub.ts'
export { paused } from './image-session.ts'
export { type ImageFace, type ImageSource, missingOf } from './images.ts'
export type { Rules } from './rules.ts'
export type { Entry, Tape } from './tape.ts'
export { decodeTape, encodeTape } from './tape-codec.ts'
export { type Recorder, taped } from './taped.ts'
export type { Wait, Wire, WireKind, Wires } from './wire.ts'

export interface DevicesNeeds {
  readonly now: () => Date
  readonly log: (line: string) => void
  readonly changed: (tags: readonly string[]) => void
  /** Where the folders that somebody named are kept; without it none can be named. */
  readonly watched?: Watched
  /** The program's own data, which is never watched. */
  readonly ownFolder?: string
  /** Instead of all that are known. */
  readonly drivers?: readonly Driver[]
  /** Instead of the system's own. */
  readonly finders?: Readonly<Partial<Record<Transport, () => Promise<Finder>>>>
  /** Instead of the snapshot buttons that the system shows. */
  readonly buttons?: () => Promise<readonly ButtonFace[]>
  /** Instead of this system's cameras and helper program. */
  readonly light?: Partial<LightNeeds>
}

export interface Devices {
  readonly service: Service<typeof calls>
  attached(): Promise<Attached[]>
  transports(): Promise<TransportState[]>
  /** Rejects only with DeviceError: devices.notKnown, .busy, .permission, .unsupported, .gone, .noAnswer, .cancelled … */
  open(deviceKey: string, signal: AbortSignal): Promise<Session>
  /** The pictures of a camera, a phone, a card or a folder, until it is closed. Rejects as `open` does. */
  openImages(deviceKey: string, signal: AbortSignal): Promise<ImageSource>
  /** How to get the right to open devices; Linux only. */
  rules(): Rules | undefined
  /** The driver of this name, for decoding old tapes. */
  driver(id: string): Driver | undefined
  close(): Promise<void>
}

const systemFinders = { usb: openUsbFinder, hid: openHidFinder, serial: openSerialFinder }

/** Starts to watch what is plugged in. Native modules load when it is opened, and one that is missing is only reported. */
export function openDevices(needs: DevicesNeeds): Devices {
  const drivers = needs.drivers ?? allDrivers
  /** SHA-256 of files by path, size and time, so that a card is read once and not at every look; checked whenever a picture is read. */
  const hashes = new Map<string, string>()
  const closing = new AbortController()
  const buttons = needs.buttons ?? (() => snapshotButtons())
  const logOnce = once(needs.log)
  const folder = () => openFolderFinder(() => needs.watched?.list() ?? [])
  const hub = new Hub({ ...needs, drivers, finders: needs.finders ?? { ...systemFinders, folder } })
  return {
    attached: () => hub.attached(),
    transports: () => hub.transports(),
    open: (deviceKey, signal) => hub.open(deviceKey, signal),
    openImages: async (deviceKey, signal) =>
      await imagesOf(await hub.open(deviceKey, signal), { now: needs.now, signal, known: hashes }),
    rules: () => rulesState(drivers),
    driver: id => drivers.find(({ manifest }) => manifest.id === id),
    close: async () => {
      closing.abort()
      await hub.close()
    },
    service: {
      pedal: (_, asking) => {
        const signal = AbortSignal.any([closing.signal, ...(asking.signal ? [asking.signal] : [])])
        return pressSteps({ hub, now: needs.now, signal, buttons, log: logOnce })
      },
      ...openWatching(needs),
      ...openLight({ ...needs.light, closing: closing.signal }),
      choose: async ({ deviceKey, driver }) => await hub.choose(deviceKey, driver),
      attached: async () => {
        const [devices, transports] = await Promise.all([hub.attached(), hub.transports()])
        const rules = rulesState(drivers)
        return { devices, transports, ...(rules && { rules }) }
      },
    },
  }
}

/** The same line a second time says nothing new. */
function once(log: (line: string) => void): (line: string) => void {
  const said = new Set<string>()
  return line => {
    if (!said.has(line)) log(line)
    said.add(line)
  }
}
