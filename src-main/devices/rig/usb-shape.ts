/** A USB device as its descriptors tell it: one configuration, no alternate settings. */
export interface UsbShape {
  readonly vendorId: number
  readonly productId: number
  readonly maker: string
  readonly product: string
  readonly serial: string
  readonly faces: readonly {
    readonly usbClass: readonly [number, number, number]
    readonly name?: string
    readonly endpoints: readonly {
      readonly address: number
      readonly type: 'bulk' | 'interrupt'
      readonly packetSize: number
    }[]
    /** Makes it a HID interface: its report descriptor. */
    readonly report?: Uint8Array
  }[]
}

const word = (value: number): number[] => [value & 255, value >> 8]
const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0')

type Face = UsbShape['faces'][number]

const endpointBytes = ({ address, type, packetSize }: Face['endpoints'][number]): number[] => {
  const isBulk = type === 'bulk'
  return [7, 5, address, isBulk ? 2 : 3, ...word(packetSize), isBulk ? 0 : 10]
}

/** HID 1.11 §6.2.1 */
const reportBytes = (report: Uint8Array | undefined): number[] =>
  report ? [9, 0x21, 0x11, 1, 0, 1, 0x22, ...word(report.length)] : []

/** Device and configuration descriptor (USB 2.0 §9.6), as the kernel hands them to libusb. */
export function descriptorsOf({ vendorId, productId, faces }: UsbShape): Uint8Array {
  const below = faces.flatMap(({ usbClass, endpoints, report }, number) => {
    const face = [9, 4, number, 0, endpoints.length, ...usbClass, 0]
    return [...face, ...reportBytes(report), ...endpoints.flatMap(endpointBytes)]
  })
  const device = [18, 1, ...word(0x200), 0, 0, 0, 64, ...word(vendorId), ...word(productId), ...word(0x100), 1, 2, 3, 1]
  return Uint8Array.from([...device, 9, 2, ...word(9 + below.length), faces.length, 1, 0, 0x80, 50, ...below])
}

/** Where umockdev shows it: bus 1, a port of the root hub, and a device number of its own. */
export const placeOf = (port: number) => ({
  path: `/sys/devices/pci0000:00/0000:00:14.0/usb1/1-${port}`,
  node: `/dev/bus/usb/001/${String(20 + port).padStart(3, '0')}`,
})

const eventsOf = (shape: UsbShape, port: number): Readonly<Record<string, string>> => ({
  BUSNUM: '001',
  DEVNAME: placeOf(port).node,
  DEVNUM: String(20 + port).padStart(3, '0'),
  DEVTYPE: 'usb_device',
  SUBSYSTEM: 'usb',
  MAJOR: '189',
  MINOR: `${19 + port}`,
  PRODUCT: `${hex(shape.vendorId, 4)}/${hex(shape.productId, 4)}/100`,
  TYPE: '0/0/0',
})

const attributesOf = (shape: UsbShape, port: number): Readonly<Record<string, string>> => ({
  bConfigurationValue: '1',
  bDeviceClass: '00',
  bDeviceProtocol: '00',
  bDeviceSubClass: '00',
  bMaxPacketSize0: '64',
  bNumConfigurations: '1',
  bcdDevice: '0100',
  busnum: '1',
  devnum: `${20 + port}`,
  idVendor: hex(shape.vendorId, 4),
  idProduct: hex(shape.productId, 4),
  speed: '480',
  version: ' 2.00',
  manufacturer: shape.maker,
  product: shape.product,
  serial: shape.serial,
})

const linesOf = (letter: string, facts: Readonly<Record<string, string>>, end = ''): readonly string[] =>
  Object.entries(facts).map(([key, value]) => `${letter}: ${key}=${value}${end}`)

/** The device in umockdev's own words (umockdev, README: file format). */
export function umockdevOf(shape: UsbShape, port: number): string {
  const { path, node } = placeOf(port)
  const descriptors = Buffer.from(descriptorsOf(shape)).toString('hex').toUpperCase()
  const device = [
    `P: ${path.slice(4)}`,
    `N: ${node.slice(5)}=${descriptors}`,
    ...linesOf('E', eventsOf(shape, port)),
    ...linesOf('A', attributesOf(shape, port), '\\n'),
    // libusb reads the descriptors from sysfs, not from the node.
    `H: descriptors=${descriptors}`,
  ]
  const faces = shape.faces.map(({ name, usbClass }, at) => [
    `P: ${path.slice(4)}/1-${port}:1.${at}`,
    ...linesOf('E', { DEVTYPE: 'usb_interface', SUBSYSTEM: 'usb', INTERFACE: usbClass.join('/') }),
    `A: bInterfaceNumber=${hex(at, 2)}`,
    ...(name ? [`A: interface=${name}`] : []),
  ])
  return `${[device, ...faces].map(lines => lines.join('\n')).join('\n\n')}\n\n`
}
