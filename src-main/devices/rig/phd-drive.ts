/** Run by phd-umockdev.test.ts inside umockdev: reads a simulated agent through the real usb module and prints what it said. */
import { DeviceError } from '../errors.ts'
import { openDevices } from '../index.ts'
import { openUsbFinder } from '../wires/usb-list.ts'
import { toldOf } from './phd-agent-kinds.ts'
import { plainContext } from './ptp-order.ts'

const context = plainContext()
const devices = openDevices({
  now: () => new Date(),
  log: line => process.stderr.write(`${line}\n`),
  changed: () => {},
  finders: { usb: openUsbFinder },
})
const [agent] = await devices.attached()
if (!agent) throw new Error('no device')
const session = await devices.open(agent.deviceKey, context.signal)
let code = 'none'
try {
  await session.driver.fetch?.(session.wire, context)
} catch (error) {
  code = error instanceof DeviceError ? error.code : `untyped ${String(error)}`
}
await session.close()
await devices.close()
const decoded = session.driver.decode?.(session.recorder.tape())
const readings = decoded?.readings.map(toldOf)
process.stdout.write(
  `${JSON.stringify({ driver: agent.driver, code, readings, dropped: decoded?.dropped, device: decoded?.device })}\n`,
)
// No process.exit: that it ends by itself is a part of the test.
