/** What a message is put into its place by. */
export interface Placed {
  readonly messageId: string
  /** ISO 8601, UTC: when its sender sent it, by the sender's clock. */
  readonly at: string
}

const before = (one: Placed, other: Placed): number => {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1
  if (one.messageId === other.messageId) return 0
  return one.messageId < other.messageId ? -1 : 1
}

/**
 * Two parts of a thread as one, oldest first. A message is in it once, as `newer` has it; in which order and how often the parts arrive
 * makes no difference to the places.
 */
export function merged<M extends Placed>(older: readonly M[], newer: readonly M[]): M[] {
  const known = new Map([...older, ...newer].map(message => [message.messageId, message]))
  return [...known.values()].toSorted(before)
}
