import { DeviceError } from '../errors.ts'
import type { Endpoint, HidWire, SerialWire, UsbWire, Wait } from '../wire.ts'
import type { PlugIn } from './model.ts'
import { openVirtualTime, type VirtualTime } from './virtual-time.ts'

export interface Bench {
  readonly time: VirtualTime
  readonly serial: SerialWire
  readonly hid: HidWire
  readonly usb: (endpoints: readonly Endpoint[]) => UsbWire
  /** Pulls the plug: what is pending and what comes later rejects devices.gone. */
  readonly unplug: () => void
  /** Waits by the virtual clock. */
  readonly pause: (ms: number) => Promise<void>
}

/** How the bytes to the host are cut: the sizes of the next pieces, or as they were said. */
export type Cut = (length: number) => number

/** What goes both ways between a host and a model in virtual time. */
function openLine(plugIn: PlugIn, cut: Cut) {
  const time = openVirtualTime()
  const waiting = new Map<number, Uint8Array[]>()
  const stalled = new Set<number>()
  let gone = false
  const unplug = (): void => {
    gone = true
  }
  const model = plugIn({
    nowMs: time.nowMs,
    after: time.after,
    say: (bytes, channel = 0) => waiting.set(channel, [...(waiting.get(channel) ?? []), bytes]),
    stall: channel => stalled.add(channel),
    unplug,
  })
  const check = (step: string, channel: number, { signal }: Wait): void => {
    if (signal.aborted) throw new DeviceError('devices.cancelled', step)
    if (gone) throw new DeviceError('devices.gone', step)
    if (stalled.delete(channel)) throw new DeviceError('devices.stalled', step)
  }
  const next = (channel: number, most: number): Uint8Array | undefined => {
    const [first, ...rest] = waiting.get(channel) ?? []
    if (!first) return undefined
    const size = first.length === 0 ? 0 : Math.max(1, Math.min(first.length, most, cut(first.length)))
    waiting.set(channel, size < first.length ? [first.subarray(size), ...rest] : rest)
    return first.subarray(0, size)
  }
  return {
    time,
    unplug,
    /** True once where the model refused what was asked on this channel. */
    refused: (channel: number): boolean => stalled.delete(channel),
    /** Lets others run between two moments, so that an abort from outside is seen. */
    take: async (channel: number, most: number, wait: Wait): Promise<Uint8Array> => {
      const until = time.nowMs() + wait.timeoutMs
      for (;;) {
        await Promise.resolve()
        check('read', channel, wait)
        const piece = next(channel, most)
        if (piece) return piece
        if (!time.step(until)) throw new DeviceError('devices.noAnswer', 'read')
      }
    },
    give: async (bytes: Uint8Array, channel: number, wait: Wait): Promise<void> => {
      await Promise.resolve()
      check('write', channel, wait)
      model.hear(bytes, channel)
    },
  }
}

type Line = ReturnType<typeof openLine>

const close = async (): Promise<void> => {}

const usbOn = ({ take, give, refused }: Line, endpoints: readonly Endpoint[]): UsbWire => ({
  kind: 'usb',
  interfaceNumber: 0,
  endpoints,
  control: async ({ requestType, request, value, index }, data, wait) => {
    const length = typeof data === 'number' ? data : data.length
    const setup = new Uint8Array(8)
    const view = new DataView(setup.buffer)
    setup.set([requestType, request])
    view.setUint16(2, value, true)
    view.setUint16(4, index, true)
    view.setUint16(6, length, true)
    await give(typeof data === 'number' ? setup : Uint8Array.from([...setup, ...data]), 0, wait)
    if (typeof data === 'number' && data > 0) return await take(0, data, wait)
    if (refused(0)) throw new DeviceError('devices.stalled', 'control')
    return new Uint8Array(0)
  },
  transferIn: take,
  transferOut: (endpoint, bytes, wait) => give(bytes, endpoint, wait),
  clearHalt: async endpoint => void refused(endpoint),
  close,
})

/** A model on the far end of wires that live in virtual time: deterministic, and as fast as it computes. */
export function openBench(plugIn: PlugIn, cut: Cut = length => length): Bench {
  const line = openLine(plugIn, cut)
  const { time, take, give, unplug } = line
  return {
    time,
    unplug,
    pause: async ms => {
      const until = time.nowMs() + ms
      while (time.step(until)) await Promise.resolve()
    },
    serial: {
      kind: 'serial',
      read: wait => take(0, Infinity, wait),
      write: (bytes, wait) => give(bytes, 0, wait),
      close,
    },
    hid: {
      kind: 'hid',
      read: wait => take(0, Infinity, wait),
      write: (report, wait) => give(report, 0, wait),
      feature: (report, wait) => give(report, 1, wait),
      close,
    },
    usb: endpoints => usbOn(line, endpoints),
  }
}
