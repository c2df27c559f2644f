import type { Scheduler } from './model.ts'

interface Due {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
}

export interface VirtualTime extends Scheduler {
  /** Runs what is due next and moves the clock to it; false when nothing is due by `untilMs`, where the clock then stands. */
  step(untilMs: number): boolean
}

/** A clock that moves only when somebody waits on it: an hour of device time costs no time. */
export function openVirtualTime(): VirtualTime {
  const due = new Set<Due>()
  let now = 0
  let order = 0
  const next = (): Due | undefined =>
    [...due].toSorted((one, other) => one.atMs - other.atMs || one.order - other.order)[0]
  return {
    nowMs: () => now,
    after: (ms, run) => {
      order += 1
      const one = { atMs: now + Math.max(0, ms), order, run }
      due.add(one)
      return () => due.delete(one)
    },
    step: untilMs => {
      const one = next()
      if (!one || one.atMs > untilMs) {
        now = Math.max(now, untilMs)
        return false
      }
      due.delete(one)
      now = Math.max(now, one.atMs)
      one.run()
      return true
    },
  }
}
