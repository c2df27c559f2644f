import type { z } from 'zod'
import type { ImportState } from '../../src-shared/contract/monitoring.ts'
import { Fault, type FaultCode } from '../../src-shared/faults.ts'
import type { Progress } from '../devices/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk } from './desk.ts'
import { deviceOf } from './device.ts'
import { readingFace } from './face.ts'
import { deviceIdOf } from './identity.ts'
import { type Judgement, judge, marked } from './judge.ts'
import { keepRows } from './keep.ts'
import { contextOf, withDevice } from './reader.ts'
import { decoded, type Recording, sealTape } from './tapes.ts'

type State = z.input<typeof ImportState>

export interface Wanted {
  readonly patientId: string
  readonly deviceKey: string
  readonly zone: string
}

export interface Kept {
  readonly added: number
  readonly known: number
  readonly quarantined: number
}

export interface Choice {
  readonly leaveOut: readonly string[]
  readonly confirmed: boolean
  readonly user?: string | undefined
}

/** One import, from the cable to a person's yes. */
export interface Import extends Wanted {
  readonly importId: string
  readonly by: Caller
  readonly abort: AbortController
  readonly startedMs: number
  device: string
  step: State['step']
  progress: Progress
  fault?: FaultCode
  found?: Judgement
  /** What the device says of itself, for its FHIR record. */
  told?: ReturnType<typeof deviceOf>
  kept?: Kept
  done: Promise<void>
}

const tellEveryMs = 200

/** Reads the device and makes its tape durable. */
async function recorded(desk: Desk, one: Import, moved: () => void): Promise<Recording> {
  const { deviceKey, patientId, zone, abort } = one
  return withDevice(desk, { deviceKey, signal: abort.signal }, async session => {
    const { driver, identity, recorder } = session
    one.device = identity.label
    if (!driver.fetch || !driver.decode) throw new Fault('devices.unsupported')
    const context = contextOf(desk, abort.signal, progress => {
      one.progress = progress
      moved()
    })
    await driver.fetch(session.wire, context)
    return { patientId, zone, identity, driver, tape: recorder.tape() }
  })
}

/** From the cable to the preview. The tape is sealed before a decoder sees it. */
export async function read(desk: Desk, one: Import, moved: () => void): Promise<void> {
  const recording = await recorded(desk, one, moved)
  const stopped = (): void => {
    if (one.abort.signal.aborted) throw new Fault('devices.cancelled')
  }
  stopped()
  const tape = await sealTape(desk, one.by, recording)
  const { driver } = recording
  const says = decoded(driver, recording.tape)
  const found = await judge(desk, says, { tape, by: one.by })
  stopped()
  if (found.readings.length === 0) throw new Fault('devices.noRecords')
  const { measures, label } = driver.manifest
  one.told = deviceOf(deviceIdOf(found.source), says.device, { kinds: measures, name: label })
  one.found = found
  one.step = 'preview'
}

/** Calls at most five times a second: a device that counts fast must not drown the glass. */
export function seldom(tell: () => void): () => void {
  let last = -Infinity
  return () => {
    const now = performance.now()
    if (now - last < tellEveryMs) return
    last = now
    tell()
  }
}

/** A person's yes: what is new of the chosen readings becomes durable in one commit. Faults monitoring.importGone, vault.*. */
export async function keep(desk: Desk, one: Import, choice: Choice): Promise<Kept> {
  if (one.kept) return one.kept
  const { found, told, patientId, by, importId } = one
  if (one.step !== 'preview' || !found) throw new Fault('monitoring.importGone')
  const rows = await marked(
    desk,
    found.readings.map(({ row }) => row),
  )
  const out = new Set(choice.leaveOut)
  const chosen = rows.filter(
    ({ row, mark }) =>
      mark === 'new' && !out.has(row.readingId) && (choice.user === undefined || row.deviceUser === choice.user),
  )
  const state = mustWait(found, choice) ? 'quarantine' : 'accepted'
  const act = { name: 'monitoring.keepImport', action: 'C', patientId, entity: `Import/${importId}` } as const
  const keeping = { act, rows: chosen.map(({ row }) => ({ ...row, state }) as const), ...(told && { device: told }) }
  await keepRows(desk, by, keeping)
  const waits = state === 'quarantine' ? chosen.length : 0
  one.kept = {
    added: chosen.length - waits,
    known: rows.filter(({ mark }) => mark !== 'new').length,
    quarantined: waits,
  }
  one.step = 'kept'
  return one.kept
}

/** Several users on a device need a name and a yes, everything else a yes. */
function mustWait({ quarantineFor }: Judgement, { confirmed, user }: Choice): boolean {
  if (quarantineFor.length === 0) return false
  return !confirmed || (quarantineFor.includes('users') && user === undefined)
}

type Found = Pick<State, 'rows' | 'dropped' | 'users' | 'quarantineFor' | 'clockAheadMinutes'>

const foundFace = ({ readings, dropped, users, quarantineFor, clockAheadMinutes }: Judgement): Found => ({
  rows: readings.map(({ row, mark }) => ({ ...readingFace({ ...row, unsynced: 0 }), mark })),
  dropped: { ...dropped },
  users: [...users],
  quarantineFor: [...quarantineFor],
  ...(clockAheadMinutes !== undefined && { clockAheadMinutes }),
})

const nothing: Found = { rows: [], dropped: {}, users: [], quarantineFor: [] }

/** An import as the glass sees it. */
export function stateOf(one: Import, now: number): State {
  const { importId, patientId, deviceKey, device, step, progress, fault, found } = one
  const seconds = (now - one.startedMs) / 1000
  return {
    importId,
    patientId,
    deviceKey,
    device,
    step,
    done: progress.done,
    unit: progress.unit,
    ...(found ? foundFace(found) : nothing),
    ...(progress.total !== undefined && { total: progress.total }),
    ...(step === 'reading' && seconds > 0.5 && { perSecond: progress.done / seconds }),
    ...(fault && { fault }),
  }
}
