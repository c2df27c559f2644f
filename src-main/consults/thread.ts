import type { z } from 'zod'
import type { ConsultMessage } from '../../src-shared/contract/consults.ts'
import { Fault } from '../../src-shared/faults.ts'
import { type Communication, withLid } from '../../src-shared/fhir/index.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import type { Caller } from '../kernel/caller.ts'
import { personOf, refTo } from '../records/index.ts'
import type { Desk } from './desk.ts'

type Line = z.input<typeof ConsultMessage>

/** A line between referrer and dermatologist, as Communication (R4) about the consult's Task. Asked for twice it is written once. */
export async function say(desk: Desk, by: Caller, told: { consultId: string; messageId: string; text: string }) {
  const record = await desk.demand(told.consultId)
  if (record.state === 'draft' || record.state === 'withdrawn') throw new Fault('consults.notNow')
  const known = await desk.records.read('Communication', told.messageId)
  if (known) return record
  const { consultId, patientId, caseId } = record
  const message: Communication = {
    resourceType: 'Communication',
    id: told.messageId,
    status: 'completed',
    subject: refTo('Patient', patientId),
    about: [refTo('Task', consultId)],
    encounter: refTo('Encounter', caseId),
    sent: desk.at(),
    sender: personOf(by),
    payload: [{ contentString: told.text }],
  }
  const act = { name: 'consults.say', action: 'C', patientId, entity: `Communication/${told.messageId}` } as const
  await desk.vault.commit(by, act, [desk.records.put(withLid(message, told.messageId))])
  return record
}

/** The thread of a consult, oldest first. */
export async function threadOf(desk: Desk, by: Caller, consultId: string): Promise<Line[]> {
  const rows = await desk.store.messages(consultId)
  return rows.map(({ id, body, unsynced }) => {
    const { sent, sender, payload = [] } = JSON.parse(body) as Communication
    return {
      messageId: id as RecordId,
      at: sent ?? desk.at(),
      by: sender?.display ?? '',
      mine: sender?.identifier?.value === by.userId,
      text: payload.flatMap(({ contentString }) => contentString ?? []).join('\n'),
      unsynced: unsynced === 1,
    }
  })
}
