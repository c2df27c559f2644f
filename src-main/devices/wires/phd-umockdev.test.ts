import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { agentData, agentKinds, toldBy } from '../rig/phd-agent-kinds.ts'
import { type PhdMake, phdEndpoints, phdModel } from '../rig/phd-model.ts'
import type { UsbShape } from '../rig/usb-shape.ts'
import { runUsbSim, usbsimProgram } from '../rig/usbsim.ts'

const isThere = usbsimProgram() !== undefined
const notRun = isThere ? '' : ' (not run: umockdev absent)'

const shape: UsbShape = {
  vendorId: 0x1209,
  productId: 0x0c19,
  maker: 'Cutis',
  product: 'Simulated agent',
  serial: 'PHD-1',
  faces: [{ usbClass: [0x0f, 0, 0], endpoints: phdEndpoints }],
}

/** Reads an agent in a process of its own, and what it told. */
async function read(make: PhdMake) {
  const { stdout, stderr, status } = await runUsbSim({
    shape,
    plugIn: phdModel(make),
    script: [join(import.meta.dirname, '../rig/phd-drive.ts')],
  })
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  const said = JSON.parse(stdout) as {
    readonly driver: string
    readonly code: string
    readonly readings: readonly unknown[]
    readonly dropped: object
    readonly device: object
  }
  expect(said.driver).toBe('ieee11073')
  return { ...said, told: toldBy(agentData(make)) }
}

test.runIf(process.env['CI'])('in CI umockdev is there', () => expect(isThere).toBe(true))

describe.skipIf(!isThere)(`a simulated agent through the real usb module${notRun}`, () => {
  test.for(agentKinds)('everything it tells is read: %s', { timeout: 60_000 }, async kind => {
    const { code, readings, told, dropped, device } = await read({ kind, seed: 21, releases: true })
    expect({ code, readings, dropped }).toEqual({ code: 'none', readings: told, dropped: {} })
    expect(device).toMatchObject({ serial: 'AG-0042', systemId: '024355544147002A' })
  })

  test('a segment longer than a transfer', async () => {
    const { code, readings, told } = await read({
      kind: 'store',
      seed: 22,
      segments: [900],
      pieceEntries: 300,
      releases: true,
    })
    expect({ code, readings }).toEqual({ code: 'none', readings: told })
  }, 60_000)

  test('a pipe that stalls is cleared, a configuration refused, and the next one taken', async () => {
    const faults = { stalls: 2, wrongConfigurations: 1 }
    const { code, readings, told } = await read({ kind: 'extended', seed: 23, releases: true, faults })
    expect({ code, readings }).toEqual({ code: 'none', readings: told })
  }, 60_000)

  test.for([1, 4, 9, 12])(
    'unplugged after %i APDUs it is gone, and nothing was read that was not told',
    { timeout: 60_000 },
    async unplugAfter => {
      const { code, readings, told } = await read({ kind: 'store', seed: 24, faults: { unplugAfter } })
      expect(code).toBe('devices.gone')
      expect(readings).toEqual(told.slice(0, readings.length))
    },
  )
})
