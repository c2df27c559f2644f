import { runsOf } from './trace.ts'

export interface SweepPoint {
  /** 0 to 1 across the screen. */
  readonly x: number
  readonly value: number
}

/**
 * A trace as a monitor draws it: the newest sample stands where the pen is, and the pen writes over what is oldest. `pushed` counts
 * every sample ever, `room` is one sweep, and `blank` samples before the pen are left dark. No line crosses a gap or the edge.
 */
export function sweepOf(
  values: readonly (number | undefined)[],
  { pushed, room, blank }: { readonly pushed: number; readonly room: number; readonly blank: number },
): readonly (readonly SweepPoint[])[] {
  const kept = values.slice(-Math.max(0, room - blank))
  const first = pushed - kept.length
  const edges = Math.floor((pushed - 1) / room) * room - first
  const halves = edges > 0 && edges < kept.length ? [kept.slice(0, edges), kept.slice(edges)] : [kept]
  let start = first
  return halves.flatMap(half => {
    const from = start
    start += half.length
    return runsOf(half).map(run => run.map(({ at, value }) => ({ x: ((from + at) % room) / room, value })))
  })
}
