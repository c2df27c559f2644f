import type { Driver } from '../../driver.ts'
import { decodePhd } from './decode.ts'
import { fetchPhd } from './fetch.ts'

/** Personal Health Devices: oximeters, blood-pressure monitors, scales, thermometers and glucose meters over USB PHDC. Nothing in them is cleared. */
export const phdDriver: Driver<'usb'> = {
  manifest: {
    id: 'ieee11073',
    version: 1,
    label: 'Personal Health Device (IEEE 11073)',
    wire: 'usb',
    match: [{ usbClass: [0x0f] }],
    measures: ['spo2', 'pulse', 'blood-pressure', 'weight', 'temperature', 'glucose', 'perfusion-index'],
    abilities: ['stored'],
  },
  fetch: fetchPhd,
  decode: decodePhd,
}
