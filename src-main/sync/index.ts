/**
 * Sync: carries the outbox to the clinic and the clinic's news into the records.
 * Owns the queue's states, the link, the sign-in as a machine, and every conflict until a person has chosen.
 * Needs the vault and an address. Never drops a record, never overwrites an unsent one, never waits for the network in a commit.
 */
import { randomUUID } from 'node:crypto'
import type { sync as contract } from '../../src-shared/contract/sync.ts'
import type { SessionId, UserId } from '../../src-shared/ids.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import type { NewsDesk } from '../kernel/news.ts'
import type { Service } from '../kernel/service.ts'
import type { Op, Vault } from '../vault/index.ts'
import { calm, type Tempo } from './backoff.ts'
import { openEngine } from './engine.ts'
import type { FetchedBytes } from './http.ts'
import { openLink } from './link.ts'
import { serviceOf } from './service.ts'
import { newRegistration, openSignIn, type PrivateRegistration, publicPart, type Registration } from './sign-in.ts'
import { syncStore } from './store.ts'

export type { Tempo } from './backoff.ts'
export type { Registration } from './sign-in.ts'
export { type SyncSql, syncStore } from './store.ts'

export interface SyncNeeds {
  readonly vault: Pick<Vault, 'store' | 'ops' | 'commit' | 'blob'>
  /** Where the clinic answers, `http://host:port`; undefined while there is none. */
  readonly clinic: () => string | undefined
  readonly now: () => Date
  readonly log: (line: string) => void
  readonly news?: Pick<NewsDesk, 'tell'>
  readonly random?: () => number
  readonly fetch?: typeof fetch
  readonly tempo?: Partial<Tempo>
}

export interface Sync {
  readonly service: Service<typeof contract>
  /** From the opening of the vault until its lock. */
  start(): void
  /** Resolves when nothing more is read or written. */
  stop(): Promise<void>
  /** Something was written, or the network is back: look now. */
  kick(): void
  /** Reads one thing at the clinic within a time, beside the queue; undefined where nobody answers it in that time. */
  look(path: string, withinMs: number): Promise<unknown>
  /** Reads the bytes of one Binary of the clinic, at most so many, beside the queue. */
  readonly file: (binaryId: string, most: number) => Promise<FetchedBytes>
  /** What a clinic needs to let this workstation in. Made at the first call, which needs the open vault. */
  registration(): Promise<Registration>
  /** Where the clinic answers and a token for it; undefined while there is none. For rooms that speak to the clinic at once. */
  readonly reach: () => Promise<{ readonly origin: string; readonly token: string } | undefined>
  /** After a person has said so: everything held here is sent to this clinic as new, under the same ids of ours. */
  startOver(by: Caller): Promise<void>
}

const stale = ['sync.state', 'sync.items', 'sync.conflicts']
const machine = '00000000-0000-8000-8000-000000000001' as UserId

/** Opens the sync of one workstation; nothing runs before `start`. */
export function openSync(needs: SyncNeeds): Sync {
  const { vault, now, log, clinic, random = Math.random, fetch = globalThis.fetch } = needs
  const tempo: Tempo = { ...calm, ...needs.tempo }
  const by: Caller = {
    userId: machine,
    name: 'This workstation',
    role: 'workstation',
    sessionId: randomUUID() as SessionId,
  }
  const store = vault.store(syncStore)
  const ops = vault.ops(syncStore)
  const commit = (act: Act, list: readonly Op[]) => vault.commit(by, act, list.map(touching))
  const registration = openRegistration(store, key =>
    commit({ name: 'sync.register', action: 'C' }, [ops.setSetting('key', key)]),
  )
  const link = openLink({ now, random, tempo, changed: () => needs.news?.tell({ kind: 'stale', queries: stale }) })
  const engine = openEngine({
    store,
    ops,
    blob: vault.blob,
    commit,
    clinic,
    registration,
    link,
    fetch,
    now,
    random,
    tempo,
    log,
  })
  const startOver = async (person: Caller): Promise<void> => {
    await vault.commit(person, { name: 'sync.startOver', action: 'E' }, [touching(ops.startOver(now().toISOString()))])
    link.forgive()
    engine.kick()
  }
  return {
    service: serviceOf({ vault, store, ops, link, now, kick: engine.lookSoon, startOver }),
    start: engine.start,
    stop: engine.stop,
    kick: engine.kick,
    look: async (path, timeoutMs) => {
      const reply = await engine.ask({ method: 'GET', path, timeoutMs })
      return reply?.status === 200 ? jsonIn(reply.text) : undefined
    },
    file: (binaryId, most) => engine.bytes(`Binary/${binaryId}`, most),
    registration: async () => publicPart(await registration()),
    startOver,
    reach: async () => {
      const origin = clinic()
      if (origin === undefined) return undefined
      const signIn = openSignIn({ key: await registration(), fetch, now, timeoutMs: tempo.timeoutMs })
      return { origin, token: await signIn.token(`${origin}/fhir`, false) }
    },
  }
}

/** JSON of an answer; undefined where it is none. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Writes of this room change what is shown of the queue, and mostly the records' mark "not sent yet". */
const touching = (op: Op): Op =>
  op.touches.join() === syncStore.name ? { ...op, touches: touched[op.call] ?? all } : op
const all = ['record', 'outbox', 'sync']
const touched: Readonly<Record<string, readonly string[]>> = {
  setSetting: [],
  mark: ['outbox', 'sync'],
  putBack: ['outbox', 'sync'],
  refuse: ['outbox', 'sync'],
  recover: ['outbox', 'sync'],
  wake: ['outbox', 'sync'],
}

/** One key pair for the life of the vault, however many ask for it at once. */
function openRegistration(
  store: { setting(name: string): Promise<string | undefined> },
  keep: (key: string) => Promise<unknown>,
): () => Promise<PrivateRegistration> {
  let asking: Promise<PrivateRegistration> | undefined
  const find = async (): Promise<PrivateRegistration> => {
    const kept = await store.setting('key')
    if (kept !== undefined) return JSON.parse(kept) as PrivateRegistration
    const made = newRegistration()
    await keep(JSON.stringify(made))
    return made
  }
  return () => {
    asking ??= find().finally(() => {
      asking = undefined
    })
    return asking
  }
}
