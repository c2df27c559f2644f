import { access, constants } from 'node:fs/promises'
import { DeviceError } from '../errors.ts'
import type { Finder, Found } from '../finder.ts'
import { openSerialWire, type SerialFace, serialPorts } from './serial.ts'
import { serialBinding } from './serial-port.ts'

/** Serial lines: what is plugged in, told without opening anything. Rejects where the native module is missing. */
export async function openSerialFinder(): Promise<Finder> {
  await serialBinding()
  return {
    transport: 'serial',
    list: async () => await Promise.all((await serialPorts()).filter(isPluggedIn).map(foundOf)),
    open: async ({ port }, { lines = [] }, wait) => {
      const [line] = lines
      if (!line) throw new DeviceError('devices.unsupported', 'open')
      return await openSerialWire(port, line, wait)
    },
  }
}

/** A port of the mainboard that nothing hangs on is in the list of every Linux, thirty-two times. */
const isPluggedIn = ({ vendorId, simulated }: SerialFace): boolean => vendorId !== undefined || simulated !== undefined

async function foundOf({ path, simulated, ...known }: SerialFace): Promise<Found> {
  const isFile = path.startsWith('/dev/')
  const allowed = !isFile || (await access(path, constants.R_OK | constants.W_OK).then(...yesOrNo))
  return {
    transport: 'serial',
    port: path,
    ...known,
    ...(simulated && { driver: simulated }),
    ...(!allowed && { state: 'permission' as const }),
  }
}
const yesOrNo = [() => true, () => false] as const
