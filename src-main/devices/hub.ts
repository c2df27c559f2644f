import { createHash } from 'node:crypto'
import type { Attached, Transport } from '../../src-shared/contract/devices.ts'
import type { Driver } from './driver.ts'
import { DeviceError, inStep } from './errors.ts'
import { faceOf, fittingOf, type Known } from './face.ts'
import type { Finder, Found } from './finder.ts'
import { candidatesOf, isBrowserCamera } from './matching.ts'
import { openRecorder, type Recorder, taped } from './taped.ts'
import type { Wire } from './wire.ts'

export interface TransportState {
  readonly transport: Transport
  readonly state: 'ready' | 'missing'
  readonly why?: string
}

/** One device in use. There is never a second one for the same device. */
export interface Session {
  readonly deviceKey: string
  readonly driver: Driver
  /** Everything that passes is noted by the recorder before a decoder sees it. */
  readonly wire: Wire
  /** The same wire without the recorder, for what is kept whole anyway. */
  readonly bare: Wire
  readonly recorder: Recorder
  /** What was known of it before it was opened. */
  readonly identity: Attached
  /** Lets go of the handle; may be called twice, also when the device is gone. */
  close(): Promise<void>
}

export interface HubNeeds {
  /** One per way of connecting; it rejects where its native module is missing. */
  readonly finders: Readonly<Partial<Record<Transport, () => Promise<Finder>>>>
  readonly drivers: readonly Driver[]
  readonly now: () => Date
  readonly log: (line: string) => void
  readonly changed: (tags: readonly string[]) => void
}

const pollMs = 1000
const settleMs = 300
const openMs = 3000

/** Merges all ways of connecting into one list and lends each device to one session at a time. */
export class Hub {
  readonly #needs: HubNeeds
  readonly #finders = new Map<Transport, Finder>()
  readonly #states = new Map<Transport, TransportState>()
  readonly #sessions = new Map<string, Session | 'opening'>()
  /** By device: the driver that a person named for it. */
  readonly #chosen = new Map<string, string>()
  readonly #complaints = new Map<Transport, string>()
  readonly #stops: (() => void)[] = []
  readonly #ready: Promise<void>
  #settling: NodeJS.Timeout | undefined
  #last: string | undefined
  #closed = false

  constructor(needs: HubNeeds) {
    this.#needs = needs
    this.#ready = this.#start()
  }

