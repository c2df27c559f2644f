import type { monitoring } from '../../src-shared/contract/monitoring.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Service } from '../kernel/service.ts'
import { redecode } from './again.ts'
import { demandFit } from './binding.ts'
import { isZone } from './clock.ts'
import { type Desk, type MonitoringNeeds, openDesk } from './desk.ts'
import { enter, importCsv } from './entering.ts'
import { captureFace, readingFace } from './face.ts'
import { type Import, keep, stateOf } from './imports.ts'
import { decide } from './keep.ts'
import { live } from './live.ts'
import { contextOf, withDevice } from './reader.ts'
import { openRoom } from './room.ts'
import { localAt } from './timing.ts'

type Calls = Service<typeof monitoring>

export interface Monitoring {
  readonly service: Calls
  /** At a lock: ends every import and every live measurement; what waited for a yes is forgotten. */
  forget(): void
  close(): Promise<void>
}

async function startable(
  desk: Desk,
  { patientId, binding, zone }: Parameters<Calls['startImport']>[0],
): Promise<string> {
  demandFit(await desk.records.read('Patient', patientId), binding)
  if (zone !== undefined && !isZone(zone)) throw new Fault('input.invalid')
  return zone ?? desk.zone()
}

/** Sets a clock after its device was read: before that, nobody could tell any more how wrong its times are. */
async function setClock(
  desk: Desk,
  by: Caller,
  { one, signal }: { one: Import; signal: AbortSignal },
): Promise<string> {
  if (one.step !== 'preview' && one.step !== 'kept') throw new Fault('monitoring.notReadYet')
  const { deviceKey, patientId, importId, zone } = one
  const set = await withDevice(desk, { deviceKey, signal }, async session => {
    if (!session.driver.setClock) throw new Fault('devices.unsupported')
    const at = localAt(desk.now().getTime(), zone)
    await session.driver.setClock(session.wire, at, contextOf(desk, signal))
    return at
  })
  const act = { name: 'monitoring.setClock', action: 'U', patientId, entity: `Import/${importId}` } as const
  await desk.vault.commit(by, act, [])
  return set
}

/** The calls that show and judge what is kept already. */
const keptCalls = (desk: Desk): Pick<Calls, 'readings' | 'quarantine' | 'decide' | 'captures' | 'redecode'> => ({
  readings: async ({ patientId, kind }) => {
    const rows = await desk.store.ofPatient(patientId, 'accepted')
    return rows.filter(row => kind === undefined || row.kind === kind).map(readingFace)
  },
  quarantine: async ({ patientId }) => (await desk.store.ofPatient(patientId, 'quarantine')).map(readingFace),
  decide: async (input, asking) => ({ changed: await decide(desk, asking.who(), input) }),
  captures: async ({ patientId }) => (await desk.store.tapes(patientId)).map(captureFace),
  redecode: (input, asking) => redecode(desk, asking.who(), input),
})

export function openMonitoring(needs: MonitoringNeeds): Monitoring {
  const desk = openDesk(needs)
  const room = openRoom(desk)
  const ending = (signal: AbortSignal | undefined): AbortSignal[] => [room.ending(), ...(signal ? [signal] : [])]
  return {
    service: {
      ...keptCalls(desk),
      startImport: async (input, asking) => {
        const zone = await startable(desk, input)
        const { patientId, deviceKey } = input
        return { importId: room.start(asking.who(), { patientId, deviceKey, zone }) }
      },
      import: ({ importId }, asking) => {
        const one = room.mine(asking.who(), importId)
        asking.about(one.patientId)
        return stateOf(one, desk.now().getTime())
      },
      cancelImport: ({ importId }, asking) => room.cancel(room.mine(asking.who(), importId)),
      keepImport: async ({ importId, ...choice }, asking) => {
        const one = room.mine(asking.who(), importId)
        asking.about(one.patientId)
        const kept = await desk.inTurn(() => keep(desk, one, choice))
        desk.changed(['import'])
        return { ...kept }
      },
      live: ({ deviceKey }, { signal }) => live(desk, deviceKey, ending(signal)),
      enter: (input, asking) => enter(desk, asking.who(), input),
      importCsv: (input, asking) => importCsv(desk, asking.who(), input),
      setClock: async ({ deviceKey, importId }, asking) => {
        const one = room.mine(asking.who(), importId)
        if (one.deviceKey !== deviceKey) throw new Fault('monitoring.notReadYet')
        return { set: await setClock(desk, asking.who(), { one, signal: AbortSignal.any(ending(asking.signal)) }) }
      },
    },
    forget: () => room.forget(),
    close: () => room.close(),
  }
}
