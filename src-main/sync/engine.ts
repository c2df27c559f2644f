import { randomUUID } from 'node:crypto'
import { Fault } from '../../src-shared/faults.ts'
import type { Act } from '../kernel/caller.ts'
import type { Op, Reads, Vault, Writes } from '../vault/index.ts'
import type { Reply } from './answer.ts'
import type { Tempo } from './backoff.ts'
import { type Hints, openHints } from './hints.ts'
import { type Ask, type FetchedBytes, type Line, openLine } from './http.ts'
import { recognize } from './identity.ts'
import { drain } from './lane.ts'
import type { Link } from './link.ts'
import { pull } from './pull.ts'
import type { Lane } from './rows.ts'
import { sendRow } from './send.ts'
import { sendBytes } from './send-bytes.ts'
import { openSignIn, type PrivateRegistration, type SignIn } from './sign-in.ts'
import type { SyncSql } from './store.ts'

export interface EngineNeeds {
  readonly store: Reads<SyncSql>
  readonly ops: Writes<SyncSql>
  readonly blob: Vault['blob']
  readonly commit: (act: Act, ops: readonly Op[]) => Promise<unknown>
  readonly clinic: () => string | undefined
  readonly registration: () => Promise<PrivateRegistration>
  readonly link: Link
  readonly fetch: typeof fetch
  readonly now: () => Date
  readonly random: () => number
  readonly tempo: Tempo
  readonly log: (line: string) => void
}

export interface Engine {
  readonly start: () => void
  readonly stop: () => Promise<void>
  /** Something may be to be sent. */
  readonly kick: () => void
  /** Something may be new at the clinic: it is asked in the next round, which begins now. */
  readonly lookSoon: () => void
  /** Asks the clinic that was met one question, beside the queue; undefined while there is none. */
  readonly ask: (ask: Ask) => Promise<Reply | undefined>
  /** Reads stored bytes at the clinic that was met, beside the queue. */
  readonly bytes: (path: string, most: number) => Promise<FetchedBytes>
}

/** How often the outbox is looked into while nothing else happens: a local read, so that what is written leaves at once. */
const glanceMs = 500

/** Runs the sync until it is stopped: what is held goes out, what is new comes in, and neither waits for an image. */
export function openEngine(needs: EngineNeeds): Engine {
  let run: { readonly abort: AbortController; readonly ended: Promise<void> } | undefined
  const bell = openBell()
  const there: There = { line: undefined }
  const news: News = { isAsked: false }
  const lookSoon = (): void => {
    // Said beside the bell: a wait that it ends forgets that it rang.
    news.isAsked = true
    bell.ring()
  }
  return {
    start: () => {
      if (run) return
      const abort = new AbortController()
      run = { abort, ended: live(needs, { bell, there, news, lookSoon, signal: abort.signal }) }
    },
    stop: async () => {
      const ending = run
      run = undefined
      ending?.abort.abort()
      there.line = undefined
      bell.ring()
      await ending?.ended
    },
    kick: bell.ring,
    lookSoon,
    ask: async ask => there.line?.ask(ask),
    bytes: async (path, most) => (await there.line?.bytes(path, most)) ?? { kind: 'offline' },
  }
}

interface Bell {
  readonly ring: () => void
  /** Resolves after `ms`, or at the next ring (also one since the last wait). */
  readonly wait: (ms: number) => Promise<void>
}

function openBell(): Bell {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring() {
      rung = true
      wake?.()
    },
    async wait(ms) {
      if (!rung) {
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, ms)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      rung = false
      wake = undefined
    },
  }
}

async function live(needs: EngineNeeds, way: Omit<Round, 'hints'>): Promise<void> {
  const { bell, signal } = way
  const hints = openHints(way.lookSoon)
  const rounds = openRounds(needs, { ...way, hints })
  try {
    await untilLocked(needs, () => needs.commit({ name: 'sync.start', action: 'E' }, [needs.ops.recover()]))
    while (!signal.aborted) {
      if (!(await untilLocked(needs, rounds.next))) break
      await bell.wait(glanceMs)
    }
  } finally {
    hints.close()
    await rounds.end()
  }
}

/** False once the vault is locked: then there is nothing to do until the next start. A bug rests the queue and is told. */
async function untilLocked({ link, log }: EngineNeeds, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (error instanceof Fault && error.code === 'vault.locked') return false
    log(
      `sync: ${error instanceof Fault ? error.code : error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'}`,
    )
    link.break({ kind: 'silent', words: 'This workstation could not go on with the sync; it tries again.' })
    return true
  }
}

