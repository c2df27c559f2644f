import type { Helper } from './kernel/process.ts'

export interface ClinicNeeds {
  readonly start: () => Helper
  /** The key its database is opened with; asked anew at each opening and zeroed after use. */
  readonly key: () => Buffer
  /** Who may sign in to it as this workstation: client id and public key. */
  readonly registration: () => Promise<{ clientId: string; jwk: object }>
  /** It serves from now on: a good moment to send. */
  readonly opened: () => void
  readonly log: (line: string) => void
}

export interface ClinicLink {
  /** Where the embedded clinic answers; undefined while it is down or shut. */
  origin(): string | undefined
  /** Gives it the key: from now on it serves. */
  open(): Promise<void>
  /** Takes the key away: it closes its database and answers 503. */
  shut(): Promise<void>
  close(): Promise<void>
}

/**
 * What the clinic's process is started with: its folder, the relay for calls where this machine was told of one, and where it listens.
 * Patients' own telephones reach it only by a host of this machine with a certificate; with less than that it stays on this machine, and
 * `log` is told why.
 */
export function clinicArguments(folder: string, env: NodeJS.ProcessEnv, log: (line: string) => void): string[] {
  const told = (names: Readonly<Record<string, string>>): string[] => {
    const missing = Object.values(names).filter(name => !env[name])
    if (missing.length === 0) return Object.entries(names).flatMap(([option, name]) => [option, env[name] ?? ''])
    if (missing.length < Object.keys(names).length) log(`the embedded clinic was not told all: ${missing.join(', ')}`)
    return []
  }
  const host = told({
    '--host': 'CUTIS_CLINIC_HOST',
    '--tls-cert': 'CUTIS_CLINIC_CERT',
    '--tls-key': 'CUTIS_CLINIC_KEY',
  })
  const port = env['CUTIS_CLINIC_PORT'] || '8443'
  const isPort = /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536
  if (host.length > 0 && !isPort) log('the embedded clinic stays on this machine: CUTIS_CLINIC_PORT is no port')
  return [
    '--data',
    folder,
    ...told({ '--turn-urls': 'CUTIS_TURN_URLS', '--turn-secret-file': 'CUTIS_TURN_SECRET_FILE' }),
    ...(isPort && host.length > 0 ? [...host, '--port', port] : []),
  ]
}

type Word =
  | { kind: 'listening'; origin: string }
  | { kind: 'opened' }
  | { kind: 'closed' }
  | { kind: 'failed'; reason: string }

const restartMs = [500, 1000, 2000, 5000, 10_000]
const answersWithinMs = 30_000
const stopsWithinMs = 3000
const againMs = 5000

/** Keeps the embedded clinic's process alive, and open exactly as long as the vault is. */
export function openClinicLink(needs: ClinicNeeds): ClinicLink {
  let wanted = false
  let turn: Promise<void> = Promise.resolve()
  const clinic = keepAlive(needs, () => void settle())

  /** One step at a time towards what is wanted, so that a lock right after an unlock cannot overtake it. */
  const settle = (): Promise<void> => {
    turn = turn.then(step).catch((error: unknown) => {
      needs.log(
        `the embedded clinic was not ${wanted ? 'opened' : 'shut'}: ${error instanceof Error ? error.message : 'unknown'}`,
      )
      if (!clinic.state.ending) setTimeout(() => void settle(), againMs).unref()
    })
    return turn
  }

  async function step(): Promise<void> {
    const { origin, opened } = clinic.state
    if (origin === undefined || opened === wanted) return
    if (wanted) await handOver()
    else await clinic.ask({ kind: 'close' }, 'closed')
  }

  async function handOver(): Promise<void> {
    const registration = await needs.registration()
    const key = needs.key()
    const answer = clinic.ask({ kind: 'open', keyHex: key.toString('hex'), registration }, 'opened')
    key.fill(0)
    await answer
  }

  const want = (open: boolean): Promise<void> => {
    wanted = open
    return settle()
  }
  return {
    origin: () => (clinic.state.opened ? clinic.state.origin : undefined),
    open: () => want(true),
    shut: () => want(false),
    close: () => {
      clinic.state.ending = true
      return want(false).then(clinic.end)
    },
  }
}

interface State {
  origin: string | undefined
  opened: boolean
  ending: boolean
}

interface Living {
  readonly state: State
  /** Sends a word and waits for its answer; rejects when the clinic fails, ends or stays silent. */
  readonly ask: (word: object, answer: Word['kind']) => Promise<void>
  readonly end: () => Promise<void>
}

/** A process that is started again whenever it ends; `turned` is told when what it says of itself has changed. */
function keepAlive(needs: ClinicNeeds, turned: () => void): Living {
  const state: State = { origin: undefined, opened: false, ending: false }
  let helper: Helper | undefined
  let crashes = 0
  let told: (kind: Word['kind']) => void = () => {}

  const ask: Living['ask'] = (word, answer) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no answer')), answersWithinMs)
      told = kind => {
        clearTimeout(late)
        if (kind === answer) resolve()
        else reject(new Error(kind))
      }
      helper?.send(word)
    })

  function heard(word: Word): void {
    if (word.kind === 'listening') state.origin = word.origin
    if (word.kind === 'opened' || word.kind === 'closed') state.opened = word.kind === 'opened'
    if (state.opened) {
      crashes = 0
      needs.opened()
    }
    told(word.kind)
    // An answer that came after its question was given up is still the truth, and may not be what is wanted by now.
    if (word.kind !== 'failed') turned()
  }

  function start(): void {
    helper = needs.start()
    helper.onMessage(message => heard(message as Word))
    helper.onExit(() => {
      Object.assign(state, { origin: undefined, opened: false })
      told('failed')
      if (state.ending) return
      needs.log('the embedded clinic ended and is started again')
      setTimeout(start, restartMs[Math.min(crashes++, restartMs.length - 1)]).unref()
    })
  }

  async function end(): Promise<void> {
    const ended = new Promise<void>(resolve => {
      helper?.onExit(() => resolve())
      setTimeout(resolve, stopsWithinMs).unref()
    })
    helper?.send({ kind: 'stop' })
    await ended
    helper?.kill()
  }

  start()
  return { state, ask, end }
}
