/** A bucket per caller: `perSecond` refills, `burst` is the most it holds. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

interface Bucket {
  tokens: number
  at: number
}

/** Answers the seconds to wait, 0 for go ahead. The clock is in ms. */
export const openRateLimit = (rate: Rate, clock: () => number) => {
  const buckets = new Map<string, Bucket>()
  return (caller: string): number => {
    const now = clock()
    // A full bucket is the same as none: forgetting all keeps the table small.
    if (buckets.size > 10_000) buckets.clear()
    const bucket = buckets.get(caller) ?? { tokens: rate.burst, at: now }
    bucket.tokens = Math.min(rate.burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * rate.perSecond)
    bucket.at = now
    buckets.set(caller, bucket)
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / rate.perSecond))
    bucket.tokens -= 1
    return 0
  }
}
