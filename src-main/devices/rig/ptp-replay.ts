import { DeviceError } from '../errors.ts'
import type { UsbWire } from '../wire.ts'

interface Urb {
  readonly endpoint: number
  readonly length: number
  readonly bytes: Uint8Array
}

/** The transfers of an umockdev recording, in the order of the file (one reaped URB a line). */
function urbsOf(text: string): readonly Urb[] {
  return text.split('\n').flatMap(line => {
    const [name, , , endpoint, , , length, actual, , hex = ''] = line.trim().split(' ')
    if (name !== 'USBDEVFS_REAPURBNDELAY') return []
    const bytes = Uint8Array.from(Buffer.from(hex, 'hex')).subarray(0, Number(actual))
    return [{ endpoint: Number(endpoint), length: Number(length), bytes }]
  })
}

export interface Replay {
  readonly wire: UsbWire
  /** Read sizes that the recording does not hold. */
  readonly misses: () => number
}

/**
 * A recorded camera: a transfer is answered by the next one of the file with the same endpoint, size and, for OUT, bytes. With
 * `anyTransaction`, another program's order may be asked: commands fit whatever their number, and answers carry the one asked.
 */
export function openReplay(text: string, anyTransaction: boolean): Replay {
  const urbs = urbsOf(text)
  let last = -1
  let asked = new Uint8Array(4)
  let misses = 0
  const find = (fits: (urb: Urb) => boolean): Urb => {
    for (let step = 1; step <= urbs.length; step += 1) {
      const index = (last + step) % urbs.length
      const urb = urbs[index]
      if (urb && fits(urb)) {
        last = index
        return urb
      }
    }
    misses += 1
    throw new DeviceError('devices.noAnswer', 'replay')
  }
  const plain = (bytes: Uint8Array): string => {
    const copy = Buffer.from(bytes)
    if (anyTransaction) copy.fill(0, 8, 12)
    return copy.toString('hex')
  }
  const wire: UsbWire = {
    kind: 'usb',
    interfaceNumber: 0,
    endpoints: [
      { address: 0x81, type: 'bulk', packetSize: 512 },
      { address: 0x02, type: 'bulk', packetSize: 512 },
      { address: 0x83, type: 'interrupt', packetSize: 8 },
    ],
    control: async () => {
      throw new DeviceError('devices.stalled', 'replay')
    },
    transferOut: async (endpoint, bytes) => {
      find(urb => urb.endpoint === endpoint && plain(urb.bytes) === plain(bytes))
      asked = bytes.slice(8, 12)
    },
    transferIn: async (endpoint, length, { signal }) => {
      if (signal.aborted) throw new DeviceError('devices.cancelled', 'replay')
      const urb = find(one => one.endpoint === endpoint && one.length === length)
      const bytes = urb.bytes.slice()
      // Only a container's beginning carries a transaction: a data or response head whose length fits.
      if (anyTransaction && length === 512 && bytes.length >= 12) bytes.set(asked, 8)
      return bytes
    },
    clearHalt: async () => {},
    close: async () => {},
  }
  return { wire, misses: () => misses }
}
