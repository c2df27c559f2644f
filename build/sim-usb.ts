import { join } from 'node:path'
import { agentKinds } from '../src-main/devices/rig/phd-agent-kinds.ts'
import { phdEndpoints, phdModel } from '../src-main/devices/rig/phd-model.ts'
import { type CameraImage, cameraEndpoints, cameraModel } from '../src-main/devices/rig/ptp-model.ts'
import type { UsbSim } from '../src-main/devices/rig/usbsim.ts'
import { root } from './run.ts'

type Played = Pick<UsbSim, 'shape' | 'plugIn'>

const own = { vendorId: 0x1209, maker: 'Cutis' } as const
const operations = [0x1001, 0x1002, 0x1003, 0x1004, 0x1007, 0x1008, 0x1009, 0x100e, 0x101b]

/** A camera with some pictures, and one that its shutter takes. */
export const playedCamera = (images: readonly CameraImage[], next: CameraImage): Played => ({
  shape: {
    ...own,
    productId: 0x0c18,
    product: 'Simulated camera',
    serial: 'SIM-1',
    faces: [{ usbClass: [6, 1, 1], endpoints: cameraEndpoints }],
  },
  plugIn: cameraModel({ images, next, operations, serial: 'SIM-1' }),
})

/** Personal Health Devices (IEEE 11073-20601), by the name they have here. */
export const phdKinds: Readonly<Record<string, string>> = Object.fromEntries(
  agentKinds.map(kind => [`phd-${kind}`, `Personal Health Device over USB (IEEE 11073): ${kind}`]),
)

/** An agent that tells some readings and asks to be released; undefined where there is none of that name. */
export function playedAgent(name: string, seed: number): Played | undefined {
  const kind = agentKinds.find(one => `phd-${one}` === name)
  return (
    kind && {
      shape: {
        ...own,
        productId: 0x0c19,
        product: 'Simulated health device',
        serial: 'PHD-1',
        faces: [{ usbClass: [0x0f, 0, 0], endpoints: phdEndpoints }],
      },
      plugIn: phdModel({ kind, seed, releases: true }),
    }
  )
}

/** The engine runs inside umockdev, and a browser cannot: the address it prints is opened by hand. */
export const engineScript = (args: readonly string[]): readonly string[] => [
  join(root, 'out', 'main', 'loopback.js'),
  '--no-window',
  ...(args.length > 0 ? args : ['--demo']),
]
