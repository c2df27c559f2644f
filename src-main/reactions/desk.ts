import { randomUUID } from 'node:crypto'
import type { ReactionContent, ReactionView } from '../../src-shared/contract/reactions.ts'
import { Fault } from '../../src-shared/faults.ts'
import { isForged } from '../../src-shared/signing/standing.ts'
import type { Access } from '../access/index.ts'
import type { Chart } from '../chart/index.ts'
import type { Documents } from '../documents/index.ts'
import { type PatientFace, present, type Records } from '../records/index.ts'
import type { Checker, Signing } from '../signing/index.ts'
import type { Reads, Vault, Writes } from '../vault/index.ts'
import { keyIn } from './body.ts'
import { type ReadReaction, reactionIn } from './resource.ts'
import { standingKeyIn } from './standing.ts'
import { type DraftRow, type ReactionSql, reactionStore } from './store.ts'

export interface ReactionNeeds {
  readonly vault: Pick<Vault, 'store' | 'ops' | 'commit' | 'keep'>
  readonly records: Pick<Records, 'put' | 'read' | 'facesOf' | 'patientOf'>
  readonly chart: Pick<Chart, 'viewOf' | 'withAllergy'>
  readonly documents: Pick<Documents, 'render'>
  /** What stands at the head of a paper. */
  readonly clinicName: Access['clinicName']
  readonly proveAgain: Signing['proveAgain']
  /** Whether a key's signature holds. */
  readonly checker: Signing['checker']
  readonly now: () => Date
}

/** What the parts of this room share. */
export interface Desk extends ReactionNeeds {
  readonly store: Reads<ReactionSql>
  readonly write: Writes<ReactionSql>
  readonly newId: () => string
  /** ISO 8601, UTC. */
  readonly at: () => string
  /** One at a time: what a report is, is looked up and changed without anybody coming in between. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  /** Fault records.unknown. */
  readonly patient: (patientId: string) => Promise<PatientFace>
  /** Faults records.unknown, reactions.notNow where it is signed already. */
  readonly demandDraft: (reactionId: string) => Promise<DraftRow>
  /** Faults records.unknown, reactions.notNow where it is a draft still. */
  readonly demandSigned: (reactionId: string) => Promise<ReadReaction>
}

export function openDesk(needs: ReactionNeeds): Desk {
  const store = needs.vault.store(reactionStore)
  let last: Promise<unknown> = Promise.resolve()
  return {
    ...needs,
    store,
    write: needs.vault.ops(reactionStore),
    newId: randomUUID,
    at: () => needs.now().toISOString(),
    inTurn: work => {
      const next = last.then(work)
      last = next.catch(() => undefined)
      return next
    },
    patient: async patientId => {
      const [face] = await needs.records.facesOf([patientId])
      if (face === undefined) throw new Fault('records.unknown')
      return face
    },
    demandDraft: async reactionId => {
      const row = await store.draft(reactionId)
      if (row !== undefined) return row
      throw new Fault((await store.signed(reactionId)) === undefined ? 'records.unknown' : 'reactions.notNow')
    },
    demandSigned: async reactionId => {
      const row = await store.signed(reactionId)
      const read = row && reactionIn(row)
      if (read !== undefined) return read
      throw new Fault((await store.draft(reactionId)) === undefined ? 'records.unknown' : 'reactions.notNow')
    },
  }
}

export const contentIn = ({ body }: DraftRow): ReactionContent => JSON.parse(body) as ReactionContent

/** A draft as the screen is told of it. */
export const draftView = (row: DraftRow): ReactionView =>
  present({
    reactionId: row.reactionId,
    patientId: row.patientId,
    caseId: row.caseId ?? undefined,
    status: 'draft',
    content: contentIn(row),
    by: row.by,
    at: row.at,
    version: row.version,
    corrects: row.corrects ?? undefined,
    unsynced: false,
  }) as ReactionView

/** A signed report as the screen is told of it. */
export const signedView = (check: Checker, { body, valid, standing, ...read }: ReadReaction): ReactionView => {
  const { content, signed, allergyId, corrects } = body
  const key = standing && check(...standingKeyIn(read.reactionId, standing))
  const { by, at, hash } = signed
  return present({
    ...read,
    status: 'signed',
    content,
    by,
    at,
    version: 0,
    signature: { by, at, hash, valid: valid && !(key && isForged(key)), key: check(...keyIn({ ...read, body })) },
    allergyId,
    corrects,
    standing:
      standing &&
      present({ ...standing, version: undefined, byId: undefined, factor: undefined, hash: undefined, key }),
  }) as ReactionView
}
