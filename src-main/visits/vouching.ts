import type { Vouch } from '../../src-shared/visit/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk } from './desk.ts'
import { demandStarted } from './starting.ts'

interface Told {
  readonly caseId: string
  readonly session: string
  readonly fingerprint: string
}

/** Signs this end of a started visit's call, with its line in the audit, and makes a first key known in the same commit. */
export async function vouch(
  desk: Desk,
  by: Caller,
  { caseId, session, fingerprint }: Told,
): Promise<{ patientId: string; told: { vouch?: Vouch } }> {
  const visit = await desk.demand(caseId)
  demandStarted(visit)
  const { patientId } = visit
  const signed = await desk.signing.vouch(by, { visit: caseId, session, fingerprint })
  const act = { name: 'visits.vouch', action: 'E', patientId, entity: `Encounter/${caseId}` } as const
  await desk.vault.commit(by, act, signed?.ops ?? [])
  return { patientId, told: signed ? { vouch: signed.vouch } : {} }
}
