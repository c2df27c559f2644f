import { DeviceError } from '../../errors.ts'
import { type Apdu, decodeApdu, encodeApdu, operations, type Service } from './apdu.ts'
import { judge, managerParty, noParty } from './association.ts'
import { Reader, u16, wrongBytes } from './bytes.ts'
import { type Drop, Ear, type Report } from './ear.ts'
import { openFramer } from './framer.ts'
import { confirmBytes, pieceOf, type SegmentPiece } from './segments.ts'
import { type Action, actionBytes, type EventReport, eventBytes, eventOf, events, getBytes } from './services.ts'
import { StoreWalk } from './stores.ts'
import type { SystemFacts } from './system.ts'

export type State = 'unassociated' | 'waiting_for_config' | 'checking_config' | 'operating' | 'disassociating'

/** What came of bytes heard, of a wait that was over, or of a wish to end. */
export interface Step {
  /** APDUs to send, in this order. */
  readonly out: readonly Uint8Array[]
  /** The states gone through, one or more for each APDU that was understood. */
  readonly states: readonly State[]
  readonly reports: readonly Report[]
  readonly system?: SystemFacts
  /** How the association came to its end in this step. */
  readonly ended?: 'released' | 'configuration-changed' | 'aborted-by-agent' | 'aborted'
}

interface Making {
  readonly out: Uint8Array[]
  readonly states: State[]
  readonly reports: Report[]
  system?: SystemFacts
  ended?: NonNullable<Step['ended']>
}

/** What the manager waits for, and how long that may take (IEEE 11073-20601 §8.9 and annex). `idle` has no end of its own. */
export type Waiting = 'association' | 'configuration' | 'answer' | 'segment' | 'rest' | 'release' | 'idle'

const abortReason = { undefined: 0, responseTimeout: 2, configurationTimeout: 3 } as const
const refusedConfiguration = 1
const configurationChanged = 2
type Question = 'system' | 'store'

const isConfirmed = ({ service }: Extract<Apdu, { kind: 'prst' }>): boolean =>
  service.operation === operations.confirmedEvent

/** The manager of IEEE 11073-20601 as a machine: bytes in, bytes and measurements out. It keeps no time and touches no wire. */
export class Manager {
  readonly #ear: Ear
  readonly #framer = openFramer()
  readonly #asked = new Map<number, Question>()
  readonly #walk = new StoreWalk()
  #state: State = 'unassociated'
  #invokeId = 0
  #marks = 0
  #heard = 0
  #making: Making = { out: [], states: [], reports: [] }

  constructor(drop: Drop = () => {}) {
    this.#ear = new Ear(drop)
  }

  get state(): State {
    return this.#state
  }

  /** The agent as its association request named it. */
  get agent(): { readonly systemId: string; readonly configId: number } {
    return { systemId: this.#ear.systemId, configId: this.#ear.configId }
  }

  /** Rises with every question asked and every piece of a segment heard: a wait during which it stands still was in vain. */
  get marks(): number {
    return this.#marks
  }

  /** How many APDUs were heard. */
  get heard(): number {
    return this.#heard
  }

  get waiting(): Waiting {
    return this.#framer.pending() > 0 ? 'rest' : this.need
  }

  /** The same, whether or not a part of an APDU has come. */
  get need(): Exclude<Waiting, 'rest'> {
    if (this.#state === 'unassociated') return 'association'
    if (this.#state === 'disassociating') return 'release'
    if (this.#state !== 'operating') return 'configuration'
    if (this.#asked.size > 0) return 'answer'
    return this.#walk.isComing ? 'segment' : 'idle'
  }

  #step(run: () => void): Step {
    this.#making = { out: [], states: [], reports: [] }
    run()
    return this.#making
  }

  /** Hears bytes of the agent, cut anywhere. */
  hear(bytes: Uint8Array): Step {
    return this.#step(() => {
      for (const frame of this.#framer.hear(bytes)) {
        if ('apdu' in frame) this.#hearBytes(frame.apdu)
        else if (this.#state !== 'unassociated') this.#abort(abortReason.undefined)
      }
    })
  }

  /** Ends the association, if there is one. */
  release(): Step {
    return this.#step(() => {
      if (this.#state === 'unassociated' || this.#state === 'disassociating') return
      this.#send({ kind: 'rlrq', reason: 0 })
      this.#enter('disassociating')
    })
  }

  /** What it waits for did not come in time. */
  timeout(): Step {
    const reason = this.#state === 'waiting_for_config' ? abortReason.configurationTimeout : abortReason.responseTimeout
    return this.#step(() => {
      if (this.#state !== 'unassociated') this.#abort(reason)
    })
  }

  #enter(state: State): void {
    this.#state = state
    this.#making.states.push(state)
    if (state === 'unassociated') this.#asked.clear()
  }

