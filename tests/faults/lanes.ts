import { availableParallelism } from 'node:os'

const lanes = Math.max(2, Math.min(4, availableParallelism()))

/** Does all of it, a few at a time, as this machine has processors. */
export async function inLanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const lane = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
