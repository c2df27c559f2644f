/** Gathers what is told in quick succession and hands it over once, `ms` after the first. */
export function gather<T>(hand: (all: ReadonlySet<T>) => void, ms: number) {
  let held = new Set<T>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    const all = held
    held = new Set()
    timer = undefined
    hand(all)
  }
  return {
    add: (values: readonly T[]): void => {
      for (const value of values) held.add(value)
      timer ??= setTimeout(flush, ms)
    },
    /** Forgets what is held. */
    drop: (): void => {
      clearTimeout(timer)
      timer = undefined
      held = new Set()
    },
  }
}