  async #start(): Promise<void> {
    const entries = Object.entries(this.#needs.finders) as [Transport, () => Promise<Finder>][]
    await Promise.all(
      entries.map(async ([transport, openFinder]) => {
        try {
          this.#finders.set(transport, await openFinder())
          this.#states.set(transport, { transport, state: 'ready' })
        } catch (error) {
          const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown'
          this.#needs.log(`devices: ${transport} cannot be used: ${why}`)
          this.#states.set(transport, { transport, state: 'missing', why })
        }
      }),
    )
    if (this.#closed) return
    for (const finder of this.#finders.values()) {
      if (finder.watch) this.#stops.push(finder.watch(() => this.#moved()))
    }
    const poll = setInterval(() => void this.#look(), pollMs)
    poll.unref()
    this.#stops.push(() => clearInterval(poll))
  }

  /** A plug makes several events; the list is looked at when they have settled. */
  #moved(): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => void this.#look(), settleMs)
    this.#settling.unref()
  }

  async #look(): Promise<void> {
    const keys = (await this.#known()).map(({ key, found }) => `${key} ${found.port} ${found.state ?? ''}`).join('\n')
    if (this.#closed || keys === this.#last) return
    const first = this.#last === undefined
    this.#last = keys
    if (!first) this.#needs.changed(['device'])
  }

  async #known(): Promise<readonly Known[]> {
    await this.#ready
    const lists = await Promise.all(
      [...this.#finders.values()].map(finder =>
        finder.list().catch((error: unknown) => {
          this.#complain(finder.transport, error)
          return []
        }),
      ),
    )
    return keyed(lists.flat()).map(known => ({ ...known, chosen: this.#chosen.get(known.key) }))
  }

  /** The list is looked at every second: the same complaint is made once. */
  #complain(transport: Transport, error: unknown): void {
    const line = `devices: ${transport} list failed: ${error instanceof Error ? error.message : 'unknown'}`
    if (this.#complaints.get(transport) !== line) this.#needs.log(line)
    this.#complaints.set(transport, line)
  }

  async attached(): Promise<Attached[]> {
    return (await this.#known()).map(known => this.#faceOf(known)).filter(face => face !== undefined)
  }

  async transports(): Promise<TransportState[]> {
    await this.#ready
    return [...this.#states.values()]
  }

  /** Opens one device for one user. Rejects devices.notKnown, .busy, .unsupported, .permission, .gone, .noAnswer, .cancelled. */
  async open(deviceKey: string, signal: AbortSignal): Promise<Session> {
    if (signal.aborted) throw new DeviceError('devices.cancelled', 'open')
    if (this.#sessions.has(deviceKey)) throw new DeviceError('devices.busy', 'open')
    this.#sessions.set(deviceKey, 'opening')
    try {
      const session = await this.#session(deviceKey, signal)
      if (this.#closed) {
        await session.close()
        throw new DeviceError('devices.cancelled', 'open')
      }
      this.#sessions.set(deviceKey, session)
      this.#needs.changed(['device'])
      return session
    } catch (error) {
      this.#sessions.delete(deviceKey)
      throw inStep('open', error)
    }
  }

  async #session(deviceKey: string, signal: AbortSignal): Promise<Session> {
    const known = (await this.#known()).find(({ key }) => key === deviceKey)
    const identity = known && this.#faceOf(known)
    if (!known || !identity) throw new DeviceError('devices.notKnown', 'open')
    if (isBrowserCamera(known.found)) throw new DeviceError('devices.unsupported', 'open a camera of the browser')
    const [driver] = fittingOf(known, this.#needs.drivers)
    const finder = this.#finders.get(known.found.transport)
    if (!driver || !finder) throw new DeviceError('devices.unsupported', 'open')
    const wire = await finder.open(known.found, driver.manifest, { timeoutMs: openMs, signal })
    const recorder = openRecorder(this.#needs.now, () => Math.round(performance.now() * 1000))
    const close = async (): Promise<void> => {
      await wire.close()
      if (this.#sessions.delete(deviceKey) && !this.#closed) this.#needs.changed(['device'])
    }
    return { deviceKey, driver, wire: taped(wire, recorder), bare: wire, recorder, identity, close: once(close) }
  }

  /** Says what a device is that cannot tell. Rejects devices.notKnown, devices.unsupported. */
  async choose(deviceKey: string, driver: string): Promise<void> {
    const known = (await this.#known()).find(({ key }) => key === deviceKey)
    if (!known) throw new DeviceError('devices.notKnown', 'choose')
    const candidates = candidatesOf(known.found, this.#needs.drivers)
    if (!candidates.some(({ manifest }) => manifest.id === driver))
      throw new DeviceError('devices.unsupported', 'choose')
    this.#chosen.set(deviceKey, driver)
    this.#needs.changed(['device'])
  }

  #faceOf(known: Known): Attached | undefined {
    const face = faceOf(known, this.#needs.drivers)
    return face && this.#sessions.has(known.key) ? { ...face, state: 'in-use' } : face
  }

  /** Ends every session and every watch; afterwards nothing keeps the process alive. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#settling)
    await this.#ready
    for (const stop of this.#stops.splice(0)) stop()
    const open = [...this.#sessions.values()].filter(session => session !== 'opening')
    await Promise.allSettled(open.map(session => session.close()))
  }
}

const hex = (part: number): string => part.toString(16).padStart(4, '0')

/** Vendor, product and serial; the port where there is no serial, or where two devices claim the same one. */
export function keyed(found: readonly Found[]): readonly Known[] {
  const own = (one: Found): string | undefined =>
    one.serial && one.vendorId !== undefined && one.productId !== undefined
      ? `${one.transport}:${hex(one.vendorId)}:${hex(one.productId)}:${one.serial}`.slice(0, 200)
      : undefined
  const counts = new Map<string, number>()
  for (const one of found) {
    const key = own(one)
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return found.map(one => {
    const key = own(one)
    return { key: key && counts.get(key) === 1 ? key : bounded(`${one.transport}@${one.port}`), found: one }
  })
}

/** Two long paths that begin alike have different keys all the same. */
const bounded = (key: string): string =>
  key.length <= 200 ? key : `${key.slice(0, 160)}#${createHash('sha256').update(key).digest('hex').slice(0, 32)}`

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= run())
}
