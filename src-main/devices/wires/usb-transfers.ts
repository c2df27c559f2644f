import type { Device, Transfer } from 'usb'
import { DeviceError } from '../errors.ts'
import type { Wait } from '../wire.ts'
import { usbError } from './usb-errors.ts'

export interface Transfers {
  /** One transfer from or into `buffer`; answers the part that went over the wire (for control transfers, counted without the setup). */
  run(to: { readonly address: number; readonly type: number }, buffer: Buffer, wait: Wait): Promise<Uint8Array>
  /** Cancels what is under way and waits until libusb has let go of every buffer. */
  end(): Promise<void>
}

/** The longest time libusb takes: 32 bits of milliseconds; 0 would mean for ever. */
const longestMs = 2 ** 31 - 1

/** Transfers of one open device, each with an end: by time, by signal, or because the device is closed. */
export function openTransfers(device: Device, Make: typeof Transfer): Transfers {
  const running = new Map<Transfer, Promise<unknown>>()
  let ended = false
  const run: Transfers['run'] = async ({ address, type }, buffer, { timeoutMs, signal }) => {
    const step = address === 0 ? 'control' : address & 0x80 ? 'read' : 'write'
    if (signal.aborted) throw new DeviceError('devices.cancelled', step)
    if (ended) throw new DeviceError('devices.gone', step)
    let finish: (error: unknown, actual: number) => void = () => {}
    const done = new Promise<Uint8Array>((answer, fail) => {
      finish = (error, actual) => (error ? fail(usbError(step, error)) : answer(buffer.subarray(0, actual)))
    })
    const limit = Math.min(longestMs, Math.max(1, Math.ceil(timeoutMs)))
    const transfer = new Make(device, address, type, limit, (error, _buffer, actual) => finish(error, actual))
    const cancel = (): boolean => transfer.cancel()
    running.set(transfer, done)
    signal.addEventListener('abort', cancel, { once: true })
    try {
      transfer.submit(buffer)
    } catch (error) {
      finish(error, 0)
    }
    try {
      return await done
    } finally {
      running.delete(transfer)
      signal.removeEventListener('abort', cancel)
    }
  }
  return {
    run,
    end: async () => {
      ended = true
      const all = [...running]
      for (const [transfer] of all) transfer.cancel()
      await Promise.allSettled(all.map(([, done]) => done))
    },
  }
}
