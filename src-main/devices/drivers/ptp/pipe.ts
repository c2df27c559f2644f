import { DeviceError } from '../../errors.ts'
import type { Endpoint, UsbWire } from '../../wire.ts'
import { classRequest, response } from './codes.ts'
import { containerType, headOf, type Message, messageOf } from './container.ts'
import { type Bound, type Container, joined, largestRead, onceMore, openReader } from './reader.ts'

export interface Pipe {
  send(bytes: Uint8Array, signal: AbortSignal): Promise<void>
  next(bound: Bound): Promise<Container>
  /** The next event, or none within the time. */
  event(timeoutMs: number, signal: AbortSignal): Promise<Message | undefined>
  /** Tells the device that a transaction is over, in at most a tenth of a second each. `settle` throws away what it still sends. */
  cancel(transaction: number, why: unknown): Promise<void>
  settle(): Promise<void>
}

const sendMs = 5000
const tidyMs = 90
const longestEvent = 24
const never = new AbortController().signal

/** Bulk, interrupt and class requests of a still-image interface. */
export function openPipe(wire: UsbWire): Pipe {
  const input = endpointOf(wire, 'bulk', true)
  const output = endpointOf(wire, 'bulk', false)
  const reader = openReader(wire, input)
  let unsettled = false
  return {
    send: async (bytes, signal) => {
      reader.forget()
      const wait = { timeoutMs: sendMs, signal }
      await onceMore(wire, output.address, () => wire.transferOut(output.address, bytes, wait))
    },
    next: bound => reader.next(bound),
    event: openEvents(wire),
    cancel: async (transaction, why) => {
      if (isFault(why, 'devices.gone')) return
      unsettled = true
      await classOut(wire, classRequest.cancel, cancelOf(transaction))
      // One that a person stopped is only cancelled; one that broke its protocol is set back.
      if (!isFault(why, 'devices.cancelled')) await classOut(wire, classRequest.reset, new Uint8Array(0))
    },
    settle: async () => {
      if (!unsettled) return
      await drain(wire, input.address)
      await untilReady(wire)
      unsettled = false
    },
  }
}

const isFault = (error: unknown, code: string): boolean => error instanceof DeviceError && error.code === code

function endpointOf(wire: UsbWire, type: Endpoint['type'], inward: boolean): Endpoint {
  const found = wire.endpoints.find(one => one.type === type && one.address >= 128 === inward)
  if (!found) throw new DeviceError('devices.unsupported', 'endpoints')
  return found
}

/** Events come whole, in parts, or several in one transfer. A device without an interrupt endpoint has none. */
function openEvents(wire: UsbWire): Pipe['event'] {
  const endpoint = wire.endpoints.find(({ type, address }) => type === 'interrupt' && address >= 128)
  let heard: Uint8Array = new Uint8Array(0)
  const whole = (): Message | undefined => {
    const head = headOf(heard)
    if (head && (head.length > longestEvent || head.type !== containerType.event)) {
      heard = new Uint8Array(0)
      throw new DeviceError('devices.protocol', 'event')
    }
    if (!head || head.length > heard.length) return undefined
    const message = messageOf(heard)
    heard = heard.subarray(head.length)
    return message
  }
  return async (timeoutMs, signal) => {
    const before = whole()
    if (before || !endpoint) return before
    try {
      const length = Math.ceil(longestEvent / endpoint.packetSize) * endpoint.packetSize
      heard = joined([heard, await wire.transferIn(endpoint.address, length, { timeoutMs, signal })])
    } catch (error) {
      if (!isFault(error, 'devices.noAnswer')) throw error
    }
    return whole()
  }
}

/** u16 4001, u32 transaction (PIMA 15740 annex D.5.2). */
function cancelOf(transaction: number): Uint8Array {
  const bytes = new Uint8Array(6)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0x4001, true)
  view.setUint32(2, transaction, true)
  return bytes
}

async function classOut(wire: UsbWire, request: number, data: Uint8Array): Promise<void> {
  const setup = { requestType: 0x21, request, value: 0, index: wire.interfaceNumber }
  // Many cameras stall these; what counts is that the next transaction begins on an empty pipe.
  await wire.control(setup, data, { timeoutMs: tidyMs, signal: never }).catch(() => {})
}

/** Throws away what a cancelled transaction had already sent, at most 4 MiB of it. */
async function drain(wire: UsbWire, address: number): Promise<void> {
  for (let reads = 0; reads < 64; reads += 1) {
    try {
      await wire.transferIn(address, largestRead, { timeoutMs: tidyMs, signal: never })
    } catch (error) {
      if (isFault(error, 'devices.gone')) throw error
      if (!isFault(error, 'devices.stalled')) return
      await wire.clearHalt(address)
    }
  }
}

/** Asks for the device's status until it is no longer busy with the cancelled transaction. */
async function untilReady(wire: UsbWire): Promise<void> {
  const setup = { requestType: 0xa1, request: classRequest.status, value: 0, index: wire.interfaceNumber }
  for (let tries = 0; tries < 10; tries += 1) {
    const status = await wire.control(setup, 32, { timeoutMs: tidyMs, signal: never }).catch(() => new Uint8Array(0))
    if ((status[2] ?? 0) + (status[3] ?? 0) * 256 !== response.busy) return
  }
}
