import { randomUUID } from 'node:crypto'
import type { IntakeHistory } from '../../src-shared/clinical/intake/history.ts'
import type { ConsultEvent } from '../../src-shared/contract/consults.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Task } from '../../src-shared/fhir/index.ts'
import type { Capture } from '../capture/index.ts'
import type { Documents } from '../documents/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Policies } from '../policies/index.ts'
import type { Records } from '../records/index.ts'
import type { Review } from '../review/index.ts'
import type { Signing } from '../signing/index.ts'
import type { Op, Reads, Vault } from '../vault/index.ts'
import type { ConsultBody, ConsultRecord } from './body.ts'
import { historyIn, responseOf } from './history.ts'
import { type ConsultSql, consultStore } from './store.ts'
import { consultIn, taskOf } from './task.ts'

export interface ConsultNeeds {
  readonly vault: Pick<Vault, 'store' | 'commit' | 'keep'>
  readonly records: Pick<Records, 'put' | 'read' | 'facesOf'>
  readonly capture: Pick<Capture, 'shot' | 'shotsOf'>
  readonly documents: Pick<Documents, 'render'>
  readonly policies: Pick<Policies, 'triageOn'>
  /** The key of who sits there, and whether signatures hold. */
  readonly atSeat: Signing['atSeat']
  readonly checker: Signing['checker']
  /** What the letterhead says. */
  readonly clinicName: () => Promise<string>
  /** Pictures for the paper of an answer, marked up. */
  readonly onPaper: Review['onPaper']
  /** Whether a signed dermoscopy report of this patient has this name. */
  readonly isSigned: (markId: string, patientId: string) => Promise<boolean>
  readonly now: () => Date
  /** Makes a random uuid; only tests set it. */
  readonly newId?: () => string
}

/** What the parts of this room share. */
export interface Desk extends ConsultNeeds {
  readonly store: Reads<ConsultSql>
  readonly newId: () => string
  /** ISO 8601, UTC. */
  readonly at: () => string
  /** One at a time: what a consult is, is looked up and changed without anybody coming in between. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  /** Faults records.unknown, consults.unreadable. */
  readonly demand: (consultId: string) => Promise<ConsultRecord>
  readonly historyOf: (consultId: string) => Promise<IntakeHistory>
}

export function openDesk(needs: ConsultNeeds): Desk {
  const store = needs.vault.store(consultStore)
  let last: Promise<unknown> = Promise.resolve()
  return {
    ...needs,
    store,
    newId: needs.newId ?? randomUUID,
    at: () => needs.now().toISOString(),
    inTurn: work => {
      const next = last.then(work)
      last = next.catch(() => undefined)
      return next
    },
    demand: async consultId => {
      const row = await store.consult(consultId)
      if (row === undefined) throw new Fault('records.unknown')
      const record = consultIn(JSON.parse(row.body) as Task)
      if (record === undefined) throw new Fault('consults.unreadable')
      return record
    },
    historyOf: async consultId => historyIn(await needs.records.read('QuestionnaireResponse', consultId)),
  }
}

/** A step of a consult: what the audit calls it, who takes it, and what changes. */
export interface Step {
  readonly by: Caller
  readonly what: ConsultEvent['what']
  readonly note?: string | undefined
  readonly state?: ConsultRecord['state']
  readonly body?: Partial<ConsultBody>
  /** What else belongs into the same commit. */
  readonly with?: readonly Op[]
}

/** Takes a step: the Task as it is then, its event, its audit row and whatever belongs to it, in one commit. */
export async function take(desk: Desk, before: ConsultRecord, step: Step): Promise<ConsultRecord> {
  const at = desk.at()
  const event: ConsultEvent = { what: step.what, at, by: step.by.name, ...(step.note && { note: step.note }) }
  const after: ConsultRecord = {
    ...before,
    ...(step.state && { state: step.state }),
    body: { ...before.body, ...step.body, events: [...before.body.events, event] },
  }
  const { consultId, patientId } = after
  const act = { name: `consults.${step.what}`, action: 'U', patientId, entity: `Task/${consultId}` } as const
  await desk.vault.commit(step.by, act, [...(step.with ?? []), desk.records.put(taskOf(after, at))])
  return after
}

/** The history as it is written: by the referrer, at this moment. */
export const historyOp = (
  desk: Desk,
  record: ConsultRecord,
  told: { history: IntakeHistory; by: Caller; isDone: boolean },
) =>
  desk.records.put(
    responseOf(told.history, {
      consultId: record.consultId,
      patientId: record.patientId,
      caseId: record.caseId,
      by: told.by,
      at: desk.at(),
      isDone: told.isDone,
    }),
  )
