import { EventEmitter } from 'node:events'

/** One end of a channel: what is posted here is emitted at the other end, once that end was started. */
export class StandInPort extends EventEmitter {
  other: StandInPort | undefined
  #waiting: unknown[] | undefined = []

  postMessage(data: unknown): void {
    this.other?.deliver(data)
  }
  deliver(data: unknown): void {
    if (this.#waiting) this.#waiting.push(data)
    else this.emit('message', { data })
  }
  start(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    for (const data of waiting) this.emit('message', { data })
  }
  close(): void {
    this.emit('close')
    this.other?.emit('close')
  }
}

export class MessageChannelMain {
  readonly port1 = new StandInPort()
  readonly port2 = new StandInPort()
  constructor() {
    this.port1.other = this.port2
    this.port2.other = this.port1
  }
}
