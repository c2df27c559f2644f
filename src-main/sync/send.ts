import { type Bundle, type Resource, searchByLid } from '../../src-shared/fhir/index.ts'
import type { Op, Reads, Writes } from '../vault/index.ts'
import { type Answer, answerOf } from './answer.ts'
import type { Ask, Line } from './http.ts'
import { mergeOf } from './merge.ts'
import { incomingOf, outgoingOf, reversed } from './outgoing.ts'
import { placesIn } from './references.ts'
import { goneVersion, type SendRow } from './rows.ts'
import { sameResource } from './same.ts'
import type { SyncSql } from './store.ts'
import { type Judge, read, unsent, type Verdict } from './verdict.ts'

export interface Sender extends Judge {
  readonly line: Line
  readonly store: Reads<SyncSql>
  readonly ops: Writes<SyncSql>
}

/** A row this old may have been overtaken by a deletion, which a PUT would undo on some servers. */
const oldAfterMs = 10 * 60 * 1000

type Accepted = Extract<Answer, { kind: 'accepted' }>

/** Sends one marked row and says what to write down. Never throws for anything the clinic or the network does. */
export async function sendRow(row: SendRow, sender: Sender): Promise<Verdict> {
  // Its references were settled when it was chosen; an edit since then may have named something new.
  if (row.waitsFor !== undefined) return { ops: [sender.ops.putBack(row.seq, null, null)] }
  if (row.deleted) return remove(row, sender)
  if (row.serverId === null) return create(row, sender)
  if (isDoubtful(row, sender)) return lookFirst({ ...row, serverId: row.serverId }, sender)
  return update({ ...row, serverId: row.serverId }, sender)
}

type Known = SendRow & { readonly serverId: string }

const isDoubtful = (row: SendRow, { now }: Sender): boolean =>
  row.attempts > 1 ||
  row.theirsVersion !== null ||
  row.serverVersion === null ||
  now().getTime() - Date.parse(row.enqueuedAt) > oldAfterMs

const asked = async (ask: Ask, { line, now }: Sender): Promise<Answer> =>
  read(await line.ask(ask), reply => answerOf(reply, now().getTime()))

/** POST on condition that the clinic has nothing with our id: done twice it is done once. */
async function create(row: SendRow, sender: Sender): Promise<Verdict> {
  const body = JSON.stringify(outgoingOf(row))
  const headers = { 'if-none-exist': searchByLid(row), prefer: 'return=representation' }
  const answer = await asked({ method: 'POST', path: row.type, headers, body }, sender)
  if (answer.kind === 'stale')
    return {
      ops: [
        sender.ops.refuse(row.seq, 'The clinic holds this record more than once; it must be put right there first.'),
      ],
    }
  if (answer.kind === 'missing' || answer.kind === 'gone') return refusedAs(row, answer.kind, sender)
  if (answer.kind !== 'accepted') return unsent(row, answer, sender)
  const { id } = answer.location
  if (id === undefined)
    return unsent(row, { kind: 'unknown', words: 'The clinic did not say where it put the record.' }, sender)
  if (answer.created) return { ops: [await agreed(row, { ...answer, id }, sender)] }
  // Already there: from an attempt whose answer was lost, or changed by others since.
  if (answer.body) return reconcile(row, answer.body, sender)
  return lookFirst({ ...row, serverId: id, serverVersion: null }, sender)
}

const refusedAs = (row: SendRow, kind: string, { ops }: Sender): Verdict => ({
  ops: [ops.refuse(row.seq, `The clinic does not keep records of this kind (${kind}).`)],
})

async function update(row: Known, sender: Sender): Promise<Verdict> {
  const match = row.serverVersion === null ? {} : { 'if-match': `W/"${row.serverVersion}"` }
  const headers = { ...match, prefer: 'return=representation' }
  const body = JSON.stringify(outgoingOf(row, row.serverId))
  const answer = await asked({ method: 'PUT', path: `${row.type}/${row.serverId}`, headers, body }, sender)
  if (answer.kind === 'accepted') return { ops: [await agreed(row, { ...answer, id: row.serverId }, sender)] }
  if (answer.kind === 'gone') return gone(row, sender)
  if (answer.kind === 'missing') return findAgain(row, sender)
  if (answer.kind === 'stale') return lookAfter(row, sender)
  return unsent(row, answer, sender)
}

async function fetched(row: Known, sender: Sender): Promise<Resource | Verdict> {
  const answer = await asked({ method: 'GET', path: `${row.type}/${row.serverId}` }, sender)
  if (answer.kind === 'gone') return gone(row, sender)
  if (answer.kind === 'missing') return findAgain(row, sender)
  if (answer.kind === 'accepted' && answer.body) return answer.body
  return unsent(row, answer, sender)
}

const isVerdict = (one: Resource | Verdict): one is Verdict => 'ops' in one

/** GET before PUT: what happened to the last attempt, and has anybody else been here? */
async function lookFirst(row: Known, sender: Sender): Promise<Verdict> {
  const found = await fetched(row, sender)
  if (isVerdict(found)) return found
  return (await isUntouched(row, found, sender))
    ? update({ ...row, serverVersion: found.meta?.versionId ?? null }, sender)
    : reconcile(row, found, sender)
}

/** The clinic said that another version is there: which? */
async function lookAfter(row: Known, sender: Sender): Promise<Verdict> {
  const found = await fetched(row, sender)
  if (isVerdict(found)) return found
  const isRiddle = found.meta?.versionId === row.serverVersion && (await isUntouched(row, found, sender))
  if (!isRiddle) return reconcile(row, found, sender)
  return unsent(
    row,
    { kind: 'later', words: 'The clinic takes no change of this record, and does not say why.' },
    sender,
  )
}

