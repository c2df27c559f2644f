import type { Apdu, Service } from './apdu.ts'
import { operations } from './apdu.ts'
import { hexOf, wrongBytes } from './bytes.ts'
import { type Configuration, classes, configurationOf } from './configuration.ts'
import { type Observation, observationOf } from './observation.ts'
import { isScan, type Scanned, scanOf } from './scan.ts'
import { entriesOf, pieceOf, type Segment, segmentsOf } from './segments.ts'
import { actionOf, actions, type EventReport, eventOf, events, gotOf, verdictOf } from './services.ts'
import { standardConfigurations } from './standard.ts'
import { type SystemFacts, systemOf } from './system.ts'

/** What one event report, or one entry of a store, says. */
export interface Report {
  readonly observations: readonly Observation[]
  /** The device's relative time when it reported, in 125 µs; absent where it keeps none. */
  readonly relative?: number
  /** From memory: when it arrives says nothing of when it was measured. */
  readonly stored: boolean
}

export interface Heard {
  readonly reports: readonly Report[]
  readonly system?: SystemFacts
}

export type Drop = (why: 'truncated' | 'unknown-object', count: number) => void

const nothing: Heard = { reports: [] }
const noTime = 0xffffffff
const accepted = 0
const acceptedUnknown = 3
const configurationChanged = 2

/**
 * Listens to one wire, both ways, and understands what agent and manager say. The manager is built upon it, and a tape is decoded by
 * it: so a capture is understood as it was when it was made. Configurations are remembered by system and number for as long as the
 * ear lives, which is one tape: a tape must hold all that is needed to decode it.
 */
export class Ear {
  readonly #drop: Drop
  readonly #known = new Map<string, Configuration>()
  readonly #segments = new Map<string, Segment>()
  readonly #entries = new Set<string>()
  #systemId = ''
  #configId = 0
  #offered: Configuration | undefined
  #configuration: Configuration | undefined
  #associated = false

  constructor(drop: Drop) {
    this.#drop = drop
  }

  /** The configuration in force. */
  get configuration(): Configuration | undefined {
    return this.#configuration
  }

  /** The system that associates, in hex. */
  get systemId(): string {
    return this.#systemId
  }

  get configId(): number {
    return this.#configId
  }

  /** The configuration an agent need not send. */
  knownConfiguration(): Configuration | undefined {
    return standardConfigurations.get(this.#configId) ?? this.#known.get(this.#key(this.#configId))
  }

  /** The stores of the device in the configuration in force. */
  stores(): readonly number[] {
    const objects = [...(this.#configuration?.objects.values() ?? [])]
    return objects.filter(({ objectClass }) => objectClass === classes.pmStore).map(({ handle }) => handle)
  }

  #key(configId: number): string {
    return `${this.#systemId} ${configId}`
  }

  #end(): void {
    this.#associated = false
    this.#configuration = undefined
    this.#offered = undefined
    this.#segments.clear()
  }

  /** What the agent says. Throws devices.protocol where it cannot be understood. */
  hearAgent(apdu: Apdu): Heard {
    if (apdu.kind === 'prst') return this.#hearService(apdu.service)
    if (apdu.kind === 'aarq') this.#hearRequest(apdu)
    else if (apdu.kind !== 'aare') this.#hearEnd(apdu)
    return nothing
  }

  #hearRequest(apdu: Extract<Apdu, { kind: 'aarq' }>): void {
    this.#end()
    const party = apdu.protocols.find(one => one.party)?.party
    this.#systemId = party ? hexOf(party.systemId) : ''
    this.#configId = party?.configId ?? 0
  }

  #hearEnd({ kind, reason }: Extract<Apdu, { reason: number }>): void {
    if (kind === 'rlrq' && reason === configurationChanged) this.#known.delete(this.#key(this.#configId))
    this.#end()
  }

  /** What the manager says. */
  hearManager(apdu: Apdu): void {
    if (apdu.kind === 'aare') this.#hearAnswer(apdu.result)
    else if (apdu.kind === 'abrt' || apdu.kind === 'rlre') this.#end()
    else if (apdu.kind === 'prst' && apdu.service.operation === operations.eventResponse)
      this.#hearVerdict(eventOf(apdu.service.body))
  }

  #hearAnswer(result: number): void {
    this.#associated = result === accepted || result === acceptedUnknown
    this.#configuration = result === accepted ? this.knownConfiguration() : undefined
  }

  #hearVerdict({ type, info }: EventReport): void {
    if (type !== events.configuration || !this.#offered) return
    const { id, result } = verdictOf(info)
    if (result === accepted && id === this.#offered.id) {
      this.#configuration = this.#offered
      this.#known.set(this.#key(id), this.#offered)
    }
    this.#offered = undefined
  }

  #hearService({ operation, body }: Service): Heard {
    if (!this.#associated) return nothing
    switch (operation) {
      case operations.event:
      case operations.confirmedEvent:
        return this.#hearEvent(eventOf(body))
      case operations.getResponse: {
        const { handle, attributes } = gotOf(body)
        return handle === 0 ? { reports: [], system: systemOf(attributes) } : nothing
      }
      case operations.actionResponse:
        return this.#hearAction(body)
      default:
        return nothing
    }
  }

  #hearEvent(event: EventReport): Heard {
    if (event.type === events.configuration) {
      this.#offered = undefined
      this.#offered = configurationOf(event.info)
      return nothing
    }
    if (!this.#configuration) return nothing
    if (event.type === events.segmentData) return this.#hearPiece(event, this.#configuration)
    if (!isScan(event.type)) return nothing
    return { reports: [this.#scan(event, this.#configuration)] }
  }

  #scan({ handle, time, type, info }: EventReport, configuration: Configuration): Report {
    const { items, truncated, unknown } = scanOf(configuration, handle, { type, info })
    this.#drop('truncated', truncated)
    this.#drop('unknown-object', unknown)
    return {
      observations: this.#observe(items, configuration),
      stored: false,
      ...(time === noTime ? {} : { relative: time }),
    }
  }

  #observe(items: readonly Scanned[], configuration: Configuration): readonly Observation[] {
    return items.flatMap(item => {
      const observation = observationOf(item, configuration)
      if (!observation) this.#drop('unknown-object', 1)
      return observation ? [observation] : []
    })
  }

  #hearAction(body: Uint8Array): Heard {
    const { handle, type, info } = actionOf(body)
    if (type !== actions.segmentInfo) return nothing
    for (const segment of segmentsOf(info)) this.#segments.set(`${handle} ${segment.instance}`, segment)
    return nothing
  }

  /** A piece that is sent again, because its confirmation was lost, counts once. */
  #hearPiece({ handle, info }: EventReport, configuration: Configuration): Heard {
    const piece = pieceOf(info)
    const store = `${handle} ${piece.instance}`
    const segment = this.#segments.get(store)
    if (!segment) throw wrongBytes('segment')
    const { entries, truncated } = entriesOf(piece, segment)
    this.#drop('truncated', truncated)
    const fresh = entries.filter((_, at) => {
      const entry = `${this.#systemId} ${store} ${piece.index + at}`
      const isNew = !this.#entries.has(entry)
      this.#entries.add(entry)
      return isNew
    })
    return {
      reports: fresh.map(items => ({ observations: this.#observe(items, configuration), stored: true })),
    }
  }
}
