import { readFile } from 'node:fs/promises'
import type { Device } from 'usb'
import { DeviceError } from '../errors.ts'
import type { Finder, Found, FoundInterface } from '../finder.ts'
import { interfaceFor } from '../matching.ts'
import { openUsbWire } from './usb.ts'

/** USB by libusb: what is plugged in, told without opening anything. Rejects where the native module is missing. */
export async function openUsbFinder(): Promise<Finder> {
  const { getDeviceList, usb } = await import('usb')
  const byPort = async (port: string): Promise<Device | undefined> =>
    getDeviceList().find(device => portOf(device) === port)
  return {
    transport: 'usb',
    list: async () => await Promise.all(getDeviceList().map(foundOf)),
    watch: moved => {
      usb.on('attach', moved)
      usb.on('detach', moved)
      usb.unrefHotplugEvents()
      return () => {
        usb.off('attach', moved)
        usb.off('detach', moved)
      }
    },
    open: async (found, manifest, wait) => {
      const device = await byPort(found.port)
      if (!device) throw new DeviceError('devices.gone', 'open')
      const face = interfaceFor(manifest.match, found) ?? found.interfaces?.[0]
      if (!face) throw new DeviceError('devices.unsupported', 'open')
      return await openUsbWire(device, face.number, wait)
    },
  }
}

const portOf = (device: Device): string =>
  `usb ${device.busNumber}-${(device.portNumbers ?? []).join('.') || device.deviceAddress}`

async function foundOf(device: Device): Promise<Found> {
  const { idVendor: vendorId, idProduct: productId } = device.deviceDescriptor
  const [maker, model, serial] = await Promise.all(
    ['manufacturer', 'product', 'serial'].map(name => wordOf(device, name)),
  )
  return {
    transport: 'usb',
    port: portOf(device),
    vendorId,
    productId,
    interfaces: await facesOf(device),
    ...(maker && { maker }),
    ...(model && { model }),
    ...(serial && { serial }),
  }
}

async function facesOf(device: Device): Promise<readonly FoundInterface[]> {
  const faces = descriptorOf(device)?.interfaces.map(alternatives => alternatives[0]) ?? []
  return await Promise.all(
    faces
      .filter(face => face !== undefined)
      .map(async face => {
        const number = face.bInterfaceNumber
        const name = await wordOf(device, 'interface', `:1.${number}`)
        const { bInterfaceClass, bInterfaceSubClass, bInterfaceProtocol } = face
        return {
          number,
          usbClass: [bInterfaceClass, bInterfaceSubClass, bInterfaceProtocol] as const,
          ...(name && { name }),
        }
      }),
  )
}

/** A device that is just going away has no descriptor any more. */
function descriptorOf(device: Device): Device['configDescriptor'] {
  try {
    return device.configDescriptor
  } catch {
    return undefined
  }
}

/** Linux has read the device's own words already; elsewhere they would cost opening it, and are left out. */
async function wordOf(device: Device, name: string, part = ''): Promise<string | undefined> {
  if (process.platform !== 'linux' || !device.portNumbers?.length) return undefined
  const place = `${device.busNumber}-${device.portNumbers.join('.')}${part}`
  const text = await readFile(`/sys/bus/usb/devices/${place}/${name}`, 'utf8').catch(() => '')
  return text.trim().slice(0, 120) || undefined
}
