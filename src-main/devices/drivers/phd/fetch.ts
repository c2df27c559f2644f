import type { Context } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Endpoint, UsbWire, Wait } from '../../wire.ts'
import { Manager, type Step, type Waiting } from './manager.ts'

/** What one bulk transfer may bring; longer APDUs come in several. */
const transferBytes = 1024
const writeMs = 3000
const associationTries = 3
const firstReadingMs = 30_000
const quietMs = 5000
const longestMs = 60_000
/** A device that keeps talking must not fill the memory: as much as 10,000 readings need, several times. */
const mostBytes = 8 * 1024 * 1024
const mostEmpty = 64

/** How long each wait may be (facts of IEEE 11073-20601: association and configuration 10 s, the rest 3 s). */
const waits: Readonly<Record<Exclude<Waiting, 'idle'>, number>> = {
  association: 10_000,
  configuration: 10_000,
  answer: 3000,
  segment: 10_000,
  rest: 3000,
  release: 3000,
}

interface Pipes {
  readonly in: number
  readonly out: number
}

function pipesOf(endpoints: readonly Endpoint[]): Pipes {
  const bulk = endpoints.filter(({ type }) => type === 'bulk')
  const into = bulk.find(({ address }) => (address & 0x80) !== 0)
  const outOf = bulk.find(({ address }) => (address & 0x80) === 0)
  if (!into || !outOf) throw new DeviceError('devices.unsupported', 'endpoints')
  return { in: into.address, out: outOf.address }
}

const is = (error: unknown, ...codes: readonly DeviceError['code'][]): boolean =>
  error instanceof DeviceError && codes.includes(error.code)

/** The end of a wait, which talk of other things does not put off. */
class Deadline {
  #key = ''
  #untilMs = 0

  /** How long until the end, which is a new one when something else is waited for. */
  leftMs(key: string, lengthMs: number, nowMs: number): number {
    if (key !== this.#key) this.#untilMs = nowMs + lengthMs
    this.#key = key
    return this.#untilMs - nowMs
  }
}

class PhdSession {
  readonly #wire: UsbWire
  readonly #context: Context
  readonly #pipes: Pipes
  readonly #manager = new Manager()
  readonly #startMs: number
  readonly #answerEnd = new Deadline()
  readonly #restEnd = new Deadline()
  #key = ''
  /** Whether anything came since this wait began. */
  #hasTalked = false
  #bytes = 0
  #empty = 0
  #readings = 0
  #tries = 0
  #isDone = false

  constructor(wire: UsbWire, context: Context) {
    this.#wire = wire
    this.#context = context
    this.#pipes = pipesOf(wire.endpoints)
    this.#startMs = context.now().getTime()
  }

  #wait(timeoutMs: number): Wait {
    return { timeoutMs, signal: this.#context.signal }
  }

  /** Some meters speak only after a standard GET_STATUS (USB 2.0 §9.4.5); those that refuse it speak all the same. */
  async #greet(): Promise<void> {
    try {
      await this.#wire.control({ requestType: 0x80, request: 0, value: 0, index: 0 }, 2, this.#wait(1000))
    } catch (error) {
      if (!is(error, 'devices.stalled', 'devices.noAnswer')) throw error
    }
  }

  /** How long the next bytes may take: for the answer that is waited for, and for the rest of an APDU that has begun. */
  #leftMs(): number {
    const { need, waiting, marks, heard } = this.#manager
    const nowMs = this.#context.now().getTime()
    const key = `${need} ${marks} ${this.#tries}`
    if (key !== this.#key) this.#hasTalked = false
    this.#key = key
    const idleMs = this.#readings > 0 ? quietMs : firstReadingMs
    const needMs = need === 'idle' ? idleMs : this.#answerEnd.leftMs(key, waits[need], nowMs)
    return waiting === 'rest' ? Math.min(needMs, this.#restEnd.leftMs(`${heard}`, waits.rest, nowMs)) : needMs
  }

  /** The next bytes, or nothing when the time is over. */
  async #read(): Promise<Uint8Array | undefined> {
    const leftMs = this.#leftMs()
    if (leftMs <= 0) return undefined
    try {
      return await this.#wire.transferIn(this.#pipes.in, transferBytes, this.#wait(leftMs))
    } catch (error) {
      if (is(error, 'devices.noAnswer')) return undefined
      if (!is(error, 'devices.stalled')) throw error
      await this.#wire.clearHalt(this.#pipes.in)
      return new Uint8Array(0)
    }
  }

