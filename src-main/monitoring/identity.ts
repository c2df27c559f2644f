import { createHash } from 'node:crypto'
import type { DeviceIdentity, Reading } from '../devices/index.ts'

/** Which device of which family. Never its port, nor anything that a newer decoder words differently. */
export interface Source {
  readonly driver: string
  /** Empty where the device has none. */
  readonly serial: string
}

const hashOf = (parts: unknown): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/** A hash as a UUID of version 8, custom (RFC 9562 §5.8). */
function uuidOf(hash: string): string {
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16)
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** A device's own number: what it says of itself before what the plug says. */
export const serialOf = ({ systemId, serial }: DeviceIdentity, attached: string | undefined): string =>
  systemId ?? serial ?? attached ?? ''

/**
 * What makes a reading this one: device, kind, the device's own time and the values with their digits and units. Where the device
 * keeps no time, a reading that was heard live is this one of its tape, and a stored one what its driver marks it by, or the n-th of
 * those that look like it.
 */
export function openIdentities(source: Source, startedAt: string): (reading: Reading) => string {
  const counts = new Map<string, number>()
  return ({ kind, parts, deviceTime, atUs, mark }) => {
    const values = parts.map(({ mdc, figure, unit }) => [mdc, 'value' in figure ? figure.value : figure.absent, unit])
    const known = [1, source.driver, source.serial, kind, values]
    if (deviceTime !== undefined) return hashOf([...known, deviceTime])
    if (mark !== undefined) return hashOf([...known, 'mark', mark])
    const place = atUs === undefined ? 'stored' : startedAt
    const key = JSON.stringify([kind, values, place])
    const count = counts.get(key) ?? 0
    counts.set(key, count + 1)
    return hashOf([...known, place, count])
  }
}

/** The same reading of the same patient has the same id wherever it is taken in. */
export const readingIdOf = (patientId: string, identity: string): string =>
  uuidOf(hashOf(['reading', patientId, identity]))

/** The same device has the same id wherever it is plugged in. */
export const deviceIdOf = ({ driver, serial }: Source): string => uuidOf(hashOf(['device', driver, serial]))
