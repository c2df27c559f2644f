import { DeviceError } from '../../errors.ts'
import type { Endpoint, UsbWire } from '../../wire.ts'
import { containerType, type Head, headBytes, headOf, lengthUnknown, type Message, messageOf } from './container.ts'

export interface Container {
  readonly head: Head
  readonly payload: Uint8Array
  /** For a response. */
  readonly message?: Message
}

export interface Bound {
  readonly most: number
  readonly signal: AbortSignal
  readonly onBytes?: ((done: number) => void) | undefined
}

export interface Reader {
  /** The next data or response container, however its bytes are cut. */
  next(bound: Bound): Promise<Container>
  /** Forgets what came after the last container. */
  forget(): void
}

interface Start {
  readonly bytes: Uint8Array
  /** A transfer that ended before it was full: the device has no more of this phase. */
  readonly short: boolean
}

type Read = (length: number, signal: AbortSignal) => Promise<Uint8Array>

const answerMs = 5000
/** Zero-length packets in a row before a device is taken to say nothing at all. */
const mostEmpty = 2
export const largestRead = 65536
const longestResponse = 20
const nothing = new Uint8Array(0)

const isRetried = (error: unknown): boolean =>
  error instanceof DeviceError && (error.code === 'devices.stalled' || error.code === 'devices.noAnswer')

/** A stalled or silent pipe is cleared and tried once more; a whole transaction is never sent twice. */
export async function onceMore<T>(wire: UsbWire, endpoint: number, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!isRetried(error)) throw error
    await wire.clearHalt(endpoint)
    return await run()
  }
}

/** Reads containers from the bulk IN endpoint, with the habits of real cameras. */
export function openReader(wire: UsbWire, { address, packetSize }: Endpoint): Reader {
  const first = Math.max(512, packetSize)
  let surplus: Uint8Array = nothing
  const read: Read = (length, signal) =>
    onceMore(wire, address, () => wire.transferIn(address, length, { timeoutMs: answerMs, signal }))
  const take = async (bound: Bound): Promise<Container> => {
    const known = surplus
    surplus = nothing
    const start = await begin(read, known, { first, signal: bound.signal })
    const head = headOf(start.bytes)
    if (!head || head.type === containerType.command) throw new DeviceError('devices.protocol', 'container')
    const isData = head.type === containerType.data
    if (isData && head.length === lengthUnknown) return { head, payload: await untilShort(read, start, bound) }
    if (head.length - headBytes > (isData ? bound.most : longestResponse))
      throw new DeviceError('devices.protocol', 'length')
    const whole = await exactly(read, start.bytes, { ...bound, total: head.length, packetSize })
    // What came after the data may already be the response.
    surplus = whole.subarray(head.length)
    const bytes = whole.subarray(0, head.length)
    const payload = bytes.subarray(headBytes)
    return head.type === containerType.response ? { head, payload, message: messageOf(bytes) } : { head, payload }
  }
  return {
    next: take,
    forget: () => {
      surplus = nothing
    },
  }
}

/** Enough for a head. A zero-length packet may close the data phase before the response comes, and a head may come in parts. */
async function begin(read: Read, known: Uint8Array, how: { first: number; signal: AbortSignal }): Promise<Start> {
  let bytes = known
  let short = false
  for (let empty = 0; bytes.length < headBytes; ) {
    const piece = await read(how.first, how.signal)
    if (piece.length === 0) empty += 1
    if (empty > mostEmpty) throw new DeviceError('devices.protocol', 'container')
    bytes = joined([bytes, piece])
    short = piece.length < how.first
  }
  return { bytes, short }
}

/** Data whose length the device did not know. A head that comes alone says nothing of the end: the data has a transfer of its own. */
async function untilShort(read: Read, start: Start, { most, signal, onBytes }: Bound): Promise<Uint8Array> {
  const parts = [start.bytes.subarray(headBytes)]
  let size = start.bytes.length - headBytes
  let ended = start.short && size > 0
  while (!ended && size <= most) {
    const piece = await read(largestRead, signal)
    parts.push(piece)
    size += piece.length
    ended = piece.length < largestRead
    onBytes?.(Math.min(size, most))
  }
  if (size > most) throw new DeviceError('devices.protocol', 'length')
  return joined(parts)
}

interface Exact extends Bound {
  readonly total: number
  readonly packetSize: number
}

async function exactly(read: Read, start: Uint8Array, exact: Exact): Promise<Uint8Array> {
  const { total, packetSize, signal, onBytes } = exact
  const parts = [start]
  let size = start.length
  for (let empty = 0; size < total; ) {
    const piece = await read(readSize(total - size, packetSize), signal)
    empty = piece.length === 0 ? empty + 1 : 0
    if (empty > mostEmpty) throw new DeviceError('devices.protocol', 'data')
    parts.push(piece)
    size += piece.length
    onBytes?.(Math.min(size, total) - headBytes)
  }
  return joined(parts)
}

/** Whole packets while there are any, then the tail (recordings are made of these sizes). */
function readSize(left: number, packet: number): number {
  if (left > largestRead) return largestRead
  return left >= packet ? left - (left % packet) : left
}

/** One array of several. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const some = parts.filter(part => part.length > 0)
  if (some.length === 1 && some[0]) return some[0]
  const whole = new Uint8Array(some.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of some) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
