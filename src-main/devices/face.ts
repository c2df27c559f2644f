import type { Attached } from '../../src-shared/contract/devices.ts'
import type { Driver } from './driver.ts'
import type { Found } from './finder.ts'
import { candidatesOf, driversFor, isBrowserCamera } from './matching.ts'

export interface Known {
  readonly key: string
  readonly found: Found
  /** The driver that a person named. */
  readonly chosen?: string | undefined
}

/** The drivers for a device, best first: what a person said of it counts before what it says of itself. */
export function fittingOf({ found, chosen }: Omit<Known, 'key'>, drivers: readonly Driver[]): readonly Driver[] {
  const named = candidatesOf(found, drivers).filter(({ manifest }) => manifest.id === chosen)
  return named.length > 0 ? named : driversFor(found, drivers)
}

/** What a person is shown of one thing that is plugged in; nothing for what no driver knows and no person would look for. */
export function faceOf({ key, found, chosen }: Known, drivers: readonly Driver[]): Attached | undefined {
  const camera = isBrowserCamera(found)
  const fitting = camera ? [] : fittingOf({ found, chosen }, drivers)
  // A serial port may be anything: it is listed, so that a person can see that the cable works.
  if (fitting.length === 0 && found.transport !== 'serial' && !camera) return undefined
  return {
    deviceKey: key,
    label: labelOf(found, fitting),
    transport: found.transport,
    port: found.port,
    candidates: candidatesOf(found, drivers).map(({ manifest }) => ({ driver: manifest.id, label: manifest.label })),
    measures: [...new Set(fitting.flatMap(({ manifest }) => manifest.measures))],
    abilities: [...new Set(fitting.flatMap(({ manifest }) => manifest.abilities))],
    state: found.state ?? 'free',
    ...known(found),
    ...(fitting[0] && { driver: fitting[0].manifest.id }),
  }
}

const labelOf = ({ model, port }: Found, [driver]: readonly Driver[]): string => model ?? driver?.manifest.label ?? port

const known = ({ vendorId, productId, serial, maker, model }: Found): Partial<Attached> =>
  Object.fromEntries(
    Object.entries({ vendorId, productId, serial, maker, model }).filter(([, value]) => value !== undefined),
  )
