/** A foot pedal's contact bounces, and a finger repeats: presses closer together than this are one. */
export const bounceMs = 400

/**
 * Lets one press through and swallows its bounces: what follows within 400 ms of the last press, let through or not,
 * belongs to it. `now` is a clock in ms that never goes back.
 */
export function oncePerPress(now: () => number): () => boolean {
  let last = Number.NEGATIVE_INFINITY
  return () => {
    const at = now()
    const isNew = at - last >= bounceMs
    last = at
    return isNew
  }
}
