/** The last samples of a live trace, in a ring that never grows. */
export type TraceRing = {
  readonly push: (value: number | undefined) => void
  /** Oldest first; a gap, where the finger was out, is undefined. */
  readonly values: () => (number | undefined)[]
  readonly clear: () => void
}

/** Opens an empty ring for `room` samples. */
export function openTraceRing(room: number): TraceRing {
  // NaN stands for a gap inside, so that the ring is one flat array that is never allocated again.
  const ring = new Float64Array(room)
  let next = 0
  let held = 0
  return {
    push: value => {
      ring[next] = value ?? Number.NaN
      next = (next + 1) % room
      held = Math.min(room, held + 1)
    },
    values: () =>
      Array.from({ length: held }, (_, index) => {
        const value = ring[(next - held + index + room) % room]
        return value === undefined || Number.isNaN(value) ? undefined : value
      }),
    clear: () => {
      next = 0
      held = 0
    },
  }
}

/** The unbroken runs of a trace: a line is drawn through each, and never across a gap. */
export function runsOf(values: readonly (number | undefined)[]): { at: number; value: number }[][] {
  const runs: { at: number; value: number }[][] = []
  let run: { at: number; value: number }[] = []
  for (const [at, value] of values.entries()) {
    if (value !== undefined) {
      if (run.length === 0) runs.push(run)
      run.push({ at, value })
    } else if (run.length > 0) run = []
  }
  return runs
}
