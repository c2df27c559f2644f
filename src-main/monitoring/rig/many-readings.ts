import type { Reading } from '../../devices/index.ts'
import { admitted, imported, keptAll, openRig } from './open.ts'
import { saturation, toyDriver, toyPlug } from './toys.ts'

const minuteMs = 60_000

/** Readings a minute apart that end with yesterday. */
export const manyReadings = (count: number): Reading[] =>
  Array.from({ length: count }, (_, at) => {
    const time = new Date(Date.parse('2026-02-28T12:00:00Z') - (count - at) * minuteMs).toISOString().slice(0, 19)
    return saturation(time, String(90 + (at % 10)))
  })

export interface ManyReadings {
  /** From the start of the import to the last reading durable, without the time a person takes. */
  readonly milliseconds: number
  readonly added: number
  /** The same again. */
  readonly againMilliseconds: number
  readonly addedAgain: number
}

/** For the bench: so many readings read, sealed, decoded, previewed and kept in one commit, on a real vault. */
export async function importMany(count: number): Promise<ManyReadings> {
  const rig = await openRig({ drivers: [toyDriver(manyReadings(count))] })
  try {
    rig.plug(toyPlug)
    const patientId = await admitted(rig, 'MANY-1')
    const once = async () => {
      const start = performance.now()
      const state = await imported(rig, patientId, { code: 'MANY-1' })
      const { added } = await keptAll(rig, state.importId)
      return { milliseconds: Math.round(performance.now() - start), added }
    }
    const first = await once()
    const again = await once()
    return { ...first, againMilliseconds: again.milliseconds, addedAgain: again.added }
  } finally {
    await rig.close()
    rig.remove()
  }
}
