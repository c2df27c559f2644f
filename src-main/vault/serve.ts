import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { Fault } from '../../src-shared/faults.ts'
import { writeCopy } from './backup.ts'
import type { StoreModule } from './db.ts'
import { type HeadFile, openHeadFile } from './head-file.ts'
import { keepFiles } from './keeping.ts'
import { type Entry, type Ledger, openLedger } from './ledger.ts'
import { look, migrate } from './migrate.ts'
import type { Answer, AskName, Asks, Question } from './protocol.ts'
import { keepAsFound, mend } from './salvage.ts'
import { type SealingPlace } from './sealing.ts'
import { openToWork, type Sqlite } from './sqlite.ts'
import { vaultStore } from './store.ts'
import { asFault } from './trouble.ts'
import type { Finding, Head, WriteName } from './types.ts'

export interface Served {
  readonly stores: readonly StoreModule<unknown>[]
  /** The audit write `(by: Caller, act: Act, at: string ISO 8601 UTC) => void`, applied inside every commit. */
  readonly witness: WriteName
  /** Writes `(meta: BlobMeta, id: BlobId) => void` that re-enter a sealed file whose row was lost; one that throws declines. */
  readonly adopters: readonly WriteName[]
}

interface Running {
  readonly sqlite: Sqlite
  readonly ledger: Ledger
  readonly headFile: HeadFile
  readonly dbKey: Buffer
  readonly headKey: Buffer
  readonly place: SealingPlace
  readonly idleMs: number
}

type Work = { [N in AskName]: (ask: Asks[N]['ask']) => Asks[N]['answer'] | Promise<Asks[N]['answer']> }

/** A database this size or smaller is checked at every opening; a larger one only after it was not closed in order. */
const alwaysCheckedPages = 32 * 1024

/** Runs the vault's thread: the one place where stores live. Call it once, at the end of the thread's entry. */
export function serveVault(served: Served): void {
  const port = parentPort
  if (port === null) throw new Error('serveVault runs in a worker thread')
  const log = (line: string): void => port.postMessage({ id: 0, log: line } satisfies Answer)
  const work = workOf(served, log)
  const queue: Question[] = []
  let busy = false
  // Strictly one after the other: while a file is being synced its transaction is open, and no other may see into it.
  const serve = async (): Promise<void> => {
    busy = true
    for (let question = queue.shift(); question !== undefined; question = queue.shift()) {
      port.postMessage(await answer(work, question))
    }
    busy = false
  }
  port.on('message', (question: Question) => {
    queue.push(question)
    if (!busy) void serve()
  })
}

async function answer(work: Work, { id, name, ask }: Question): Promise<Answer> {
  try {
    return { id, ok: true, answer: await work[name](ask as never) }
  } catch (error) {
    const meant = asFault(error)
    const cause = meant instanceof Fault && meant.cause instanceof Error ? meant.cause : error
    const message = cause instanceof Error ? cause.message : String(cause)
    return { id, ok: false, message, ...(meant instanceof Fault && { fault: meant.code }) }
  }
}

function workOf(served: Served, log: (line: string) => void): Work {
  let running: Running | undefined
  let idle: NodeJS.Timeout | undefined
  const open = (): Running => {
    if (running === undefined) throw new Fault('vault.locked')
    return running
  }
  const commit = (entry: Entry): Head => confirm(open().ledger.commit(entry), entry.at)
  const confirm = (head: Head, at: string): Head => {
    const { headFile, sqlite } = open()
    headFile.write(head, new Date(at))
    clearTimeout(idle)
    idle = setTimeout(() => tidy(sqlite, log), open().idleMs).unref()
    return head
  }
  return {
    open: ask => {
      running = start(served, ask, log)
      return settle(running, ask, commit)
    },
    read: ({ store, call, args }) => open().ledger.read({ store, call }, args),
    commit,
    keep: async ask => confirm(await keepFiles(open(), ask), ask.at),
    adopt: ({ by, at, row, meta }) =>
      served.adopters.some(adopter => {
        const ops = [
          { store: vaultStore.name, call: 'addBlob', args: [row, at], touches: [] },
          { ...adopter, args: [meta, row.id], touches: [] },
        ]
        try {
          commit({ by, at, ops, act: { name: 'vault.adopt', action: 'C', entity: `Blob/${row.id}` } })
          return true
        } catch (error) {
          log(`vault: ${adopter.store} declined a found file (${error instanceof Error ? error.message : 'unknown'})`)
          return false
        }
      }),
    slotsEpoch: ({ epoch }) => open().ledger.note(own => own.setSlotsEpoch(epoch)) as undefined,
    backup: ({ to }) => writeCopy(open().sqlite, open().dbKey, to) as undefined,
    close: () => {
      clearTimeout(idle)
      if (running !== undefined) stop(running)
      running = undefined
      return undefined
    },
  }
}

