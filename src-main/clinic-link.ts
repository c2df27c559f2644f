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
  let helper: Helper | undefined
  let origin: string | undefined
  let opened = false
  let wanted = false
  let ending = false
  let crashes = 0
  let told: (kind: Word['kind']) => void = () => {}
  let turn: Promise<void> = Promise.resolve()

  /** One step at a time towards what is wanted, so that a lock right after an unlock cannot overtake it. */
  const settle = (): Promise<void> => {
    turn = turn.then(step).catch((error: unknown) => {
      needs.log(
        `the embedded clinic was not ${wanted ? 'opened' : 'shut'}: ${error instanceof Error ? error.message : 'unknown'}`,
      )
      if (!ending) setTimeout(() => void settle(), againMs).unref()
    })
    return turn
  }

  async function step(): Promise<void> {
    if (origin === undefined || opened === wanted) return
    if (wanted) await handOver()
    else await ask({ kind: 'close' }, 'closed')
  }

  async function handOver(): Promise<void> {
    const registration = await needs.registration()
    const key = needs.key()
    const answer = ask({ kind: 'open', keyHex: key.toString('hex'), registration }, 'opened')
    key.fill(0)
    await answer
  }

  /** Sends a word and waits for its answer; rejects when the clinic fails, ends or stays silent. */
  function ask(word: object, answer: Word['kind']): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no answer')), answersWithinMs)
      told = kind => {
        clearTimeout(late)
        if (kind === answer) resolve()
        else reject(new Error(kind))
      }
      helper?.send(word)
    })
  }

  function start(): void {
    const made = needs.start()
    helper = made
    made.onMessage(message => {
      const word = message as Word
      if (word.kind === 'listening') origin = word.origin
      if (word.kind === 'opened' || word.kind === 'closed') opened = word.kind === 'opened'
      if (opened) {
        crashes = 0
        needs.opened()
      }
      told(word.kind)
      // An answer that came after its question was given up is still the truth, and may not be what is wanted by now.
      if (word.kind !== 'failed') void settle()
    })
    made.onExit(() => {
      origin = undefined
      opened = false
      told('failed')
      if (ending) return
      needs.log('the embedded clinic ended and is started again')
      setTimeout(start, restartMs[Math.min(crashes++, restartMs.length - 1)]).unref()
    })
  }

  start()
  return {
    origin: () => (opened ? origin : undefined),
    open() {
      wanted = true
      return settle()
    },
    shut() {
      wanted = false
      return settle()
    },
    async close() {
      ending = true
      wanted = false
      await settle()
      const ended = new Promise<void>(resolve => {
        helper?.onExit(() => resolve())
        setTimeout(resolve, stopsWithinMs).unref()
      })
      helper?.send({ kind: 'stop' })
      await ended
      helper?.kill()
    },
  }
}
