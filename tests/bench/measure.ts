/** One line of a bench: a value of ours beside a peer's, both measured in turn in the same run. */
export interface Result {
  readonly bench: string
  readonly case: string
  readonly value: number
  readonly unit: string
  readonly peer: number
  /** Ours over the peer's where lower is better; where higher is better likewise, so more than 1 is ahead. */
  readonly ratio: number
  readonly better: 'higher' | 'lower'
  readonly n: number
}

export interface Sides {
  readonly ours: () => Promise<number>
  readonly peer: () => Promise<number>
}

const rounded = (value: number): number => Number(value.toPrecision(4))

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

/** Milliseconds a piece of work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/**
 * Runs both sides in turn, `n` times each and first one then the other, so that whatever else the machine does falls on
 * both alike; answers the medians. The first pair warms up and is not counted.
 */
export async function sideBySide({ ours, peer }: Sides, n = 15): Promise<{ ours: number; peer: number }> {
  const values = { ours: [] as number[], peer: [] as number[] }
  for (let round = -1; round < n; round++) {
    const order = round % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const)
    for (const side of order) {
      const value = await (side === 'ours' ? ours() : peer())
      if (round >= 0) values[side].push(value)
    }
  }
  return { ours: median(values.ours), peer: median(values.peer) }
}

/** Prints a case as its one JSON line. */
export function report(line: Omit<Result, 'ratio'>): void {
  const ratio = rounded(line.value / line.peer)
  process.stdout.write(`${JSON.stringify({ ...line, value: rounded(line.value), peer: rounded(line.peer), ratio })}\n`)
}