const bytesOf = (key: Uint8Array): Buffer => Buffer.from(key.buffer)

/** Folds the log into the database, so that no acknowledged commit lies where one flipped bit could drop it. */
function tidy(sqlite: Sqlite, log: (line: string) => void): void {
  if (sqlite.inTransaction) return
  try {
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
  } catch (error) {
    log(`vault: no checkpoint (${error instanceof Error ? error.message : 'unknown'})`)
  }
}

function start(served: Served, ask: Asks['open']['ask'], log: (line: string) => void): Running {
  const [dbKey, headKey, kek] = [ask.dbKey, ask.headKey, ask.kek].map(bytesOf) as [Buffer, Buffer, Buffer]
  const path = join(ask.folder, 'vault.db')
  const migrations = [vaultStore, ...served.stores].flatMap(module => module.migrations)
  let sqlite: Sqlite | undefined
  let headFile: HeadFile | undefined
  try {
    headFile = openHeadFile(join(ask.folder, 'head'), headKey, log)
    const counter = look(path, dbKey, migrations)
    // A log with a damaged part still holds what came after it: kept as found, before opening for work discards it.
    if ((headFile.found?.counter ?? 0) > (counter ?? 0)) keepAsFound(ask.folder)
    sqlite = openToWork(path, dbKey)
    migrate(sqlite, dbKey, { migrations, backups: join(ask.folder, 'backups'), at: ask.at })
    const ledger = openLedger(sqlite, served.stores, served.witness)
    const keys = { kek, vaultId: ask.vaultId, epoch: ask.blobEpoch }
    return {
      sqlite,
      ledger,
      headFile,
      dbKey,
      headKey,
      place: { folder: ask.folder, keys, marginBytes: ask.marginBytes },
      idleMs: ask.idleMs,
    }
  } catch (error) {
    // Copied before the close, which would fold the log into the database.
    const fault = asFault(error)
    if (fault instanceof Fault && fault.code === 'vault.damaged') keepAsFound(ask.folder)
    sqlite?.close()
    headFile?.close()
    throw fault
  }
}

/** Checks the database, compares it with its head file and says what it found. Nothing found is ever silent. */
function settle(running: Running, ask: Asks['open']['ask'], commit: (entry: Entry) => Head): Asks['open']['answer'] {
  const { sqlite, ledger, headFile } = running
  const findings: Finding[] = []
  const { clean, slotsEpoch } = ledger.own.head()
  const pages = Number(sqlite.pragma('page_count', { simple: true }))
  if ((clean === 0 || pages <= alwaysCheckedPages) && mend(sqlite, running.place.folder))
    findings.push({ code: 'vault.reindexed' })
  if (ask.slotsEpoch < slotsEpoch) findings.push({ code: 'vault.slotsAltered' })
  ledger.note(own => {
    own.setClean(false)
    own.setSlotsEpoch(Math.max(slotsEpoch, ask.slotsEpoch))
  })
  const lost = comparison(ledger.head(), headFile)
  if (lost !== undefined) {
    findings.push(lost)
    // The counter goes on from the confirmed one, so that the same loss is told once and kept in the audit trail.
    const from = Math.max(ledger.head().counter, headFile.found?.counter ?? 0)
    ledger.note(own => own.setHead(from, own.head().chain))
    commit({ by: ask.by, at: ask.at, ops: [], act: { name: lost.code, action: 'E', outcome: lost.entity ?? '' } })
  }
  headFile.write(ledger.head(), new Date(ask.at))
  return { findings, head: ledger.head() }
}

function comparison(head: Head, file: HeadFile): Finding | undefined {
  const { found } = file
  if (found === undefined) return head.counter === 0 ? undefined : { code: 'vault.headUnreadable' }
  if (found.counter > head.counter) return { code: 'vault.rolledBack', entity: `${head.counter} of ${found.counter}` }
  if (found.counter === head.counter && head.counter > 0 && found.chain !== head.chain) return { code: 'vault.forked' }
  return undefined
}

function stop({ sqlite, ledger, headFile, dbKey, headKey, place }: Running): void {
  try {
    ledger.note(own => own.setClean(true))
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    // A full disk must not keep the vault open: what was committed is safe in the log.
    sqlite.close()
    headFile.close()
    dbKey.fill(0)
    headKey.fill(0)
    place.keys.kek.fill(0)
  }
}
