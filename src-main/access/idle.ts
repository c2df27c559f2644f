export interface IdleNeeds {
  readonly now: () => Date
  /** A clock nobody can set, in milliseconds; default performance.now. */
  readonly monotonicMs?: () => number
  /** False when the vault closed itself, for example because the disk failed: then nobody is in any more. */
  readonly stillOpen: () => boolean
  /** Called at most once for each `watch`. */
  readonly expired: () => void
}

const lookEveryMs = 1000

/**
 * Watches for nobody being there. Two clocks: the wall clock goes on while the machine sleeps but can be set,
 * the monotonic one cannot be set but may stand still in sleep. The one that says longer counts, so no clock set back delays a lock.
 */
export function openIdle({ now, monotonicMs = () => performance.now(), stillOpen, expired }: IdleNeeds) {
  let timer: NodeJS.Timeout | undefined
  let since = { wall: 0, monotonic: 0 }
  const stirred = (): void => {
    since = { wall: now().getTime(), monotonic: monotonicMs() }
  }
  const rest = (): void => {
    clearInterval(timer)
    timer = undefined
  }
  const look = (minutes: number): void => {
    const idleMs = Math.max(now().getTime() - since.wall, monotonicMs() - since.monotonic)
    if (idleMs < minutes * 60_000 && stillOpen()) return
    rest()
    expired()
  }
  return {
    stirred,
    rest,
    /** Starts, or starts anew with another patience. */
    watch(minutes: number): void {
      rest()
      stirred()
      timer = setInterval(() => look(minutes), lookEveryMs).unref()
    },
  }
}
