import { access, constants } from 'node:fs/promises'
import type { Finder, Found } from '../finder.ts'
import { type HidFace, hidDevices, openHidWire } from './hid.ts'

/** HID devices: what is plugged in, told without opening anything. Rejects where the native module is missing. */
export async function openHidFinder(): Promise<Finder> {
  await hidDevices()
  return {
    transport: 'hid',
    list: async () => await Promise.all((await hidDevices()).map(foundOf)),
    open: async ({ port }, _manifest, wait) => await openHidWire(port, wait),
  }
}

async function foundOf({ path, vendorId, productId, serial, maker, model, usagePage }: HidFace): Promise<Found> {
  const isFile = path.startsWith('/dev/')
  const allowed = !isFile || (await access(path, constants.R_OK | constants.W_OK).then(...yesOrNo))
  return {
    transport: 'hid',
    port: path,
    vendorId,
    productId,
    ...(serial && { serial }),
    ...(maker && { maker }),
    ...(model && { model }),
    ...(usagePage !== undefined && { usagePage }),
    ...(!allowed && { state: 'permission' as const }),
  }
}
const yesOrNo = [() => true, () => false] as const
