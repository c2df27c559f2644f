import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toyModel, toyShape } from '../rig/usb-toy.ts'
import { runUsbSim, usbsimProgram } from '../rig/usbsim.ts'

const isThere = usbsimProgram() !== undefined
const name = (what: string): string => (isThere ? what : `${what} (not run: umockdev absent)`)
const rounds = 200

test.runIf(process.env['CI'])('in CI umockdev is there', () => expect(isThere).toBe(true))

test.skipIf(!isThere)(
  name(
    'the real usb module: every kind of transfer, every ending, unplugged, back on another port, and no handle left',
  ),
  async () => {
    const run = await runUsbSim({
      shape: toyShape,
      plugIn: toyModel,
      script: [join(import.meta.dirname, '../rig/usb-drive.ts'), `${rounds}`],
      replugAfterMs: 150,
    })
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    const said = JSON.parse(run.stdout)
    const face = { deviceKey: 'usb:1209:0c17:T-0001', label: 'Toy', maker: 'Cutis', driver: 'toy', state: 'free' }
    expect(said).toMatchObject({
      found: { ...face, port: 'usb 1-1' },
      busy: 'devices.busy',
      moved: {
        echo: '3412aa',
        refused: 'devices.stalled',
        tick: [7, 1, 2, 3],
        outEqual: true,
        equal: said.moved.pieces,
      },
      ended: {
        silent: 'devices.noAnswer',
        cancelled: 'devices.cancelled',
        halted: 'devices.stalled',
        afterHalt: 65_536,
      },
      unplug: { gone: 'devices.gone', later: 'devices.gone' },
      again: { ...face, port: 'usb 1-2' },
      echoAgain: '0201aa',
      rounds,
    })
    expect(said.after).toBe(said.before)
  },
  60_000,
)
