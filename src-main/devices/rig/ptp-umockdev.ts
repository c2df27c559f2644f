/** Run by ptp-umockdev.test.ts inside umockdev: asks the recorded camera through the real usb module and prints what came. */
import { createHash } from 'node:crypto'
import { findByIds } from 'usb'
import { openUsbWire } from '../wires/usb.ts'
import { importInOrder, plainContext } from './ptp-order.ts'

const context = plainContext()
const device = findByIds(0x04a9, 0x31c0)
if (!device) throw new Error('no camera')
const began = performance.now()
const photos = await importInOrder(await openUsbWire(device, 0, context), context)
const hashes = photos.map(bytes => createHash('sha256').update(bytes).digest('hex'))
process.stdout.write(`${JSON.stringify({ hashes, tookMs: performance.now() - began })}\n`)
process.exit(0)
