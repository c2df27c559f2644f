import type { Device, Interface } from 'usb'
import { DeviceError } from '../errors.ts'
import type { Endpoint, Setup, UsbWire, Wait } from '../wire.ts'
import { usbError } from './usb-errors.ts'
import { openTransfers, type Transfers } from './usb-transfers.ts'

const types = ['control', 'isochronous', 'bulk', 'interrupt'] as const

/** The USB video class (USB-IF class codes): its devices belong to the browser. */
const video = 0x0e

/**
 * Opens a device and claims one of its interfaces. Rejects devices.permission, .busy, .gone, .driverMissing, .cancelled, and
 * devices.unsupported for every camera the browser uses; the handle is closed whenever it rejects.
 */
export async function openUsbWire(
  device: Device,
  interfaceNumber: number,
  { signal }: Pick<Wait, 'signal'>,
): Promise<UsbWire> {
  if (signal.aborted) throw new DeviceError('devices.cancelled', 'open')
  refuseCameras(device)
  const { Transfer } = await import('usb')
  try {
    device.open()
  } catch (error) {
    throw usbError('open', error)
  }
  try {
    const claimed = claim(device, interfaceNumber)
    return wireOf(device, claimed, openTransfers(device, Transfer))
  } catch (error) {
    shut(device)
    throw usbError('claim', error)
  }
}

function refuseCameras(device: Device): void {
  const faces = device.configDescriptor?.interfaces.flat() ?? []
  if (faces.some(face => face.bInterfaceClass === video))
    throw new DeviceError('devices.unsupported', 'open a camera of the browser')
}

function claim(device: Device, number: number): Interface {
  const face = device.interfaces?.find(one => one.interfaceNumber === number)
  if (!face) throw new DeviceError('devices.unsupported', 'claim')
  // Elsewhere libusb answers NOT_SUPPORTED to both questions.
  if (process.platform === 'linux' && face.isKernelDriverActive()) face.detachKernelDriver()
  face.claim()
  return face
}

function wireOf(device: Device, face: Interface, transfers: Transfers): UsbWire {
  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await transfers.end()
    // Of a device that is gone nothing can be released; its handle is closed all the same.
    await new Promise<void>(done => face.release(() => done()))
    shut(device)
  }
  return {
    kind: 'usb',
    interfaceNumber: face.interfaceNumber,
    endpoints: face.endpoints.map(endpointOf),
    control: (setup, data, wait) => control(transfers, setup, data, wait),
    transferIn: (endpoint, length, wait) => transfers.run(kindOf(face, endpoint), Buffer.alloc(length), wait),
    transferOut: async (endpoint, bytes, wait) => {
      const sent = await transfers.run(kindOf(face, endpoint), Buffer.from(bytes), wait)
      if (sent.length !== bytes.length) throw new DeviceError('devices.protocol', 'write')
    },
    clearHalt: endpoint =>
      new Promise((done, fail) => {
        const one = face.endpoint(endpoint)
        if (!one) return fail(new DeviceError('devices.unsupported', 'clear halt'))
        one.clearHalt(error => (error ? fail(usbError('clear halt', error)) : done()))
      }),
    close: () => (closing ??= close()),
  }
}

const endpointOf = (one: Interface['endpoints'][number]): Endpoint => ({
  address: one.address,
  type: types[one.transferType & 3] ?? 'control',
  packetSize: one.descriptor.wMaxPacketSize,
})

function kindOf(face: Interface, address: number): { readonly address: number; readonly type: number } {
  const one = face.endpoint(address)
  if (!one || one.transferType < 2) throw new DeviceError('devices.unsupported', 'transfer')
  return { address, type: one.transferType }
}

async function control(
  transfers: Transfers,
  { requestType, request, value, index }: Setup,
  ...[data, wait]: [Uint8Array | number, Wait]
): Promise<Uint8Array> {
  const length = typeof data === 'number' ? data : data.length
  const buffer = Buffer.alloc(8 + length)
  buffer.set([requestType, request])
  buffer.writeUInt16LE(value, 2)
  buffer.writeUInt16LE(index, 4)
  buffer.writeUInt16LE(length, 6)
  if (typeof data !== 'number') buffer.set(data, 8)
  const back = await transfers.run({ address: 0, type: 0 }, buffer, wait)
  return typeof data === 'number' ? buffer.subarray(8, 8 + back.length) : new Uint8Array(0)
}

function shut(device: Device): void {
  try {
    device.close()
  } catch {
    // Closed already, or gone.
  }
}
