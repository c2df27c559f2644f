import { readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SerialFace } from './serial.ts'

const ttys = '/sys/class/tty'
/** USB bridges, USB modems in the wide sense, and nothing that is only a terminal. */
const pluggable = /^tty(USB|ACM)\d+$/
const mostLevels = 8

/** The serial lines on USB as Linux knows them, read from sysfs: asking udevadm would start a program at every look. */
export async function linuxSerialPorts(): Promise<readonly SerialFace[]> {
  const names = (await readdir(ttys).catch(() => [])).filter(name => pluggable.test(name))
  const faces = await Promise.all(names.map(faceOf))
  return faces.flatMap(face => face ?? [])
}

async function faceOf(name: string): Promise<SerialFace | undefined> {
  // One that is just being pulled has no device any more.
  const place = await realpath(join(ttys, name, 'device')).catch(() => undefined)
  const device = place && (await usbAbove(place))
  if (!device) return undefined
  const [vendorId, productId, serial, maker, model] = await Promise.all(
    ['idVendor', 'idProduct', 'serial', 'manufacturer', 'product'].map(fact => textIn(device, fact)),
  )
  return {
    path: `/dev/${name}`,
    vendorId: Number.parseInt(vendorId ?? '', 16),
    productId: Number.parseInt(productId ?? '', 16),
    ...(serial && { serial }),
    ...(maker && { maker }),
    ...(model && { model }),
  }
}

/** The USB device that a line belongs to: the first folder upwards that has a vendor number. */
async function usbAbove(place: string): Promise<string | undefined> {
  for (let at = place, level = 0; level < mostLevels && at !== '/'; at = dirname(at), level += 1)
    if ((await textIn(at, 'idVendor')) && (await textIn(at, 'idProduct'))) return at
  return undefined
}

async function textIn(folder: string, fact: string): Promise<string | undefined> {
  const text = await readFile(join(folder, fact), 'utf8').catch(() => '')
  return text.trim().slice(0, 120) || undefined
}
