import type { Endpoint } from '../wire.ts'
import { chanceOf } from './chance.ts'
import type { PlugIn, Stage } from './model.ts'
import {
  abort,
  attribute,
  data,
  event,
  listed,
  long,
  type Octets,
  releaseAnswer,
  releaseRequest,
  report,
  request,
  sized,
  system,
  word,
} from './phd-agent-bytes.ts'
import { type AgentData, type AgentMake, agentData } from './phd-agent-kinds.ts'

export const phdEndpoints = [
  { address: 0x81, type: 'bulk', packetSize: 512 },
  { address: 0x02, type: 'bulk', packetSize: 512 },
] as const satisfies readonly Endpoint[]

export interface PhdMake extends AgentMake {
  /** Asks to be released when it has told everything. */
  readonly releases?: boolean
  /** Reports without asking for confirmation. */
  readonly unconfirmed?: boolean
  /** Speaks only after a standard GET_STATUS, as some meters do. */
  readonly waitsForStatus?: boolean
  /** How many entries of a segment go into one event. */
  readonly pieceEntries?: number
  readonly faults?: PhdFaults
}

export interface PhdFaults {
  /** Never says a word. */
  readonly silent?: boolean
  /** Aborts so many associations, right after each was accepted. */
  readonly aborts?: number
  /** Asks so many times for release because its configuration changed. */
  readonly changes?: number
  /** Describes itself wrongly so many times before it does it rightly. */
  readonly wrongConfigurations?: number
  /** Says nonsense and never ends, in pieces of so many bytes every so many milliseconds. */
  readonly babble?: readonly [bytes: number, everyMs: number]
  /** Reports for ever, and answers nothing that it is asked. */
  readonly deaf?: boolean
  /** Reports for ever. */
  readonly endless?: boolean
  /** Refuses so many transfers before its first word. */
  readonly stalls?: number
  /** So many octets of a report that an earlier host did not read still wait in its pipe. */
  readonly leftover?: number
  /** Says each piece of a segment twice. */
  readonly repeats?: boolean
  /** Pulls its plug when so many APDUs went either way. */
  readonly unplugAfter?: number
  /** Says nothing more when so many APDUs went either way. */
  readonly muteAfter?: number
}

const systemId: Octets = [0x02, 0x43, 0x55, 0x54, 0x41, 0x47, 0x00, 0x2a]
const storeHandle = 100
const read16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)

interface Piece {
  readonly segment: number
  readonly index: number
  readonly isRepeat: boolean
}

class Agent {
  readonly #stage: Stage
  readonly #make: PhdMake
  readonly #faults: PhdFaults
  readonly #data: AgentData
  #invokeId = 0
  #passed = 0
  #reported = 0
  #isOperating = false
  #piece: Piece | undefined
  #left: { aborts: number; changes: number; wrong: number; stalls: number }

  constructor(stage: Stage, make: PhdMake) {
    this.#stage = stage
    this.#make = make
    this.#faults = make.faults ?? {}
    const { aborts = 0, changes = 0, wrongConfigurations: wrong = 0, stalls = 0 } = this.#faults
    this.#left = { aborts, changes, wrong, stalls }
    this.#data = agentData(make)
  }

  start(): void {
    const { silent, babble, leftover = 0 } = this.#faults
    if (babble) return this.#babble(babble, chanceOf(this.#make.seed))
    if (leftover > 0) this.#stage.say(data(0, 0x0100, event(0, 0x0d1d, report(1, []))).slice(-leftover), 0x81)
    if (!silent) this.#stage.after(10, () => this.#associate())
  }

