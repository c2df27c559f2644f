import { randomUUID } from 'node:crypto'
import type { PrescribingPolicy } from '../../src-shared/clinical/prescribing/policy.ts'
import type { PatientFacts, ProgrammeFact } from '../../src-shared/clinical/prescribing/types.ts'
import type { PrescriptionEvent } from '../../src-shared/contract/prescribing.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { MedicationRequest } from '../../src-shared/fhir/index.ts'
import type { Access } from '../access/index.ts'
import type { Chart } from '../chart/index.ts'
import type { Documents } from '../documents/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Policies } from '../policies/index.ts'
import type { PatientFace, Records } from '../records/index.ts'
import type { Signing } from '../signing/index.ts'
import type { Op, Reads, Vault } from '../vault/index.ts'
import type { PrescriptionBody, PrescriptionRecord } from './body.ts'
import { patientFactsOf } from './facts.ts'
import { prescriptionIn, resourceOf } from './resource.ts'
import { type PrescriptionSql, prescriptionStore } from './store.ts'

export interface PrescribingNeeds {
  readonly vault: Pick<Vault, 'store' | 'ops' | 'commit' | 'keep'>
  readonly records: Pick<Records, 'put' | 'change' | 'read' | 'facesOf' | 'patientOf'>
  readonly chart: Pick<Chart, 'viewOf'>
  readonly documents: Pick<Documents, 'render'>
  readonly policies: Pick<Policies, 'prescribingOn'>
  /** What stands at the head of a paper. */
  readonly clinicName: Access['clinicName']
  readonly proveAgain: Signing['proveAgain']
  /** Whether a key's signature holds. */
  readonly checker: Signing['checker']
  /** Reads one thing at the clinic's server within a time (path below its FHIR address); undefined where it does not answer. */
  readonly look: (path: string, withinMs: number) => Promise<unknown>
  readonly now: () => Date
}

/** A prescription as it is held. */
export interface Held {
  readonly resource: MedicationRequest
  readonly record: PrescriptionRecord
  readonly unsynced: boolean
}

/** What the parts of this room share. */
export interface Desk extends PrescribingNeeds {
  readonly store: Reads<PrescriptionSql>
  readonly newId: () => string
  /** ISO 8601, UTC. */
  readonly at: () => string
  /** This moment and the clinic's policy in it, for the rules. */
  readonly asked: () => Promise<{ readonly at: string; readonly policy: PrescribingPolicy }>
  /** One at a time: what a prescription is, is looked up and changed without anybody coming in between. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  readonly find: (prescriptionId: string) => Promise<Held | undefined>
  /** Faults records.unknown, prescribing.unreadable. */
  readonly demand: (prescriptionId: string) => Promise<Held>
  readonly heldOf: (patientId: string) => Promise<readonly Held[]>
  /** Fault records.unknown. */
  readonly patient: (patientId: string) => Promise<PatientFace>
  /** Faults records.unknown, prescribing.noBirthDate. */
  readonly factsOf: (patientId: string, programme?: ProgrammeFact) => Promise<PatientFacts>
}

const heldIn = (row: { body: string; unsynced: 0 | 1 }): Held | undefined => {
  const resource = JSON.parse(row.body) as MedicationRequest
  const record = prescriptionIn(resource)
  return record && { resource, record, unsynced: row.unsynced === 1 }
}

/** What stands beside a draft is all that is confirmed for it; tests that earlier ones wrote down stay done. */
function withTests(programme: ProgrammeFact, earlier: readonly ProgrammeFact[]): ProgrammeFact {
  const tests = [programme, ...earlier].flatMap(({ tests: told = [] }) => told)
  return tests.length > 0 ? { ...programme, tests } : programme
}

export function openDesk(needs: PrescribingNeeds): Desk {
  const store = needs.vault.store(prescriptionStore)
  let last: Promise<unknown> = Promise.resolve()
  const heldOf = async (patientId: string) => (await store.ofPatient(patientId)).flatMap(row => heldIn(row) ?? [])
  const patient = async (patientId: string) => {
    const [face] = await needs.records.facesOf([patientId])
    if (face === undefined) throw new Fault('records.unknown')
    return face
  }
  const find = async (prescriptionId: string) => {
    const row = await store.prescription(prescriptionId)
    if (row === undefined) return undefined
    const held = heldIn(row)
    if (held === undefined) throw new Fault('prescribing.unreadable')
    return held
  }
  return {
    ...needs,
    store,
    newId: randomUUID,
    at: () => needs.now().toISOString(),
    asked: async () => {
      const at = needs.now().toISOString()
      return { at, policy: await needs.policies.prescribingOn(at) }
    },
    inTurn: work => {
      const next = last.then(work)
      last = next.catch(() => undefined)
      return next
    },
    find,
    demand: async prescriptionId => {
      const held = await find(prescriptionId)
      if (held === undefined) throw new Fault('records.unknown')
      return held
    },
    heldOf,
    patient,
    factsOf: async (patientId, programme) => {
      const [face, view, held] = await Promise.all([
        patient(patientId),
        needs.chart.viewOf(patientId),
        heldOf(patientId),
      ])
      const facts = patientFactsOf(
        view,
        face,
        held.map(({ record }) => record),
      )
      return programme ? { ...facts, programmes: [withTests(programme, facts.programmes)] } : facts
    },
  }
}

export interface Step {
  readonly by: Caller
  readonly what: PrescriptionEvent['what']
  readonly note?: string
  readonly status?: PrescriptionRecord['status']
  readonly body?: Partial<PrescriptionBody>
}

/** A prescription after a step, with the write of it; nothing is kept yet. */
export function stepped(desk: Desk, { record, resource }: Pick<Held, 'record' | 'resource'>, step: Step) {
  const { by, what, note } = step
  const event: PrescriptionEvent = { what, at: desk.at(), by: by.name, ...(note !== undefined && { note }) }
  const body = { ...record.body, ...step.body, events: [...record.body.events, event] }
  const after: PrescriptionRecord = { ...record, ...(step.status && { status: step.status }), body }
  return { after, op: desk.records.put(resourceOf(after, resource)) }
}

/** Commits writes of one prescription under a name for the audit. */
export const commit = (
  desk: Desk,
  by: Caller,
  { name, record, ops }: { name: string; record: PrescriptionRecord; ops: readonly Op[] },
) =>
  desk.vault.commit(
    by,
    {
      name: `prescribing.${name}`,
      action: 'U',
      patientId: record.patientId,
      entity: `MedicationRequest/${record.prescriptionId}`,
    },
    ops,
  )
