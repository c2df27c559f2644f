import { Fault } from '../../src-shared/faults.ts'
import { isPrint, type Levels } from './darkroom-words.ts'

/** A process that runs darkroom-process.ts. Electron wraps a utility process in it, Node a forked one. */
export interface DarkroomProcess {
  send(message: unknown): void
  onMessage(listen: (message: unknown) => void): void
  /** Called once, however the process ended. */
  onExit(listen: (code: number | undefined) => void): void
  kill(): void
}

export interface DarkroomNeeds {
  /** Starts one process; called again after a crash or a timeout, never while one lives. */
  readonly start: () => DarkroomProcess
  /** Local log; what is said holds no patient data. */
  readonly log: (event: string, detail: Readonly<Record<string, string | number>>) => void
  /** Longest wait for one picture, ms. */
  readonly timeoutMs?: number
}

interface Job {
  readonly id: number
  readonly resolve: (levels: Levels) => void
  readonly reject: (fault: Fault) => void
  readonly clock: NodeJS.Timeout
}

/** One process with at most one job: started on the first, and again after it died. */
export interface Worker {
  run(bytes: Uint8Array): Promise<Levels>
  /** Ends the process; a running job is refused with this fault. */
  stop(fault: Fault): void
}

/** Opens a worker; `run` may be called again only once the job before has settled. */
export const openWorker = ({ start, log, timeoutMs = 30_000 }: DarkroomNeeds): Worker => {
  let current: DarkroomProcess | undefined
  let job: Job | undefined
  let lastId = 0

  const settle = (use: (done: Job) => void): void => {
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
    if (from !== current || !isPrint(message) || message.id !== job?.id) return
    if ('levels' in message) return settle(done => done.resolve(message.levels))
    log('darkroom.failed', { reason: message.failed })
    settle(done => done.reject(new Fault('imaging.failed')))
  }

  const open = (): DarkroomProcess => {
    const fresh = start()
    fresh.onMessage(message => hear(fresh, message))
    fresh.onExit(code => {
      if (fresh !== current) return
      log('darkroom.ended', { code: code ?? -1 })
      stop(new Fault('imaging.failed'))
    })
    return fresh
  }

  const late = (): void => {
    log('darkroom.slow', { timeoutMs })
    stop(new Fault('imaging.tooSlow'))
  }

  const run = (bytes: Uint8Array): Promise<Levels> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      job = { id, resolve, reject, clock: setTimeout(late, timeoutMs) }
      try {
        current ??= open()
        current.send({ id, bytes })
      } catch (error) {
        log('darkroom.unopened', { reason: error instanceof Error ? error.name : 'unknown' })
        stop(new Fault('imaging.failed', { cause: error }))
      }
    })

  return { run, stop }
}
