import type { z } from 'zod'
import { partOf } from '../../src-shared/clinical/measures.ts'
import type { monitoring, PreviewRow, ReadingFace } from '../../src-shared/contract/monitoring.ts'
import { Fault } from '../../src-shared/faults.ts'
import { type CsvReading, type MeasureKind, type Reading, readingsOfCsv } from '../devices/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Service } from '../kernel/service.ts'
import { demandFit } from './binding.ts'
import type { Desk } from './desk.ts'
import { readingFace } from './face.ts'
import { openIdentities, readingIdOf } from './identity.ts'
import { marked } from './judge.ts'
import { keepRows } from './keep.ts'
import type { ReadingRow } from './rows.ts'
import { type Moment, statedMoment } from './timing.ts'

type Calls = Service<typeof monitoring>
type Entered = Parameters<Calls['enter']>[0]['reading']
type CsvAsked = Parameters<Calls['importCsv']>[0]
type CsvAnswer = Awaited<ReturnType<Calls['importCsv']>>

interface Stated {
  readonly patientId: string
  readonly by: Caller
  readonly at: string
  /** As a person names where it comes from. */
  readonly device: string
}

/** A reading that a person or a file states, without a device that was read here. */
function statedRow(
  reading: Reading,
  { identity, moment }: { identity: string; moment: Moment },
  stated: Stated,
): ReadingRow {
  const { notes, ...when } = moment
  const { patientId, by, at, device } = stated
  return {
    readingId: readingIdOf(patientId, identity),
    patientId,
    identity,
    kind: reading.kind,
    parts: JSON.stringify(reading.parts),
    deviceTime: null,
    deviceUser: null,
    flags: JSON.stringify(reading.flags),
    notes: JSON.stringify(notes),
    ...when,
    device,
    deviceId: null,
    captureId: null,
    state: 'accepted',
    takenAt: at,
    takenBy: by.name,
    takenById: by.userId,
  }
}

/** Fault monitoring.notMeasured where a number or its unit is none of the measure's. */
function readingOf({ kind, parts, measuredAt }: Entered): Reading {
  const kept = parts.map(({ mdc, value, unit }) => {
    const known = partOf(kind, mdc)
    if (!known || !Object.hasOwn(known.units, unit)) throw new Fault('monitoring.notMeasured')
    return { mdc, figure: { value }, unit }
  })
  if (new Set(kept.map(({ mdc }) => mdc)).size < kept.length) throw new Fault('monitoring.notMeasured')
  return { kind: kind as MeasureKind, parts: kept, deviceTime: measuredAt, flags: ['manual'] }
}

const patientOf = ({ records }: Desk, patientId: string) => records.read('Patient', patientId)

/** A reading typed in by hand. The same one typed in twice is there once. Faults monitoring.notMeasured, records.unknown. */
export async function enter(
  desk: Desk,
  by: Caller,
  { patientId, reading: entered }: { readonly patientId: string; readonly reading: Entered },
): Promise<z.input<typeof ReadingFace>> {
  if ((await patientOf(desk, patientId)) === undefined) throw new Fault('records.unknown')
  const reading = readingOf(entered)
  const { measuredAt } = entered
  const identity = openIdentities({ driver: 'entered', serial: '' }, '')(reading)
  const sortAt = new Date(measuredAt).toISOString()
  const moment: Moment = { effectiveAt: measuredAt, sortAt, method: 'entered', notes: [] }
  const stated = { patientId, by, at: desk.now().toISOString(), device: 'Entered by hand' }
  const row = statedRow(reading, { identity, moment }, stated)
  return desk.inTurn(async () => {
    const [held] = await desk.store.these([row.readingId])
    if (held) return readingFace(held)
    const act = { name: 'monitoring.enter', action: 'C', patientId, entity: `Reading/${row.readingId}` } as const
    await keepRows(desk, by, { act, rows: [row] })
    return readingFace({ ...row, unsynced: 1 })
  })
}

function csvRows(desk: Desk, readings: readonly CsvReading[], stated: Omit<Stated, 'device'>): ReadingRow[] {
  // One source for all: the file's own word for a device takes the place of a serial number.
  const sources = new Map<string, ReturnType<typeof openIdentities>>()
  return readings.flatMap(({ reading, offset, device = '' }) => {
    const identityOf = sources.get(device) ?? openIdentities({ driver: 'csv', serial: device }, '')
    sources.set(device, identityOf)
    const { deviceTime = '' } = reading
    const moment = statedMoment(deviceTime, offset, desk.zone())
    if (!moment) return []
    const identity = identityOf({ ...reading, deviceTime: `${deviceTime}${offset ?? ''}` })
    return [statedRow(reading, { identity, moment }, { ...stated, device: device === '' ? 'File' : device })]
  })
}

/** A file of readings: shown, and with `commit` taken in. Every row is judged alone. Faults monitoring.notThisPatient, records.unknown. */
export async function importCsv(
  desk: Desk,
  by: Caller,
  { patientId, binding, text, commit }: CsvAsked,
): Promise<CsvAnswer> {
  demandFit(await patientOf(desk, patientId), binding)
  const { readings, wrong } = readingsOfCsv(text)
  const rows = csvRows(desk, readings, { patientId, by, at: desk.now().toISOString() })
  return desk.inTurn(async () => {
    const judged = await marked(desk, rows)
    const fresh = judged.filter(({ mark }) => mark === 'new').map(({ row }) => row)
    const act = { name: 'monitoring.importCsv', action: 'C', patientId, entity: `Reading/${fresh.length}` } as const
    if (commit) await keepRows(desk, by, { act, rows: fresh })
    const shown: z.input<typeof PreviewRow>[] = judged.map(({ row, mark }) => ({
      ...readingFace({ ...row, unsynced: commit && mark === 'new' ? 1 : 0 }),
      mark,
    }))
    return { rows: shown, wrong: wrong.map(one => ({ ...one })), added: commit ? fresh.length : 0 }
  })
}
