import type { sync as contract, SyncItem } from '../../src-shared/contract/sync.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Service } from '../kernel/service.ts'
import type { Reads, Vault, Writes } from '../vault/index.ts'
import { conflictOf, settlementOf } from './conflicts.ts'
import type { Link } from './link.ts'
import type { ItemRow } from './rows.ts'
import type { SyncSql } from './store.ts'

export interface ServiceNeeds {
  readonly vault: Pick<Vault, 'commit'>
  readonly store: Reads<SyncSql>
  readonly ops: Writes<SyncSql>
  readonly link: Link
  readonly now: () => Date
  readonly kick: () => void
  readonly startOver: (by: Caller) => Promise<void>
}

const mostItems = 500

/** What kind of record waits, in a word. Never whose: those who may look at the queue may not all look at patients. */
const labels: Readonly<Record<string, string>> = {
  Patient: 'Patient details',
  Practitioner: 'Staff details',
  Device: 'Device',
  Encounter: 'Visit',
  Condition: 'Problem',
  BodyStructure: 'Lesion',
  Media: 'Image details',
  Binary: 'Image',
  DocumentReference: 'Note',
  Observation: 'Observation',
  DiagnosticReport: 'Report',
  Task: 'Task',
  Communication: 'Message',
}

/** The calls of the sync tray and of the conflict screen. */
export function serviceOf({ vault, store, ops, link, now, kick, startOver }: ServiceNeeds): Service<typeof contract> {
  return {
    async state() {
      const [{ pending, sending, failed, conflict, nextAt, trouble }, unread] = await Promise.all([
        store.counts(),
        store.unreadCount(),
      ])
      const known = link.state()
      const words = known.trouble ?? trouble ?? unreadWords(unread)
      return {
        ...known,
        waiting: pending,
        sending,
        failed,
        conflicts: conflict,
        stranger: link.isStopped(),
        ...(words !== undefined && { trouble: words }),
        ...(known.nextTryAt === undefined && nextAt !== null && { nextTryAt: nextAt }),
      }
    },
    items: async () => (await store.items(mostItems)).map(itemOf),
    async retry({ seq }, asking) {
      await vault.commit(asking.who(), { name: 'sync.retry', action: 'E' }, [
        { ...ops.retry(seq), touches: ['outbox', 'sync'] },
      ])
      link.forgive()
      kick()
    },
    async conflicts(_, asking) {
      const found = (await store.conflictRows()).map(conflictOf)
      const patients = [...new Set(found.flatMap(one => one.patientId ?? []))]
      // The door writes one row for the call; a list may show several patients, and each is owed one of their own.
      for (const patientId of patients.slice(1))
        await vault.commit(asking.who(), { name: 'sync.conflicts', action: 'R', patientId, outcome: 'ok' }, [])
      if (patients[0] !== undefined) asking.about(patients[0])
      return found
    },
    async resolve({ seq, take }, asking) {
      const [row] = await store.conflictRows(seq)
      if (!row) throw new Fault('sync.noConflict')
      const settled = settlementOf(row, take, now().toISOString())
      if (!settled) throw new Fault('sync.undecided')
      const { patientId, type, id } = row
      const act = {
        name: 'sync.resolve',
        action: 'U',
        entity: `${type}/${id}`,
        ...(patientId !== null && { patientId }),
      } as const
      await vault.commit(asking.who(), act, [{ ...ops.settle(seq, settled), touches: ['record', 'outbox', 'sync'] }])
      kick()
    },
    async startOver(_, asking) {
      const by = asking.who()
      if (!link.isStopped()) throw new Fault('sync.noStranger')
      await startOver(by)
    },
  }
}

const unreadWords = (count: number): string | undefined =>
  count === 0 ? undefined : `Records at the clinic that this workstation could not read: ${count}.`

function itemOf(row: ItemRow): SyncItem {
  return {
    seq: row.seq,
    type: row.type,
    recordId: row.id as RecordId,
    label: labels[row.type] ?? row.type,
    state: row.waits ? 'waiting-for-another' : row.state,
    attempts: row.attempts,
    ...(row.nextAt !== null && { nextTryAt: row.nextAt }),
    ...(row.trouble !== null && { trouble: row.trouble }),
  }
}
