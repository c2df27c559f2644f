/** Run inside umockdev: imports every picture of the simulated camera through the real usb module and prints how long it took. */
import { createHash } from 'node:crypto'
import { openDevices } from '../index.ts'
import { openUsbFinder } from '../wires/usb-list.ts'
import { plainContext } from './ptp-order.ts'

const context = plainContext()
const devices = openDevices({
  now: () => new Date(),
  log: line => process.stderr.write(`${line}\n`),
  changed: () => {},
  finders: { usb: openUsbFinder },
})
const [camera] = await devices.attached()
if (!camera) throw new Error('no camera')
const source = await devices.openImages(camera.deviceKey, context.signal)
const faces = await source.list(context)
const began = performance.now()
let bytes = 0
const hashes: string[] = []
for (const face of faces) {
  const picture = await source.read(face, context)
  bytes += picture.length
  hashes.push(createHash('sha256').update(picture).digest('hex'))
}
const tookMs = performance.now() - began
await source.close()
await devices.close()
process.stdout.write(`${JSON.stringify({ bytes, tookMs, hashes })}\n`)
