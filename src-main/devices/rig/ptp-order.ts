import type { Context } from '../driver.ts'
import { openSession } from '../drivers/ptp/session.ts'
import type { UsbWire } from '../wire.ts'

const all = 0xffffffff
const storage = 0x10001

/** What the program asked that was recorded, operation and parameters, up to the two photos. */
const recorded: readonly (readonly [number, ...number[]])[] = [
  [0x1001],
  [0x1007, all, 0, all],
  [0x1004],
  [0x1007, storage, 0, all],
  [0x1004],
  [0x1008, 0x80000],
  [0x9021, storage, 0, 0, 0x80000],
  [0x1007, storage, 0, 0x80000],
  [0x1008, 0x1900000],
  [0x9021, storage, 0, 0x80000, 0x1900000],
  [0x1007, storage, 0, 0x1900000],
  [0x1008, 0x1900011],
  [0x9021, storage, 0, 0x1900000, 0x1900011],
  [0x1008, 0x1900021],
  [0x9021, storage, 0, 0x1900000, 0x1900021],
]
const photos = [0x1900011, 0x1900021] as const

/** Asks a recorded camera in the recorded order, byte for byte, and answers its photos. */
export async function importInOrder(wire: UsbWire, context: Context): Promise<readonly Uint8Array[]> {
  const session = await openSession(wire, context)
  for (const [code, ...parameters] of recorded) await session.ask({ code, parameters, most: 65536 }, context)
  const read: Uint8Array[] = []
  for (const handle of photos)
    read.push(await session.ask({ code: 0x1009, parameters: [handle], most: 1 << 20 }, context))
  await session.close()
  return read
}

/** A context without end, progress or virtual time. */
export const plainContext = (): Context => ({
  signal: new AbortController().signal,
  progress: () => {},
  now: () => new Date(),
  pause: async () => {},
})
