import { Fault } from '../../../src-shared/faults.ts'
import { type DarkroomNeeds, openWorker, type Worker } from '../darkroom-worker.ts'
import type { Done, Jobs } from './jobs.ts'
import type { JobName, Sheet } from './words.ts'

export interface Surveyor {
  /**
   * Measures sheets, one order after the other. What a picture does not allow to be measured is data in the answer; Faults
   * imaging.failed, imaging.tooSlow, imaging.closed are the process's.
   */
  readonly run: <Name extends JobName>(job: Name, sheets: readonly Sheet[]) => Promise<Done<Name>>
  /** Ends the process; waiting orders are refused with imaging.closed. */
  readonly close: () => void
}

export interface SurveyorNeeds extends Omit<DarkroomNeeds, 'name'> {
  /** Orders after which a process is ended and a fresh one started: the engines in it are known to leak. */
  readonly ordersEach?: number
  /** An idle process is ended after this long, ms: its memory is worth more to the window. */
  readonly idleMs?: number
}

type Order = { readonly job: keyof Jobs; readonly sheets: readonly Sheet[] }

/** Ends the worker after so many orders and after so long a rest. */
function recycled(worker: Worker<Order, object>, { ordersEach = 40, idleMs = 60_000 }: SurveyorNeeds) {
  let orders = 0
  let idle: NodeJS.Timeout | undefined
  const rest = (): void => {
    orders = 0
    worker.stop(new Fault('imaging.closed'))
  }
  return async (order: Order): Promise<object> => {
    clearTimeout(idle)
    try {
      return await worker.run(order)
    } finally {
      orders++
      if (orders >= ordersEach) rest()
      else idle = setTimeout(rest, idleMs).unref()
    }
  }
}

/** Opens the surveyor: a queue before one separate process that measures pictures and is recycled. */
export const openSurveyor = (needs: SurveyorNeeds): Surveyor => {
  const worker = openWorker<Order, object>({ timeoutMs: 60_000, ...needs, name: 'surveyor' })
  const measured = recycled(worker, needs)
  let closed = false
  let last: Promise<unknown> = Promise.resolve()
  return {
    run: async <Name extends JobName>(job: Name, sheets: readonly Sheet[]) => {
      const before = last
      const mine = (async () => {
        await before.catch(() => undefined)
        if (closed) throw new Fault('imaging.closed')
        return (await measured({ job, sheets })) as Done<Name>
      })()
      last = mine
      return await mine
    },
    close: () => {
      closed = true
      worker.stop(new Fault('imaging.closed'))
    },
  }
}
