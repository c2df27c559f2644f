import type { Driver, Match } from './driver.ts'
import type { Found, FoundInterface } from './finder.ts'

const wires = { serial: 'serial', usb: 'usb', hid: 'hid', folder: 'folder' } as const

/** The drivers that could speak to it, best first: those that name its product, then those that know only its class. */
export function driversFor(found: Found, drivers: readonly Driver[]): readonly Driver[] {
  const sameWire = drivers.filter(({ manifest }) => manifest.wire === wires[found.transport])
  if (found.driver) return sameWire.filter(({ manifest }) => manifest.id === found.driver)
  return sameWire
    .map(driver => ({ driver, score: Math.max(0, ...driver.manifest.match.map(match => scoreOf(match, found))) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ driver }) => driver)
}

/** What may hang on a serial line behind a bridge that a hundred makers use: every driver that no vendor number leads to. */
export const candidatesOf = (found: Found, drivers: readonly Driver[]): readonly Driver[] =>
  found.transport === 'serial' && !found.driver && driversFor(found, drivers).length === 0
    ? drivers.filter(({ manifest }) => manifest.wire === 'serial' && manifest.match.length === 0)
    : []

/** Of all interfaces the one a match means. */
export const interfaceFor = (matches: readonly Match[], found: Found): FoundInterface | undefined =>
  found.interfaces?.find(face => matches.some(match => fitsInterface(match, face)))

/** The browser takes pictures from every USB video device (class 0E); libusb must keep its hands off it. */
export const isBrowserCamera = (found: Pick<Found, 'interfaces'>): boolean =>
  found.interfaces?.some(({ usbClass }) => usbClass[0] === 0x0e) ?? false

function scoreOf(match: Match, found: Found): number {
  const parts = [
    match.vendorId === undefined ? undefined : match.vendorId === found.vendorId,
    match.productId === undefined ? undefined : match.productId === found.productId,
    match.usagePage === undefined ? undefined : match.usagePage === found.usagePage,
    match.volumeHas === undefined ? undefined : has(found.holds, match.volumeHas),
    match.usbClass || match.interfaceName
      ? found.interfaces?.some(face => fitsInterface(match, face)) === true
      : undefined,
  ]
  if (parts.includes(false)) return 0
  return parts.filter(part => part === true).length
}

const has = (names: readonly string[] | undefined, name: string): boolean =>
  names?.some(one => one.toLowerCase() === name.toLowerCase()) ?? false

function fitsInterface({ usbClass, interfaceName }: Match, face: FoundInterface): boolean {
  if (usbClass && !usbClass.every((part, at) => part === undefined || part === face.usbClass[at])) return false
  return !interfaceName || interfaceName.test(face.name ?? '')
}