  #count(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#hasTalked = true
    this.#bytes += bytes.length
    this.#empty = bytes.length === 0 ? this.#empty + 1 : 0
    if (this.#bytes > mostBytes || this.#empty > mostEmpty) throw new DeviceError('devices.protocol', 'babble')
  }

  async #take(step: Step): Promise<void> {
    for (const apdu of step.out) await this.#wire.transferOut(this.#pipes.out, apdu, this.#wait(writeMs))
    const fresh = step.reports.reduce((sum, { observations }) => sum + observations.length, 0)
    this.#readings += fresh
    if (fresh > 0) this.#context.progress({ done: this.#readings, unit: 'readings' })
    if (step.ended === 'aborted') throw new DeviceError('devices.protocol', 'association')
    if (step.ended === 'released') this.#isDone = true
    if (step.ended === 'aborted-by-agent' || step.ended === 'configuration-changed') this.#again('devices.protocol')
  }

  /** Another try at an association, or the error that the last one deserves. */
  #again(code: 'devices.noAnswer' | 'devices.protocol'): void {
    this.#tries += 1
    if (this.#tries >= associationTries) throw new DeviceError(code, 'association')
  }

  async #late(): Promise<void> {
    const { waiting, state } = this.#manager
    if (waiting === 'idle') return await this.#take(this.#manager.release())
    // What talks and does not say what it was asked is not silent.
    const code = this.#hasTalked ? 'devices.protocol' : 'devices.noAnswer'
    if (state === 'unassociated') {
      this.#again(code)
      return await this.#greet()
    }
    // An agent that does not answer the release has told everything all the same.
    const isRelease = state === 'disassociating'
    for (const apdu of this.#manager.timeout().out)
      await this.#wire.transferOut(this.#pipes.out, apdu, this.#wait(writeMs))
    if (!isRelease) throw new DeviceError(code, waiting)
    this.#isDone = true
  }

  #isLong(): boolean {
    return this.#context.now().getTime() - this.#startMs > longestMs && this.#manager.need === 'idle'
  }

  async run(): Promise<void> {
    await this.#greet()
    while (!this.#isDone) {
      const bytes = await this.#read()
      if (!bytes) await this.#late()
      else {
        this.#count(bytes)
        await this.#take(this.#manager.hear(bytes))
        // A device that measures on and on is let go after a minute.
        if (this.#isLong()) await this.#take(this.#manager.release())
      }
    }
    if (this.#readings === 0) throw new DeviceError('devices.noRecords', 'reports')
  }

  /** An agent that is left without a word refuses the next association. What is gone or cancelled cannot hold this up. */
  async leave(): Promise<void> {
    if (this.#manager.state === 'unassociated') return
    const wait: Wait = { timeoutMs: 100, signal: new AbortController().signal }
    try {
      for (const apdu of this.#manager.timeout().out) await this.#wire.transferOut(this.#pipes.out, apdu, wait)
    } catch {
      // It is gone, and so is the association.
    }
  }
}

/** Associates with an agent, lets it tell everything, stored and new, and releases it. Rejects noAnswer, noRecords, protocol, gone … */
export async function fetchPhd(wire: UsbWire, context: Context): Promise<void> {
  const session = new PhdSession(wire, context)
  try {
    await session.run()
  } finally {
    await session.leave()
  }
}
