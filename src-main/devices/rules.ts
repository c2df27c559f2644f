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

/** The udev rules that give the person at the screen the right to open what the drivers know, and keep ModemManager off it. */
export function udevRulesOf(drivers: readonly Driver[]): string {
  const lines = drivers.flatMap(({ manifest: { wire, match, label } }) => {
    const own = [...new Set(match.flatMap(one => ruleOf(wire, one)))]
    return own.length > 0 ? ['', `# ${label}`, ...own] : []
  })
  return [
    '# Cutis: devices that the person at the screen may open. The number stays below 73, where uaccess acts.',
    ...lines,
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
