import { createHash } from 'node:crypto'
import type { PlugIn } from './model.ts'
import type { UsbShape } from './usb-shape.ts'

export const toyShape: UsbShape = {
  vendorId: 0x1209,
  productId: 0x0c17,
  maker: 'Cutis',
  product: 'Toy',
  serial: 'T-0001',
  faces: [
    {
      usbClass: [0xff, 1, 2],
      name: 'Toy face',
      endpoints: [
        { address: 0x02, type: 'bulk', packetSize: 512 },
        { address: 0x81, type: 'bulk', packetSize: 512 },
        { address: 0x83, type: 'interrupt', packetSize: 64 },
      ],
    },
  ],
}

/** Vendor requests that make the toy do something. */
export const toyAsk = { echo: 1, refuse: 2, flood: 3, tick: 4, halt: 5, pull: 6, hash: 7, forget: 8 } as const

/** Byte `at` of the flood. */
export const floodOf = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8) * 7) & 255)

/** A device that does what a test asks of it by vendor requests. */
export const toyModel: PlugIn = stage => {
  let sum = createHash('sha256')
  const acts: Readonly<Record<number, (value: number, data: Uint8Array) => void>> = {
    [toyAsk.echo]: value => stage.say(Uint8Array.from([value & 255, value >> 8, 0xaa])),
    [toyAsk.refuse]: () => stage.stall(0),
    [toyAsk.flood]: value => {
      for (let at = 0; at < value; at += 1) stage.say(floodOf(65_536), 0x81)
    },
    [toyAsk.tick]: value => stage.after(20, () => stage.say(Uint8Array.from([value & 255, 1, 2, 3]), 0x83)),
    [toyAsk.halt]: () => stage.stall(0x81),
    [toyAsk.pull]: value => stage.after(value, stage.unplug),
    [toyAsk.hash]: () => stage.say(sum.copy().digest()),
    [toyAsk.forget]: () => {
      sum = createHash('sha256')
    },
  }
  return {
    hear: (bytes, channel) => {
      if (channel === 0x02) sum.update(bytes)
      if (channel === 0) acts[bytes[1] ?? 0]?.((bytes[2] ?? 0) | ((bytes[3] ?? 0) << 8), bytes.subarray(8))
    },
  }
}