  #babble([length, everyMs]: readonly [number, number], chance: () => number): void {
    this.#stage.say(
      Uint8Array.from({ length }, () => chance() * 256),
      0x81,
    )
    this.#stage.after(everyMs, () => this.#babble([length, everyMs], chance))
  }

  /** Counts an APDU either way; false where it does not come to pass any more. */
  #passes(): boolean {
    this.#passed += 1
    const { unplugAfter = Infinity, muteAfter = Infinity } = this.#faults
    if (this.#passed > unplugAfter) this.#stage.unplug()
    return this.#passed <= Math.min(unplugAfter, muteAfter)
  }

  #say(bytes: Uint8Array): void {
    if (this.#passes()) this.#stage.say(bytes, 0x81)
  }

  #event(handle: number, type: number, info: Octets): void {
    const operation = this.#make.unconfirmed === true && type === 0x0d1d ? 0x0100 : 0x0101
    this.#invokeId += 1
    this.#say(data(this.#invokeId, operation, event(handle, type, info)))
  }

  #associate(): void {
    if (this.#left.stalls > 0) {
      this.#left.stalls -= 1
      this.#stage.stall(0x81)
      this.#stage.after(10, () => this.#associate())
    } else this.#say(request(systemId, this.#data.configId))
  }

  #again(bytes: Uint8Array): void {
    this.#isOperating = false
    this.#say(bytes)
    this.#stage.after(100, () => this.#associate())
  }

  #describe(): void {
    const isWrong = this.#left.wrong > 0
    this.#left.wrong -= 1
    const right = this.#data.configuration
    // Promises an object more than there is.
    this.#event(0, 0x0d1c, isWrong ? [...right.slice(0, 3), (right[3] ?? 0) + 1, ...right.slice(4)] : right)
  }

  #accepted(): void {
    if (this.#left.aborts > 0) {
      this.#left.aborts -= 1
      return this.#again(abort(0))
    }
    this.#operate()
  }

  #operate(): void {
    if (this.#left.changes > 0) {
      this.#left.changes -= 1
      return this.#again(releaseRequest(2))
    }
    this.#isOperating = true
    this.#stage.after(50, () => this.#report())
  }

  #report(): void {
    if (!this.#isOperating) return
    const { live } = this.#data
    const { endless, deaf } = this.#faults
    const isForEver = endless === true || deaf === true
    const next = live[isForEver ? this.#reported % live.length : this.#reported]
    this.#reported += 1
    if (next) {
      this.#event(0, 0x0d1d, report(this.#reported, next.values))
      if (this.#make.unconfirmed) this.#stage.after(50, () => this.#report())
    } else if (this.#make.releases && live.length > 0) this.#say(releaseRequest(0))
  }

  #configured(result: number): void {
    if (result === 0) return this.#operate()
    this.#stage.after(20, () => this.#describe())
  }

  #confirmed(bytes: Uint8Array): void {
    const type = read16(bytes, 18)
    if (type === 0x0d1c) this.#configured(read16(bytes, 24))
    else if (type === 0x0d21) this.#stage.after(5, () => this.#nextPiece(read16(bytes, 22), read16(bytes, 26)))
    else this.#stage.after(20, () => this.#report())
  }

  /** What the manager asks: the system's attributes, which segments there are, or one of them. */
  #answer(bytes: Uint8Array): void {
    const invokeId = read16(bytes, 6)
    if (read16(bytes, 8) === 0x0103) {
      const clock = '2026-03-01T11:58:30'
      return this.#say(data(invokeId, 0x0203, system(systemId, this.#data.configId, clock)))
    }
    const [handle, type] = [read16(bytes, 12), read16(bytes, 14)]
    const acted = (info: Octets): void =>
      this.#say(data(invokeId, 0x0207, [...word(handle), ...word(type), ...sized(info)]))
    if (type === 0x0c0d) return acted(this.#segmentInfo())
    const segment = read16(bytes, 18)
    const isEmpty = this.#entries(segment).length === 0
    acted([...word(segment), ...word(isEmpty ? 3 : 0)])
    if (isEmpty) return
    this.#piece = { segment, index: 0, isRepeat: false }
    this.#stage.after(5, () => this.#sayPiece())
  }

  #segmentInfo(): Octets {
    return listed(
      this.#data.segments.map(({ person, map }, at) => [
        ...word(at),
        ...listed([attribute(0x0a4e, map), attribute(0x0a4f, word(person))]),
      ]),
    )
  }

  #entries(segment: number): AgentData['segments'][number]['entries'] {
    return this.#data.segments[segment]?.entries ?? []
  }

  #toldSegment(segment: number): void {
    const isLast = this.#data.segments.every(({ entries }, at) => at <= segment || entries.length === 0)
    if (isLast && this.#make.releases) this.#stage.after(20, () => this.#say(releaseRequest(0)))
  }

  #sayPiece(): void {
    if (!this.#piece) return
    const { segment, index } = this.#piece
    const all = this.#entries(segment)
    const some = all.slice(index, index + (this.#make.pieceEntries ?? 3))
    const status = (index === 0 ? 0x8000 : 0) + (index + some.length >= all.length ? 0x4000 : 0)
    const head = [...word(segment), ...long(index), ...long(some.length), ...word(status)]
    this.#event(storeHandle, 0x0d21, [...head, ...sized(some.flatMap(({ bytes }) => bytes))])
  }

  /** Once a piece is confirmed, the next; the confirmation of a repetition may come late. */
  #nextPiece(segment: number, index: number): void {
    const piece = this.#piece
    if (piece?.segment !== segment || piece.index !== index) return
    const isRepeat = this.#faults.repeats === true && !piece.isRepeat
    const next = isRepeat ? index : index + (this.#make.pieceEntries ?? 3)
    const isOver = next >= this.#entries(segment).length
    this.#piece = isOver ? undefined : { segment, index: next, isRepeat }
    if (isOver) this.#toldSegment(segment)
    else this.#sayPiece()
  }

  hear(bytes: Uint8Array): void {
    if (!this.#passes() || this.#faults.silent || this.#faults.babble) return
    const choice = read16(bytes, 0)
    if (choice === 0xe300) this.#associated(read16(bytes, 4))
    else if (choice === 0xe400) this.#release()
    else if (choice === 0xe600 || choice === 0xe500) this.#isOperating = false
    else if (choice === 0xe700) this.#service(bytes)
  }

  #associated(result: number): void {
    if (result === 0) this.#accepted()
    else if (result === 3) this.#describe()
  }

  #release(): void {
    this.#isOperating = false
    this.#say(releaseAnswer())
  }

  #service(bytes: Uint8Array): void {
    if (read16(bytes, 8) === 0x0201) this.#confirmed(bytes)
    else if (!this.#faults.deaf) this.#stage.after(10, () => this.#answer(bytes))
  }
}

/** A Personal Health Device with the endpoints above: it associates, tells what its seed gave it, and errs as it is told to. */
export const phdModel =
  (make: PhdMake): PlugIn =>
  stage => {
    const agent = new Agent(stage, make)
    let isStarted = make.waitsForStatus !== true
    if (isStarted) agent.start()
    return {
      hear: (bytes, channel) => {
        if (channel !== 0) return agent.hear(bytes)
        stage.say(Uint8Array.from([0, 0]))
        if (!isStarted) agent.start()
        isStarted = true
      },
    }
  }
