import type { Decoded, Reading } from '../devices/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk } from './desk.ts'
import { deviceIdOf, openIdentities, readingIdOf, type Source, serialOf } from './identity.ts'
import type { ReadingRow, TapeRow } from './rows.ts'
import { type Clock, openClock } from './timing.ts'

export type Mark = 'new' | 'known' | 'repeated'

/** A reading that could be kept, and whether it is here already. */
export interface Judged {
  readonly row: ReadingRow
  readonly mark: Mark
}

/** What a tape turned out to hold. */
export interface Judgement {
  readonly source: Source
  readonly readings: readonly Judged[]
  readonly dropped: Readonly<Record<string, number>>
  readonly clockAheadMinutes?: number
  readonly users: readonly string[]
  readonly quarantineFor: readonly ('users' | 'clock' | 'patient')[]
}

/** Measurements of a test liquid or of nobody: they stay on the tape and are no reading of a person. */
const notOfPatient = ['control-solution', 'test-data', 'demo-data']
const wrongClock = ['wrong-device-time', 'in-the-future', 'time-unknown']
export const othersNote = 'held-for-another-patient'

const testFlagOf = ({ flags }: Reading): string | undefined => notOfPatient.find(flag => flags.includes(flag))

interface Making {
  readonly tape: TapeRow
  readonly source: Source
  readonly clock: Clock
  readonly by: Caller
  readonly at: string
}

function rowOf(reading: Reading, identity: string, { tape, source, clock, by, at }: Making): ReadingRow {
  const { notes, ...moment } = clock.momentOf(reading)
  return {
    readingId: readingIdOf(tape.patientId, identity),
    patientId: tape.patientId,
    identity,
    kind: reading.kind,
    parts: JSON.stringify(reading.parts),
    deviceTime: reading.deviceTime ?? null,
    deviceUser: reading.user ?? null,
    flags: JSON.stringify(reading.flags),
    notes: JSON.stringify(notes),
    ...moment,
    device: tape.device,
    deviceId: deviceIdOf(source),
    captureId: tape.captureId,
    state: 'accepted',
    takenAt: at,
    takenBy: by.name,
    takenById: by.userId,
  }
}

/** Marks each row as new, here already, or twice in the list; what another patient has already is noted. */
export async function marked({ store }: Desk, rows: readonly ReadingRow[]): Promise<Judged[]> {
  const seen = await store.seen(rows.map(({ identity }) => identity))
  const held = new Set(seen.map(({ readingId }) => readingId))
  const living = new Set(seen.filter(({ state }) => state !== 'rejected').map(({ identity }) => identity))
  const before = new Set<string>()
  return rows.map(row => {
    const mark = held.has(row.readingId) ? 'known' : before.has(row.identity) ? 'repeated' : 'new'
    before.add(row.identity)
    // The id is made of identity and patient: a reading that is here under another id is another patient's.
    const isOthers = mark !== 'known' && living.has(row.identity)
    return { row: isOthers ? { ...row, notes: noted(row.notes) } : row, mark }
  })
}

const noted = (notes: string): string => JSON.stringify([...new Set([...(JSON.parse(notes) as string[]), othersNote])])

const hasNote = ({ row }: Judged, words: readonly string[]): boolean =>
  (JSON.parse(row.notes) as string[]).some(note => words.includes(note))

function quarantineFor(readings: readonly Judged[], users: readonly string[]): Judgement['quarantineFor'] {
  const fresh = readings.filter(({ mark }) => mark === 'new')
  return [
    ...(users.length > 1 ? (['users'] as const) : []),
    ...(fresh.some(one => hasNote(one, wrongClock)) ? (['clock'] as const) : []),
    ...(fresh.some(one => hasNote(one, [othersNote])) ? (['patient'] as const) : []),
  ]
}

/** Counts what is left out as no reading of a person. */
function sorted({ readings, dropped }: Decoded): { readings: Reading[]; dropped: Record<string, number> } {
  const kept: Reading[] = []
  const counts: Record<string, number> = { ...dropped }
  for (const reading of readings) {
    const flag = testFlagOf(reading)
    if (flag === undefined) kept.push(reading)
    else counts[flag] = (counts[flag] ?? 0) + 1
  }
  return { readings: kept, dropped: counts }
}

/** What a decoded tape means for its patient. Nothing is written. */
export async function judge(
  desk: Desk,
  decoded: Decoded,
  { tape, by }: { tape: TapeRow; by: Caller },
): Promise<Judgement> {
  const source: Source = { driver: tape.driver, serial: serialOf(decoded.device, tape.serial || undefined) }
  const startedMs = Date.parse(tape.startedAt)
  const clock = openClock(decoded, { zone: tape.zone, startedMs, nowMs: desk.now().getTime() })
  const identityOf = openIdentities(source, tape.startedAt)
  const { readings, dropped } = sorted(decoded)
  const making = { tape, source, clock, by, at: desk.now().toISOString() }
  const rows = readings.map(reading => rowOf(reading, identityOf(reading), making))
  const judged = await marked(desk, rows)
  const users = [...new Set(readings.flatMap(({ user }) => user ?? []))].toSorted()
  return {
    source,
    readings: judged,
    dropped,
    users,
    quarantineFor: quarantineFor(judged, users),
    ...(clock.aheadMinutes !== undefined && { clockAheadMinutes: clock.aheadMinutes }),
  }
}
