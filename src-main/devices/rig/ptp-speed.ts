import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { cameraEndpoints, cameraModel } from './ptp-model.ts'
import type { UsbShape } from './usb-shape.ts'
import { runUsbSim } from './usbsim.ts'

const shape: UsbShape = {
  vendorId: 0x1209,
  productId: 0x0c18,
  maker: 'Cutis',
  product: 'Simulated camera',
  serial: 'CAM-1',
  faces: [{ usbClass: [6, 1, 1], endpoints: cameraEndpoints }],
}

/** Imports pictures of so many bytes from a simulated camera through the real usb module: bytes a second, and whether all were the same. */
export async function ptpSpeed(sizes: readonly number[]): Promise<{ bytesPerSecond: number; same: boolean }> {
  const images = sizes.map((size, at) => ({ name: `CUT_000${at}.JPG`, bytes: randomBytes(size) }))
  const run = await runUsbSim({
    shape,
    plugIn: cameraModel({ images, serial: 'CAM-1' }),
    script: [join(import.meta.dirname, 'ptp-drive.ts')],
  })
  if (run.status !== 0) throw new Error(`the import failed: ${run.stderr}`)
  const said = JSON.parse(run.stdout) as { bytes: number; tookMs: number; hashes: readonly string[] }
  const want = images.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'))
  return { bytesPerSecond: (said.bytes * 1000) / said.tookMs, same: want.every(hash => said.hashes.includes(hash)) }
}
