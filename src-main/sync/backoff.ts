/** How patient the queue is; all in ms. */
export interface Tempo {
  readonly firstRetryMs: number
  readonly longestRetryMs: number
  /** Between two looks for news while nothing hints at any. */
  readonly pollMs: number
  /** A request without an answer after this is given up; bytes get ten times as long. */
  readonly timeoutMs: number
}

export const calm: Tempo = { firstRetryMs: 1000, longestRetryMs: 300_000, pollMs: 30_000, timeoutMs: 30_000 }

/**
 * How long to wait after the `failures`-th failure in a row, in ms: doubling, half of it by chance so that many
 * workstations do not return at once, never sooner than the clinic asked (`askedMs`). `random` in [0, 1).
 */
export function backoffMs(failures: number, { tempo, random, askedMs = 0 }: BackoffNeeds): number {
  const doubled = tempo.firstRetryMs * 2 ** Math.min(Math.max(failures, 1) - 1, 30)
  const full = Math.min(doubled, tempo.longestRetryMs)
  return Math.max(askedMs, Math.round(full / 2 + (full / 2) * random()))
}

export interface BackoffNeeds {
  readonly tempo: Tempo
  readonly random: () => number
  readonly askedMs?: number | undefined
}
