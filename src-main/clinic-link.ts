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
const shutWithinMs = 5000

/** Keeps the embedded clinic's process alive, and open exactly as long as the vault is. */
export function openClinicLink(needs: ClinicNeeds): ClinicLink {
  let process: Helper | undefined
  let origin: string | undefined
  let opened = false
  let wanted = false
  let ending = false
  let crashes = 0
  let told: (word: Word['kind']) => void = () => {}

  const start = (): void => {
    const helper = needs.start()
    process = helper
    helper.onMessage(message => void hear(message as Word))
    helper.onExit(() => {
      if (process !== helper) return
      process = origin = undefined
      opened = false
      told('closed')
      if (ending) return
      needs.log('the embedded clinic ended and is started again')
      setTimeout(start, restartMs[Math.min(crashes++, restartMs.length - 1)]).unref()
    })
  }

  async function hear(word: Word): Promise<void> {
    if (word.kind === 'listening') {
      origin = word.origin
      if (wanted) await handOver()
    }
    if (word.kind === 'opened') {
      opened = true
      crashes = 0
      needs.opened()
    }
    if (word.kind === 'failed') needs.log(`the embedded clinic could not open: ${word.reason}`)
    told(word.kind)
  }

  async function handOver(): Promise<void> {
    const registration = await needs.registration()
    const key = needs.key()
    process?.send({ kind: 'open', keyHex: key.toString('hex'), registration })
    key.fill(0)
  }

  const until = (kinds: readonly Word['kind'][]): Promise<void> =>
    new Promise(resolve => {
      const late = setTimeout(resolve, shutWithinMs)
      told = kind => {
        if (!kinds.includes(kind)) return
        clearTimeout(late)
        resolve()
      }
    })

  start()
  return {
    origin: () => (opened ? origin : undefined),
    async open() {
      wanted = true
      if (origin !== undefined && !opened) await handOver()
    },
    async shut() {
      wanted = false
      if (!opened) return
      opened = false
      const closed = until(['closed'])
      process?.send({ kind: 'close' })
      await closed
    },
    async close() {
      ending = true
      const ended = until(['closed'])
      process?.send({ kind: 'stop' })
      await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 2000))])
      process?.kill()
    },
  }
}
