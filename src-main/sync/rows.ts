import type { Resource } from '../../src-shared/fhir/index.ts'
import type { Db } from '../vault/index.ts'

/** Images and other bytes go their own, slower way, so that they never delay a note. */
export type Lane = 'records' | 'bytes'

/** A row of the outbox with the record it stands for, frozen for this attempt. JSON texts have local references. */
export interface SendRow {
  readonly seq: number
  readonly type: string
  readonly id: string
  /** This attempt counted. */
  readonly attempts: number
  readonly enqueuedAt: string
  /** The body this row sends until the clinic has said yes or no to it. */
  readonly sent: string
  /** The record as it is now: later edits wait in a row of their own. */
  readonly body: string
  readonly deleted: 0 | 1
  readonly base: string | null
  readonly serverId: string | null
  readonly serverVersion: string | null
  readonly theirs: string | null
  readonly theirsVersion: string | null
  /** What the clinic calls the places `sent` names, by "Type/localId". */
  readonly ids: Readonly<Record<string, string>>
  /** A place named in `sent` that the clinic does not have yet. */
  readonly waitsFor?: string
}

/** The clinic and this workstation agree on a body; `base` is JSON with local references and the clinic's meta. */
export interface Agreed {
  readonly serverId: string
  readonly serverVersion: string | null
  readonly base: string
}

/** Our changes put on top of the clinic's newer body. Done only while the record still has `expected` as its body. */
export interface Rebase extends Agreed {
  readonly expected: string
  readonly body: string
  readonly at: string
}

/** `theirs` is null where the clinic has deleted the record. */
export interface Clash {
  readonly theirs: string | null
  readonly theirsVersion: string
  readonly serverId: string | null
  readonly trouble: string
}

/** In place of a version: the clinic has deleted it. */
export const goneVersion = 'gone'

export interface ItemRow {
  readonly seq: number
  readonly type: string
  readonly id: string
  readonly state: 'pending' | 'sending' | 'failed' | 'conflict'
  readonly attempts: number
  readonly nextAt: string | null
  readonly trouble: string | null
  readonly enqueuedAt: string
  readonly waits: boolean
}

export interface ConflictRow {
  readonly seq: number
  readonly type: string
  readonly id: string
  readonly patientId: string | null
  readonly body: string
  readonly base: string | null
  readonly theirs: string | null
  readonly theirsVersion: string | null
  readonly serverId: string | null
  readonly deleted: 0 | 1
  /** The Patient record's body. */
  readonly patient: string | null
}

export interface Counts {
  readonly pending: number
  readonly sending: number
  readonly failed: number
  readonly conflict: number
  /** The soonest planned attempt of a row that failed before. */
  readonly nextAt: string | null
  /** Of the row that failed last. */
  readonly trouble: string | null
}

/** How a conflict ended: the record's new body and the clinic's body it rests on. */
export interface Settled {
  readonly body: string
  readonly base: string | null
  readonly serverId: string | null
  readonly serverVersion: string | null
  /** False where the clinic already has this body. */
  readonly send: boolean
  readonly deleted: boolean
  readonly at: string
}

/** One page of news from the clinic: a FHIR Bundle (history or searchset, oldest first) as text. */
export interface Page {
  readonly text: string
  /** The clinic's FHIR address, for absolute references. */
  readonly origin: string
  /** What this page continues: "history", or a type read by search. */
  readonly scope: string
  /** The newest server time in it, ISO 8601; absent where it has none. */
  readonly upTo?: string | undefined
  /** Where the rest is, as the clinic named it; absent after the last page. */
  readonly next?: string | undefined
}

/** Where the last look at a scope ended. */
export interface Cursor {
  readonly upTo: string | undefined
  readonly next: string | undefined
}

/** A record's columns that search and timeline use. */
export interface Indexed {
  /** The resource as JSON text. */
  readonly body: string
  readonly patientId?: string | undefined
  readonly caseId?: string | undefined
  readonly sortAt?: string | undefined
}

/** How records make a body findable; they lend it, so that there is one way for what is written here and what comes in. */
export type Indexing = (db: Db) => {
  /** Updates the search index and answers the columns of the record's row; `isNew` where no such row is there yet. */
  put(resource: Resource, at: string, isNew?: boolean): Indexed
  drop(type: string, id: string): void
}
