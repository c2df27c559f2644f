import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Two texts are the same, in a time that tells nothing about either. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

export interface Secrets {
  /** The one-shot value a browser is started with. */
  readonly boot: string
  /** Trades the one-shot value for the session's secret; undefined when wrong, used or too late. */
  exchange(boot: string): string | undefined
  /** Whether a connection carries the session's secret. */
  admits(session: string | undefined): boolean
}

/** A browser proves once that this shell started it, within `lifeMs`; from then on it holds a secret nobody saw. */
export function openSecrets(now: () => number, lifeMs: number): Secrets {
  const boot = randomBytes(32).toString('base64url')
  const session = randomBytes(32).toString('base64url')
  const bornAt = now()
  let used = false
  return {
    boot,
    exchange(offered) {
      if (used || now() - bornAt > lifeMs || !sameText(offered, boot)) return undefined
      used = true
      return session
    },
    admits: offered => used && offered !== undefined && sameText(offered, session),
  }
}
