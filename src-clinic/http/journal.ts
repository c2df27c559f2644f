import type { Access, AccessLog } from '../store/index.ts'

const flushMs = 200

/**
 * The access log, written in groups so that a read does not wait for the disk. Who wrote what is also kept with every
 * version, in the same transaction; a crash can therefore lose at most the last 200 ms of reads.
 */
export const openJournal = (accessLog: AccessLog, log: (message: string, error?: unknown) => void) => {
  let waiting: Access[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    const rows = waiting
    waiting = []
    if (rows.length === 0) return
    try {
      accessLog.add(rows)
    } catch (error) {
      log('access log could not be written', error)
      waiting = [...rows, ...waiting].slice(-10_000)
    }
  }
  return {
    add: (access: Access) => {
      waiting.push(access)
      timer ??= setTimeout(flush, flushMs)
    },
    flush,
  }
}
export type Journal = ReturnType<typeof openJournal>
