import { Fault } from '../../src-shared/faults.ts'
import { type DarkroomNeeds, openWorker } from '../imaging/index.ts'
import type { Printed } from './press/print.ts'
import type { PressOrder } from './words.ts'

export interface PressNeeds extends Omit<DarkroomNeeds, 'name'> {
  /** Papers after which the process is ended and a fresh one started. */
  readonly papersEach?: number
  /** An idle press is ended after this long, ms: its memory is worth more to the window. */
  readonly idleMs?: number
}

/** A queue before one separate process that sets papers in type; setting one takes too long for the thread that serves the window. */
export interface Press {
  /** Faults: documents.failed, documents.closed. */
  readonly print: (order: PressOrder) => Promise<Printed>
  readonly close: () => void
}

/** Opens the press; its process starts with the first paper. */
export const openPress = (needs: PressNeeds): Press => {
  const { papersEach = 100, idleMs = 60_000, timeoutMs = 60_000 } = needs
  const worker = openWorker<PressOrder, Printed>({ ...needs, timeoutMs, name: 'press' })
  let closed = false
  let papers = 0
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const rest = (): void => {
    papers = 0
    worker.stop(new Fault('documents.closed'))
  }
  const printed = async (order: PressOrder): Promise<Printed> => {
    if (closed) throw new Fault('documents.closed')
    clearTimeout(idle)
    try {
      return await worker.run(order)
    } catch (error) {
      // The worker speaks of pictures; whoever prints is told of papers.
      throw error instanceof Fault && error.code.startsWith('imaging.')
        ? new Fault('documents.failed', { cause: error })
        : error
    } finally {
      papers++
      if (papers >= papersEach) rest()
      else if (!closed) idle = setTimeout(rest, idleMs).unref()
    }
  }
  return {
    print: async order => {
      const mine = last.catch(() => undefined).then(async () => await printed(order))
      last = mine
      return await mine
    },
    close: () => {
      closed = true
      clearTimeout(idle)
      worker.stop(new Fault('documents.closed'))
    },
  }
}
