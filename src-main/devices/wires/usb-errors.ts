import { DeviceError, type DeviceFault } from '../errors.ts'

/** libusb's error numbers (libusb.h, enum libusb_error) and the transfer states node-usb reports as errno. */
const byError: Readonly<Record<number, DeviceFault>> = {
  [-3]: 'devices.permission',
  [-4]: 'devices.gone',
  [-5]: 'devices.gone',
  [-6]: 'devices.busy',
  [-7]: 'devices.noAnswer',
  [-9]: 'devices.stalled',
  [-12]: 'devices.driverMissing',
}
const byTransfer: Readonly<Record<number, DeviceFault>> = {
  2: 'devices.noAnswer',
  3: 'devices.cancelled',
  4: 'devices.stalled',
  5: 'devices.gone',
}

/** What libusb said, as a fault with a cure. An I/O error and an overflow are the device's own fault: devices.protocol. */
export function usbError(step: string, cause: unknown): DeviceError {
  if (cause instanceof DeviceError) return cause
  const errno = cause instanceof Error && 'errno' in cause && typeof cause.errno === 'number' ? cause.errno : 0
  return new DeviceError(byError[errno] ?? byTransfer[errno] ?? 'devices.protocol', step, { cause })
}
