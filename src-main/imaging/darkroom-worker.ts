import { Fault } from '../../src-shared/faults.ts'

/** A process that runs one of our process files. Electron wraps a utility process in it, Node a forked one. */
export interface DarkroomProcess {
  send(message: unknown): void
  onMessage(listen: (message: unknown) => void): void
  /** Called once, however the process ended. */
  onExit(listen: (code: number | undefined) => void): void
  kill(): void
}

export interface DarkroomNeeds {
  /** Named in the log. */
  readonly name?: 'darkroom' | 'surveyor' | 'press'
  /** Starts one process; called again after a crash or a timeout, never while one lives. */
  readonly start: () => DarkroomProcess
  /** Local log; what is said holds no patient data. */
  readonly log: (event: string, detail: Readonly<Record<string, string | number>>) => void
  /** Longest wait for one job, ms. */
  readonly timeoutMs?: number
}

/** What every process answers: the number of the order, and what came of it or, in words for the log, why nothing did. */
type Answer<Done> = { readonly id: number; readonly done: Done } | { readonly id: number; readonly failed: string }

/** True for a well-formed answer; a process that went wrong may say anything. */
const isAnswer = (message: unknown): message is Answer<unknown> =>
  typeof message === 'object' && message !== null && 'id' in message && ('done' in message || 'failed' in message)

interface Job<Done> {
  readonly id: number
  readonly resolve: (done: Done) => void
  readonly reject: (fault: Fault) => void
  readonly clock: NodeJS.Timeout
}

/** One process with at most one job: started on the first, and again after it died. */
export interface Worker<Order extends object, Done> {
  run(order: Order): Promise<Done>
  /** Ends the process; a running job is refused with this fault. */
  stop(fault: Fault): void
}

/** Opens a worker; `run` may be called again only once the job before has settled. */
export const openWorker = <Order extends object, Done>(needs: DarkroomNeeds): Worker<Order, Done> => {
  const { name = 'darkroom', start, log, timeoutMs = 30_000 } = needs
  let current: DarkroomProcess | undefined
  let job: Job<Done> | undefined
  let lastId = 0

  const settle = (use: (settled: Job<Done>) => void): void => {
    const done = job
    job = undefined
    if (done === undefined) return
    clearTimeout(done.clock)
    use(done)
  }

  const stop = (fault: Fault): void => {
    const dead = current
    current = undefined
    dead?.kill()
    settle(done => done.reject(fault))
  }

  const hear = (from: DarkroomProcess, message: unknown): void => {
    if (from !== current || !isAnswer(message) || message.id !== job?.id) return
    // Our own process: what it has done is what its code says it does.
    if ('done' in message) return settle(settled => settled.resolve(message.done as Done))
    log(`${name}.failed`, { reason: message.failed })
    settle(done => done.reject(new Fault('imaging.failed')))
  }

  const open = (): DarkroomProcess => {
    const fresh = start()
    fresh.onMessage(message => hear(fresh, message))
    fresh.onExit(code => {
      if (fresh !== current) return
      log(`${name}.ended`, { code: code ?? -1 })
      stop(new Fault('imaging.failed'))
    })
    return fresh
  }

  const late = (): void => {
    log(`${name}.slow`, { timeoutMs })
    stop(new Fault('imaging.tooSlow'))
  }

  const run = (order: Order): Promise<Done> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      job = { id, resolve, reject, clock: setTimeout(late, timeoutMs) }
      try {
        current ??= open()
        current.send({ ...order, id })
      } catch (error) {
        log(`${name}.unopened`, { reason: error instanceof Error ? error.name : 'unknown' })
        stop(new Fault('imaging.failed', { cause: error }))
      }
    })

  return { run, stop }
}
