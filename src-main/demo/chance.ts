/** A small seeded source of chance (mulberry32): the demo clinic is the same on every machine. */
export interface Chance {
  /** A number in [0, 1). */
  next(): number
  /** A whole number in [low, high]. */
  between(low: number, high: number): number
  /** One of these. */
  pick<T>(choices: readonly [T, ...T[]]): T
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return { next, between, pick: choices => choices[between(0, choices.length - 1)] ?? choices[0] }
}
