const freeTries = 5
const firstWaitMs = 30_000
const longestWaitMs = 60 * 60_000

/** After five wrong codes each further one doubles the wait: 30 s, 1 min, 2 min, up to one hour. */
export const waitAfter = (wrongCodes: number): number =>
  wrongCodes < freeTries ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(20, wrongCodes - freeTries))

/** True while another code may not be tried. A last try in the future is a clock that was wrong, and makes nobody wait for it. */
export function mustWait(tries: { wrongCodes: number; lastWrongCodeAt?: string }, now: Date): boolean {
  if (tries.lastWrongCodeAt === undefined) return false
  const sinceMs = now.getTime() - Date.parse(tries.lastWrongCodeAt)
  return sinceMs >= 0 && sinceMs < waitAfter(tries.wrongCodes)
}
