import type { Manifest } from '../../driver.ts'

/** Still-image cameras (class 06/01/01) and phones, whose interface is vendor-specific and only named MTP. */
export const ptpManifest: Manifest<'usb'> = {
  id: 'ptp',
  version: 1,
  label: 'Camera or phone',
  wire: 'usb',
  match: [{ usbClass: [6, 1, 1] }, { interfaceName: /MTP/ }],
  measures: [],
  abilities: ['images', 'shutter'],
}