/** True where the clinic has what was last agreed, by its version or, where it counts none or anew, by its content. */
async function isUntouched(row: Known, found: Resource, sender: Sender): Promise<boolean> {
  const version = found.meta?.versionId
  if (version !== undefined && version === row.serverVersion) return true
  return row.base !== null && sameResource(await localised(row, found, sender), JSON.parse(row.base) as Resource)
}

/** The clinic does not know the id it once gave: ask for ours before saying that the record is lost there. */
async function findAgain(row: Known, sender: Sender): Promise<Verdict> {
  const answer = await asked({ method: 'GET', path: `${row.type}?${searchByLid(row)}` }, sender)
  if (answer.kind !== 'accepted' || !answer.body) return unsent(row, answer, sender)
  const found = (answer.body as Bundle).entry?.find(entry => entry.resource?.resourceType === row.type)?.resource
  return found ? reconcile(row, found, sender) : gone(row, sender)
}

/** The clinic's body against ours: our own lost answer, a merge, or a person's choice. */
async function reconcile(row: SendRow, found: Resource, sender: Sender): Promise<Verdict> {
  const theirs = await localised(row, found, sender)
  const sent = JSON.parse(row.sent) as Resource
  const id = found.id ?? row.serverId ?? ''
  const version = found.meta?.versionId ?? null
  const agreement = { serverId: id, serverVersion: version, base: JSON.stringify(theirs) }
  if (sameResource(theirs, sent)) return { ops: [sender.ops.done(row.seq, agreement)] }
  // Without a base nobody can say which side changed what: every difference is then a person's to judge.
  const { base } = row
  const mine = JSON.parse(row.body) as Resource
  const merge = mergeOf({ base: base === null ? undefined : (JSON.parse(base) as Resource), mine, theirs })
  if (merge.kind === 'same') return { ops: [sender.ops.done(row.seq, agreement)] }
  if (merge.kind === 'merged') {
    const rebase = {
      ...agreement,
      expected: row.body,
      body: JSON.stringify(merge.body),
      at: sender.now().toISOString(),
    }
    return { ops: [sender.ops.rebase(row.seq, rebase)] }
  }
  const trouble = 'The clinic changed the same part of this record. Someone must choose.'
  const clash = { theirs: agreement.base, theirsVersion: version ?? '', serverId: id, trouble }
  return { ops: [sender.ops.clash(row.seq, clash)] }
}

function gone(row: SendRow, { ops }: Sender): Verdict {
  const trouble = 'The clinic deleted this record while it was changed here. Someone must choose.'
  return {
    ops: [ops.clash(row.seq, { theirs: null, theirsVersion: goneVersion, serverId: null, trouble })],
  }
}

/** A deletion here. What the clinic never had, or no longer has, is deleted already. */
async function remove(row: SendRow, sender: Sender): Promise<Verdict> {
  const serverId = row.serverId ?? (row.attempts > 1 ? await lostId(row, sender) : undefined)
  if (serverId === undefined) return { ops: [sender.ops.doneDeleting(row.seq)] }
  if (typeof serverId !== 'string') return unsent(row, serverId, sender)
  const headers = row.serverVersion === null ? {} : { 'if-match': `W/"${row.serverVersion}"` }
  const answer = await asked({ method: 'DELETE', path: `${row.type}/${serverId}`, headers }, sender)
  if (answer.kind === 'stale') return askBeforeDeleting({ ...row, serverId }, sender)
  const isGone = answer.kind === 'accepted' || answer.kind === 'gone' || answer.kind === 'missing'
  return isGone ? { ops: [sender.ops.doneDeleting(row.seq)] } : unsent(row, answer, sender)
}

async function askBeforeDeleting(row: Known, sender: Sender): Promise<Verdict> {
  const now = await asked({ method: 'GET', path: `${row.type}/${row.serverId}` }, sender)
  if (now.kind !== 'accepted' || !now.body) return unsent(row, now, sender)
  const theirs = JSON.stringify(await localised(row, now.body, sender))
  const trouble = 'This record was deleted here while the clinic changed it. Someone must choose.'
  const clash = { theirs, theirsVersion: now.location.version ?? '', serverId: row.serverId, trouble }
  return { ops: [sender.ops.clash(row.seq, clash)] }
}

/** The clinic's id of a record whose create was never answered; undefined where the clinic has none. */
async function lostId(row: SendRow, sender: Sender): Promise<string | Answer | undefined> {
  const answer = await asked({ method: 'GET', path: `${row.type}?${searchByLid(row)}` }, sender)
  if (answer.kind !== 'accepted' || !answer.body) return answer
  return (answer.body as Bundle).entry?.find(entry => entry.resource?.resourceType === row.type)?.resource?.id
}

/** The clinic took it. Where it tells what it stored, that is the new base: it may keep less than it was given. */
async function agreed(row: SendRow, answer: Accepted & { id: string }, sender: Sender): Promise<Op> {
  const version = answer.location.version ?? null
  const sent = JSON.parse(row.sent) as Resource
  const base = answer.body
    ? await localised(row, answer.body, sender)
    : { ...sent, meta: { ...sent.meta, ...(version !== null && { versionId: version }) } }
  return sender.ops.done(row.seq, { serverId: answer.id, serverVersion: version, base: JSON.stringify(base) })
}

async function localised(row: SendRow, body: Resource, { store, line }: Sender): Promise<Resource> {
  const own = reversed(row.ids)
  const unknown = placesIn(body).filter(({ type, id }) => own[`${type}/${id}`] === undefined)
  const others = unknown.length > 0 ? await store.localIds(unknown) : {}
  return incomingOf(body, { id: row.id, localIds: { ...others, ...own }, base: line.base })
}
