import type { Decoded, Reading } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Entry, Tape } from '../../tape.ts'
import { type Apdu, decodeApdu } from './apdu.ts'
import { Ear, type Heard } from './ear.ts'
import { openFramer } from './framer.ts'
import { readingsOf } from './readings.ts'
import { identityOf, type SystemFacts } from './system.ts'

/** A count of what was left out, by word. */
export class Dropped {
  readonly counts: Record<string, number> = {}
  readonly add = (why: string, count: number): void => {
    if (count > 0) this.counts[why] = (this.counts[why] ?? 0) + count
  }
}

class TapeReader {
  readonly dropped = new Dropped()
  readonly readings: Reading[] = []
  readonly #ear = new Ear(this.dropped.add)
  readonly #framers = { in: openFramer(), out: openFramer() }
  facts: SystemFacts | undefined
  clock: Decoded['clock']

  get systemId(): string | undefined {
    return this.facts?.systemId ?? (this.#ear.systemId === '' ? undefined : this.#ear.systemId)
  }

  #take({ reports, system }: Heard, atUs: number): void {
    for (const report of reports) this.readings.push(...readingsOf(report, atUs, this.dropped.add))
    if (!system) return
    this.facts = system
    if (system.time !== undefined) this.clock = { deviceTime: system.time, atUs }
  }

  #hear(apdu: Apdu, { way, atUs }: Entry): void {
    if (way === 'in') this.#take(this.#ear.hearAgent(apdu), atUs)
    else this.#ear.hearManager(apdu)
  }

  hear(entry: Entry): void {
    for (const frame of this.#framers[entry.way].hear(entry.bytes)) {
      try {
        if ('apdu' in frame) this.#hear(decodeApdu(frame.apdu), entry)
        else this.dropped.add('protocol', 1)
      } catch (error) {
        if (!(error instanceof DeviceError)) throw error
        this.dropped.add('protocol', 1)
      }
    }
  }

  end(): void {
    if (this.#framers.in.pending() > 0) this.dropped.add('truncated', 1)
  }
}

/** What a tape of a Personal Health Device says. Control transfers are not part of it: only the pipes carry APDUs. */
export function decodePhd(tape: Tape): Decoded {
  const reader = new TapeReader()
  for (const entry of tape.entries) if (entry.channel !== 0) reader.hear(entry)
  reader.end()
  const { facts, systemId, clock } = reader
  return {
    device: { ...(facts ? identityOf(facts) : {}), ...(systemId === undefined ? {} : { systemId }) },
    ...(clock ? { clock } : {}),
    readings: reader.readings,
    dropped: reader.dropped.counts,
  }
}