  #send(apdu: Apdu): void {
    this.#ear.hearManager(apdu)
    this.#making.out.push(encodeApdu(apdu))
  }

  #abort(reason: number): void {
    this.#send({ kind: 'abrt', reason })
    if (this.#state !== 'unassociated') this.#making.ended = 'aborted'
    this.#enter('unassociated')
  }

  #hearBytes(bytes: Uint8Array): void {
    this.#heard += 1
    try {
      this.#hearApdu(decodeApdu(bytes))
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error
      this.#abort(abortReason.undefined)
    }
  }

  #hearApdu(apdu: Apdu): void {
    if (apdu.kind === 'rlre' || apdu.kind === 'abrt') return this.#over(apdu)
    if (this.#state === 'unassociated') {
      if (apdu.kind === 'aarq') this.#associate(apdu)
      else this.#abort(abortReason.undefined)
    } else if (apdu.kind === 'rlrq') this.#released(apdu)
    else if (apdu.kind === 'prst') this.#service(apdu)
    else this.#abort(abortReason.undefined)
  }

  #over(apdu: Extract<Apdu, { reason: number }>): void {
    if (this.#state === 'unassociated') return
    const isRelease = apdu.kind === 'rlre'
    if (isRelease && this.#state !== 'disassociating') return this.#abort(abortReason.undefined)
    this.#ear.hearAgent(apdu)
    this.#making.ended = isRelease ? 'released' : 'aborted-by-agent'
    this.#enter('unassociated')
  }

  #released(apdu: Extract<Apdu, { reason: number }>): void {
    this.#ear.hearAgent(apdu)
    this.#send({ kind: 'rlre', reason: 0 })
    this.#making.ended = apdu.reason === configurationChanged ? 'configuration-changed' : 'released'
    this.#enter('unassociated')
  }

  #associate(apdu: Extract<Apdu, { kind: 'aarq' }>): void {
    this.#ear.hearAgent(apdu)
    const result = judge(apdu, this.#ear.knownConfiguration() !== undefined)
    this.#send({ kind: 'aare', result, protocol: result === 4 ? noParty : managerParty })
    if (result === 0) this.#operate()
    else this.#enter(result === 3 ? 'waiting_for_config' : 'unassociated')
  }

  #operate(): void {
    this.#ask('system', { operation: operations.get, body: getBytes(0) })
    this.#enter('operating')
  }

  #ask(question: Question, service: Omit<Service, 'invokeId'>): void {
    const invokeId = this.#invokeId
    this.#invokeId = (invokeId + 1) & 0xffff
    this.#marks += 1
    this.#asked.set(invokeId, question)
    this.#send({ kind: 'prst', service: { ...service, invokeId } })
  }

  #act(action: Action | undefined): void {
    if (action) this.#ask('store', { operation: operations.confirmedAction, body: actionBytes(action) })
  }

  #service(apdu: Extract<Apdu, { kind: 'prst' }>): void {
    const { operation } = apdu.service
    if (operation === operations.event || operation === operations.confirmedEvent) this.#event(apdu)
    else if (operation >= operations.eventResponse) this.#answer(apdu)
    // A request to a manager, which has no objects.
    else this.#abort(abortReason.undefined)
  }

  #event(apdu: Extract<Apdu, { kind: 'prst' }>): void {
    const event = eventOf(apdu.service.body)
    if (event.type === events.configuration) this.#configure(apdu, event)
    else this.#report(apdu, event)
  }

  #report(apdu: Extract<Apdu, { kind: 'prst' }>, event: EventReport): void {
    if (this.#state !== 'operating' && this.#state !== 'disassociating') throw wrongBytes('event')
    this.#making.reports.push(...this.#ear.hearAgent(apdu).reports)
    const piece = event.type === events.segmentData ? pieceOf(event.info) : undefined
    const info = piece ? confirmBytes(piece) : new Uint8Array(0)
    if (isConfirmed(apdu)) this.#confirm(apdu.service.invokeId, { ...event, info })
    if (this.#state !== 'operating') return
    if (piece) this.#came(event.handle, piece)
    this.#enter('operating')
  }

  #came(handle: number, piece: SegmentPiece): void {
    this.#marks += 1
    this.#act(this.#walk.came(handle, piece))
  }

  #confirm(invokeId: number, event: EventReport): void {
    const service = { invokeId, operation: operations.eventResponse, body: eventBytes(event) }
    this.#send({ kind: 'prst', service })
  }

  #configure(apdu: Extract<Apdu, { kind: 'prst' }>, event: EventReport): void {
    if (this.#state !== 'waiting_for_config' || !isConfirmed(apdu)) throw wrongBytes('configuration')
    this.#enter('checking_config')
    const id = new Reader(event.info).u16()
    const isGood = this.#understands(apdu)
    // The system is asked before the configuration is accepted, as the independent manager does that we compare with.
    if (isGood) this.#ask('system', { operation: operations.get, body: getBytes(0) })
    const info = Uint8Array.from([...u16(id), ...u16(isGood ? 0 : refusedConfiguration)])
    this.#confirm(apdu.service.invokeId, { ...event, info })
    this.#enter(isGood ? 'operating' : 'waiting_for_config')
  }

  #understands(apdu: Apdu): boolean {
    try {
      this.#ear.hearAgent(apdu)
      return true
    } catch (error) {
      if (error instanceof DeviceError) return false
      throw error
    }
  }

  #answer(apdu: Extract<Apdu, { kind: 'prst' }>): void {
    const { invokeId, operation, body } = apdu.service
    const question = this.#asked.get(invokeId)
    const fitting = question === 'system' ? operations.getResponse : operations.actionResponse
    const isRefusal = operation === operations.error || operation === operations.reject
    if (!question || (operation !== fitting && !isRefusal)) throw wrongBytes('answer')
    this.#asked.delete(invokeId)
    const { system } = this.#ear.hearAgent(apdu)
    if (system) this.#making.system = system
    if (this.#state === 'disassociating') return
    this.#act(
      question === 'system' ? this.#walk.start(this.#ear.stores()) : this.#walk.answered(isRefusal ? undefined : body),
    )
    this.#enter(this.#state)
  }
}