/** The line to the clinic, while it is met and online. */
interface There {
  line: Line | undefined
}

/** Whether somebody asked for a look at what is new. */
interface News {
  isAsked: boolean
}

interface Round {
  readonly news: News
  readonly lookSoon: () => void
  readonly there: There
  readonly bell: Bell
  readonly signal: AbortSignal
  readonly hints: Hints
}

interface Met {
  readonly origin: string
  readonly line: Line
  readonly signIn: SignIn
}

/** One round after another: meet the clinic, send, look for news when it is time. */
function openRounds(needs: EngineNeeds, { bell, signal, hints, news, there: known }: Round) {
  const { link, now, tempo } = needs
  let met: Met | undefined
  let lookAt = 0
  let bytes: Promise<void> | undefined

  const sendBytesBeside = (there: Met): void => {
    bytes ??= untilLocked(needs, async () => {
      // An image whose bytes have arrived lets what names it go.
      if ((await sendLane('bytes', needs, { line: there.line, signal })) > 0) bell.ring()
    }).then(() => {
      bytes = undefined
    })
  }
  const meeting = async (): Promise<Met | undefined> => {
    const origin = needs.clinic()
    link.meet(origin)
    if (origin === undefined || link.isStopped() || link.isResting()) return undefined
    const isMet = met?.origin === origin && link.state().link === 'online'
    if (!isMet) met = await meet(needs, origin, signal)
    return met
  }
  const isTimeToLook = (): boolean => {
    const leftMs = lookAt - now().getTime()
    return leftMs <= 0 || leftMs > tempo.pollMs
  }
  return {
    next: async (): Promise<void> => {
      const there = await meeting()
      known.line = signal.aborted ? undefined : there?.line
      if (!there) return
      await listen(there, hints)
      sendBytesBeside(there)
      await sendLane('records', needs, { line: there.line, signal })
      if (link.isResting() || !(news.isAsked || isTimeToLook())) return
      news.isAsked = false
      await look(needs, there.line, signal)
      lookAt = now().getTime() + tempo.pollMs
    },
    end: async (): Promise<void> => bytes,
  }
}

interface Way {
  readonly line: Line
  readonly signal: AbortSignal
}

function sendLane(lane: Lane, needs: EngineNeeds, { line, signal }: Way): Promise<number> {
  const sender = { ...needs, line, timeoutMs: needs.tempo.timeoutMs }
  return drain(lane, {
    store: needs.store,
    ops: needs.ops,
    commit: ops => needs.commit({ name: 'sync.send', action: 'E', entity: `Outbox/${ops.length}` }, ops),
    send: row => (lane === 'bytes' ? sendBytes(row, sender) : sendRow(row, sender)),
    heard: needs.link.heard,
    now: needs.now,
    signal,
  })
}

async function look({ store, ops, now, link, commit }: EngineNeeds, line: Line, signal: AbortSignal): Promise<void> {
  const take = (op: Op) => commit({ name: 'sync.take', action: 'U' }, [op])
  const trouble = await pull({ line, store, ops, commit: take, now, signal })
  if (!signal.aborted) link.heard(trouble)
}

async function meet(needs: EngineNeeds, origin: string, signal: AbortSignal): Promise<Met | undefined> {
  const { link, tempo, now, fetch, store, ops } = needs
  const signIn = openSignIn({ key: await needs.registration(), fetch, now, timeoutMs: tempo.timeoutMs })
  const line = openLine({ base: `${origin}/fhir`, fetch, signIn, timeoutMs: tempo.timeoutMs, signal })
  const commit = (op: Op) => needs.commit({ name: 'sync.meet', action: 'E' }, [op])
  const seen = await recognize({ line, store, ops, commit, now, newId: randomUUID })
  if (signal.aborted) return undefined
  if (seen !== 'known') {
    if ('stranger' in seen) link.stop(seen.stranger)
    else link.break(seen)
    return undefined
  }
  link.heard(undefined)
  await commit(ops.wake())
  return { origin, line, signIn }
}

async function listen({ line, signIn }: Met, hints: Hints): Promise<void> {
  try {
    hints.listen(line.base, await signIn.token(line.base, false))
  } catch {
    // Hints are a convenience: what is wrong with the sign-in shows at the first request.
  }
}
