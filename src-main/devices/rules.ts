import { existsSync } from 'node:fs'
import type { Driver, Match } from './driver.ts'

export interface Rules {
  readonly text: string
  readonly path: string
  readonly command: string
  readonly installed: boolean
}

const name = '60-cutis-devices.rules'
const hex = (part: number, width: number): string => part.toString(16).padStart(width, '0')

/** The chips in the cables of serial devices, and the numbers their makers give them. */
const bridges: readonly (readonly [name: string, vendorId: number, productIds: readonly number[]])[] = [
  ['FTDI', 0x0403, [0x6001, 0x6010, 0x6011, 0x6014, 0x6015]],
  ['Silicon Labs CP210x', 0x10c4, [0xea60, 0xea70, 0xea71]],
  ['Prolific PL2303', 0x067b, [0x2303, 0x23a3, 0x23b3, 0x23c3, 0x23d3, 0x23e3, 0x23f3]],
  ['WCH CH340', 0x1a86, [0x7522, 0x7523, 0x5523]],
]

/** The udev rules that give the person at the screen the right to open what the drivers know, and keep ModemManager off it. */
export function udevRulesOf(drivers: readonly Driver[]): string {
  const lines = drivers.flatMap(({ manifest: { wire, match, label } }) => {
    const own = [...new Set(match.flatMap(one => ruleOf(wire, one)))]
    return own.length > 0 ? ['', `# ${label}`, ...own] : []
  })
  const cables = bridges.flatMap(([name, vendorId, productIds]) => [
    '',
    `# Cables with a bridge by ${name}`,
    ...productIds.flatMap(productId => ruleOf('serial', { vendorId, productId })),
  ])
  return [
    '# Cutis: devices that the person at the screen may open. The number stays below 73, where uaccess acts.',
    ...lines,
    ...cables,
    '',
  ].join('\n')
}

function ruleOf(wire: Driver['manifest']['wire'], match: Match): readonly string[] {
  if (wire === 'usb' && match.usbClass) {
    const digits = match.usbClass.map(part => (part === undefined ? '??' : hex(part, 2)))
    const shape = [...digits, '??', '??'].slice(0, 3).join('')
    return [
      `SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ENV{ID_USB_INTERFACES}=="*:${shape}:*", MODE="0660", TAG+="uaccess"`,
    ]
  }
  const { vendorId, productId } = match
  if (vendorId === undefined || wire === 'folder') return []
  const ids = (key: string): string =>
    `${key}{idVendor}=="${hex(vendorId, 4)}"${productId === undefined ? '' : `, ${key}{idProduct}=="${hex(productId, 4)}"`}`
  if (wire === 'serial')
    return [`SUBSYSTEM=="tty", ${ids('ATTRS')}, MODE="0660", TAG+="uaccess", ENV{ID_MM_DEVICE_IGNORE}="1"`]
  const usb = `SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ${ids('ATTR')}, MODE="0660", TAG+="uaccess"`
  return wire === 'hid' ? [usb, `KERNEL=="hidraw*", ${ids('ATTRS')}, MODE="0660", TAG+="uaccess"`] : [usb]
}

/** The rules and whether they are installed; Linux only. */
export function rulesState(drivers: readonly Driver[]): Rules | undefined {
  if (process.platform !== 'linux') return undefined
  const path = `/etc/udev/rules.d/${name}`
  return {
    text: udevRulesOf(drivers),
    path,
    command: `sudo install -m 0644 ${name} ${path} && sudo udevadm control --reload && sudo udevadm trigger`,
    installed: [path, `/usr/lib/udev/rules.d/${name}`].some(place => existsSync(place)),
  }
}
