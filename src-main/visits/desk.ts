import { Fault } from '../../src-shared/faults.ts'
import type { Encounter } from '../../src-shared/fhir/index.ts'
import type { Capture } from '../capture/index.ts'
import type { Documents } from '../documents/index.ts'
import { idIn, type Records } from '../records/index.ts'
import type { Signing } from '../signing/index.ts'
import type { Reads, Vault } from '../vault/index.ts'
import type { ClinicReach, RoomLine } from './reach.ts'
import { type VisitSql, visitStore } from './store.ts'

export interface VisitNeeds {
  readonly vault: Pick<Vault, 'store' | 'commit' | 'keep'>
  readonly records: Pick<Records, 'put' | 'change' | 'read' | 'facesOf'>
  readonly capture: Pick<Capture, 'upload'>
  readonly documents: Pick<Documents, 'render'>
  readonly signing: Pick<Signing, 'vouch'>
  readonly clinicName: () => Promise<string>
  readonly clinic: ClinicReach
  /** A call under way is activity: the automatic lock would close the clinic and the call with it. */
  readonly stirred: () => void
  readonly now: () => Date
}

/** What the parts of this room share. */
export interface Desk extends VisitNeeds {
  readonly store: Reads<VisitSql>
  /** The rooms this workstation sits in. */
  readonly lines: Map<string, RoomLine>
  readonly at: () => string
  /** One at a time: a visit's state is looked up and changed without anybody coming in between. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  /** A visit that is not over, and whose it is. Faults records.unknown, visits.notNow. */
  readonly demand: (caseId: string) => Promise<OpenVisit>
}

export interface OpenVisit {
  readonly caseId: string
  readonly patientId: string
  readonly encounter: Encounter
}

export const isOver = ({ status }: Encounter): boolean =>
  status === 'finished' || status === 'cancelled' || status === 'entered-in-error'

export function openDesk(needs: VisitNeeds): Desk {
  let last: Promise<unknown> = Promise.resolve()
  return {
    ...needs,
    store: needs.vault.store(visitStore),
    lines: new Map(),
    at: () => needs.now().toISOString(),
    inTurn: work => {
      const next = last.then(work)
      last = next.catch(() => undefined)
      return next
    },
    demand: async caseId => {
      const encounter = await needs.records.read('Encounter', caseId)
      const patientId = idIn('Patient', encounter?.subject)
      if (encounter === undefined || patientId === undefined) throw new Fault('records.unknown')
      if (isOver(encounter)) throw new Fault('visits.notNow')
      return { caseId, patientId, encounter }
    },
  }
}
