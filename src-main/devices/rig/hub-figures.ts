import { join } from 'node:path'
import { toyModel, toyShape } from './usb-toy.ts'
import { runUsbSim } from './usbsim.ts'

export { ptpSpeed } from './ptp-speed.ts'

/** Milliseconds until a pulled plug, a replug and a cancel are noticed, and the process's descriptors before and after all connects. */
export interface HubFigures {
  readonly unplugMs: number
  readonly replugMs: number
  readonly cancelMs: number
  readonly descriptorsBefore: number
  readonly descriptorsAfter: number
}

interface Said {
  readonly ended: { readonly cancelMs: number }
  readonly unplug: { readonly goneUs: number }
  readonly seenUs: number
  readonly before: number
  readonly after: number
}

/** Drives the real usb module through the hub against a simulated device, connecting so many times. */
export async function hubFigures(rounds: number): Promise<HubFigures> {
  const run = await runUsbSim({
    shape: toyShape,
    plugIn: toyModel,
    script: [join(import.meta.dirname, 'usb-drive.ts'), `${rounds}`],
    replugAfterMs: 150,
  })
  const [unpluggedUs] = run.unpluggedUs
  const [, pluggedUs] = run.pluggedUs
  if (run.status !== 0 || unpluggedUs === undefined || pluggedUs === undefined)
    throw new Error(`the drive failed: ${run.stderr}`)
  const said = JSON.parse(run.stdout) as Said
  return {
    unplugMs: (said.unplug.goneUs - unpluggedUs) / 1000,
    replugMs: (said.seenUs - pluggedUs) / 1000,
    cancelMs: said.ended.cancelMs,
    descriptorsBefore: said.before,
    descriptorsAfter: said.after,
  }
}
